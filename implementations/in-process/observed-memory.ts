/**
 * The allocator given to a subject in this process, which records what the subject does with memory.
 *
 * A region is an object with accessors over private fields. They make a touch after free visible, at a cost of 106 ns
 * per object instead of 92 for a plain one; a proxy costs 357.
 */

import type { RegionFields, RegionType } from "../../model/region.ts";
import type { ObjectIdentity, TraceEvent } from "../../model/trace.ts";
import type { AllocationContext, Memory, RegionObject } from "../contract.ts";

/** A region object that knows whether it was freed. */
export class ObservedRegion implements RegionObject {
  readonly identity: number;
  freed = false;
  /** The step at which a touch after free was last recorded: one event per object and step is enough. */
  touchedAt = -1;
  readonly #memory: ObservedMemory;
  #start: bigint;
  #end: bigint;
  #type: RegionType;
  #protection: number;

  constructor(memory: ObservedMemory, identity: number, fields: RegionFields) {
    this.#memory = memory;
    this.identity = identity;
    this.#start = fields.start;
    this.#end = fields.end;
    this.#type = fields.type;
    this.#protection = fields.protection;
  }

  get start(): bigint {
    if (this.freed) this.#memory.recordTouch(this);
    return this.#start;
  }
  set start(value: bigint) {
    if (this.freed) this.#memory.recordTouch(this);
    this.#start = value;
  }
  get end(): bigint {
    if (this.freed) this.#memory.recordTouch(this);
    return this.#end;
  }
  set end(value: bigint) {
    if (this.freed) this.#memory.recordTouch(this);
    this.#end = value;
  }
  get type(): RegionType {
    if (this.freed) this.#memory.recordTouch(this);
    return this.#type;
  }
  set type(value: RegionType) {
    if (this.freed) this.#memory.recordTouch(this);
    this.#type = value;
  }
  get protection(): number {
    if (this.freed) this.#memory.recordTouch(this);
    return this.#protection;
  }
  set protection(value: number) {
    if (this.freed) this.#memory.recordTouch(this);
    this.#protection = value;
  }
}

/** Memory other than a region object. */
class OtherAllocation {
  readonly identity: number;
  constructor(identity: number) {
    this.identity = identity;
  }
}

export class ObservedMemory implements Memory {
  /** True once the subject has asked for a region object. */
  used = false;
  #events: TraceEvent[] = [];
  #step = 0;
  #nextIdentity = 1;
  #atomicDepth = 0;
  /** How many allocations succeed until failures begin, and how many then fail; counted down. */
  #untilFailure = 0;
  #failures = 0;
  readonly #strangers = new Map<object, number>();

  allocate(fields: RegionFields, context: AllocationContext): ObservedRegion | undefined {
    this.used = true;
    const atomic = this.#atomicDepth > 0;
    if (this.#fails()) {
      this.#events.push({ event: "alloc-failed", kind: "region", maySleep: context.maySleep, atomic });
      return undefined;
    }
    const object = this.#nextIdentity++;
    this.#events.push({ event: "alloc", object, kind: "region", maySleep: context.maySleep, atomic });
    return new ObservedRegion(this, object, fields);
  }

  free(region: RegionObject): void {
    this.#events.push({ event: "free", object: this.identify(region), by: "implementation" });
    if (region instanceof ObservedRegion) region.freed = true;
  }

  allocateOther(context: AllocationContext): object | undefined {
    const atomic = this.#atomicDepth > 0;
    if (this.#fails()) {
      this.#events.push({ event: "alloc-failed", kind: "other", maySleep: context.maySleep, atomic });
      return undefined;
    }
    const token = new OtherAllocation(this.#nextIdentity++);
    this.#events.push({ event: "alloc", object: token.identity, kind: "other", maySleep: context.maySleep, atomic });
    return token;
  }

  freeOther(token: object): void {
    this.#events.push({ event: "free", object: this.identify(token), by: "implementation" });
  }

  atomic<Result>(section: () => Result): Result {
    this.#atomicDepth++;
    try {
      return section();
    } finally {
      this.#atomicDepth--;
    }
  }

  warn(message: string): void {
    this.#events.push({ event: "warning", message });
  }

  /** A region owned by the caller, without an allocation event; if a subject frees it, that is recorded. */
  callerRegion(fields: RegionFields): ObservedRegion {
    return new ObservedRegion(this, this.#nextIdentity++, fields);
  }

  /** The caller frees a region that it owns. */
  freeByCaller(region: RegionObject): void {
    this.#events.push({ event: "free", object: this.identify(region), by: "caller" });
    if (region instanceof ObservedRegion) region.freed = true;
  }

  recordTouch(region: ObservedRegion): void {
    if (region.touchedAt === this.#step) return;
    region.touchedAt = this.#step;
    this.#events.push({ event: "touch-after-free", object: region.identity });
  }

  recordForeignRead(device: string, field: string): void {
    this.#events.push({ event: "foreign-read", device, field });
  }

  /** The identity of any object: its own if it was allocated here, else one assigned when it is first seen. */
  identify(object: object): ObjectIdentity {
    if (object instanceof ObservedRegion || object instanceof OtherAllocation) return object.identity;
    let identity = this.#strangers.get(object);
    if (identity === undefined) {
      identity = this.#nextIdentity++;
      this.#strangers.set(object, identity);
    }
    return identity;
  }

  /** Counted from the next allocation, starting at 1, the `first`-th and the `count - 1` after it fail. */
  failAllocations(first: number, count: number): void {
    this.#untilFailure = first - 1;
    this.#failures = count;
  }

  /** The events since the last call, or undefined if there were none. Begins the next step. */
  takeEvents(): readonly TraceEvent[] | undefined {
    this.#step++;
    if (this.#events.length === 0) return undefined;
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #fails(): boolean {
    if (this.#failures === 0) return false;
    if (this.#untilFailure > 0) {
      this.#untilFailure--;
      return false;
    }
    this.#failures--;
    return true;
  }
}
