/** Converts the harness's answer into a trace. */

import { REGION_TYPES, type AddressRange } from "../../../model/region.ts";
import type { Scenario } from "../../../model/scenario.ts";
import type { MappedRange, ObservedRegion, StepResult, Trace, TraceEnd, TraceEvent } from "../../../model/trace.ts";
import { ENDED_EARLY, ENDED_IN_STEP, ENDED_WELL, ENDING_KIND, ENDINGS, RESULT, STATUSES } from "./operations.ts";
import { allocationFailed, type SharedEvents } from "./shared-events.ts";

/** Where in the tree an address of the program lies, if known. */
export type Locate = (address: bigint) => string | undefined;

/** What all traces of a program have in common. */
export interface TraceContext {
  readonly locate: Locate;
  /** The program checks reads, as sanitizers do. */
  readonly seesReads: boolean;
  readonly shared: SharedEvents;
}

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
const DECODER = new TextDecoder();

/** Decodes the payload of a frame, after the scenario's number. */
export function decodeTrace(bytes: Uint8Array, scenario: Scenario, context: TraceContext): Trace {
  return new TraceDecoder(bytes, scenario, context).decode();
}

class TraceDecoder {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #scenario: Scenario;
  readonly #locate: Locate;
  readonly #seesReads: boolean;
  readonly #shared: SharedEvents;
  #at = 0;

  constructor(bytes: Uint8Array, scenario: Scenario, { locate, seesReads, shared }: TraceContext) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#scenario = scenario;
    this.#locate = locate;
    this.#seesReads = seesReads;
    this.#shared = shared;
  }

  decode(): Trace {
    const steps: StepResult[] = [];
    for (;;) {
      const status = this.#bytes[this.#at++]!;
      if (status === ENDED_WELL) return this.#trace(steps);
      if (status >= ENDED_EARLY) {
        const text = this.#text();
        const place = this.#place();
        const message = place === undefined ? text : `${text} at ${place}`;
        const step = (status & ENDED_IN_STEP) === 0 ? {} : { step: steps.length };
        const ended: TraceEnd = { ...ENDINGS[status & ENDING_KIND]!, ...step, message };
        return { ...this.#trace(steps), ended };
      }
      steps.push(this.#step(status));
    }
  }

  #trace(steps: readonly StepResult[]): Trace {
    return this.#seesReads ? { steps, observesMemory: true } : { steps, observesMemory: true, readsUnseen: true };
  }

  #step(status: number): StepResult {
    const flags = this.#read32();
    const result: { -readonly [Member in keyof StepResult]: StepResult[Member] } = { status: STATUSES[status]! };
    if ((flags & RESULT.regions) !== 0) {
      const count = this.#read32();
      const regions = new Array<ObservedRegion>(count);
      for (let index = 0; index < count; index++) regions[index] = this.#region();
      result.regions = regions;
    }
    if ((flags & RESULT.endless) !== 0) result.endless = true;
    if ((flags & RESULT.input) !== 0) result.input = this.#region();
    if ((flags & RESULT.answer) !== 0) result.answer = (flags & RESULT.yes) !== 0;
    if ((flags & RESULT.text) !== 0) result.text = this.#text();
    if ((flags & (RESULT.mapped | RESULT.usable)) !== 0) {
      const mapped = this.#mapped();
      const holes = this.#ranges();
      const usable = this.#ranges();
      if ((flags & RESULT.mapped) !== 0) {
        result.mapped = mapped;
        result.dmaHoles = holes;
      } else {
        result.usable = usable;
      }
    }
    if ((flags & RESULT.events) !== 0) result.events = this.#events();
    if ((flags & RESULT.message) !== 0) result.message = this.#text();
    return result;
  }

  #region(): ObservedRegion {
    const at = this.#at;
    const view = this.#view;
    this.#at += 25;
    return {
      object: view.getUint32(at, LITTLE_ENDIAN),
      start: view.getBigUint64(at + 4, LITTLE_ENDIAN),
      end: view.getBigUint64(at + 12, LITTLE_ENDIAN),
      type: REGION_TYPES[this.#bytes[at + 24]!]!,
      protection: view.getInt32(at + 20, LITTLE_ENDIAN),
    };
  }

  #mapped(): MappedRange[] {
    const ranges: MappedRange[] = [];
    for (let left = this.#read32(); left > 0; left--) {
      ranges.push({ start: this.#read64(), end: this.#read64(), protection: this.#read32() });
    }
    return ranges;
  }

  #ranges(): AddressRange[] {
    const ranges: AddressRange[] = [];
    for (let left = this.#read32(); left > 0; left--) ranges.push({ start: this.#read64(), end: this.#read64() });
    return ranges;
  }

  #events(): TraceEvent[] {
    const count = this.#read32();
    const events = new Array<TraceEvent>(count);
    for (let index = 0; index < count; index++) events[index] = this.#event();
    return events;
  }

  #event(): TraceEvent {
    const kind = this.#bytes[this.#at++]!;
    switch (kind) {
      case 0: {
        const object = this.#read32();
        return this.#shared.allocated(object, this.#bytes[this.#at++]!);
      }
      case 1:
        return allocationFailed(this.#bytes[this.#at++]!);
      case 2: {
        const object = this.#read32();
        return this.#shared.freed(object, this.#bytes[this.#at++] === 1);
      }
      case 3: {
        const object = this.#read32();
        return withPlace({ event: "touch-after-free", object }, this.#place());
      }
      case 4: {
        const device = this.#deviceLabel(this.#read32());
        const field = this.#text();
        return withPlace({ event: "foreign-read", device, field }, this.#place());
      }
      default: {
        const message = this.#text();
        return withPlace({ event: "warning", message }, this.#place());
      }
    }
  }

  #deviceLabel(number: number): string {
    const { functions, otherDevices } = this.#scenario.platform;
    return (functions[number] ?? otherDevices[number - functions.length])?.label ?? "";
  }

  #place(): string | undefined {
    switch (this.#bytes[this.#at++]) {
      case 1: {
        const line = this.#read32();
        return `${this.#text()}:${line}`;
      }
      case 2:
        return this.#locate(this.#read64());
      default:
        return undefined;
    }
  }

  #text(): string {
    const length = this.#read32();
    this.#at += length;
    return DECODER.decode(this.#bytes.subarray(this.#at - length, this.#at));
  }

  #read32(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, LITTLE_ENDIAN);
  }

  #read64(): bigint {
    this.#at += 8;
    return this.#view.getBigUint64(this.#at - 8, LITTLE_ENDIAN);
  }
}

function withPlace<Event extends TraceEvent>(event: Event, place: string | undefined): Event {
  return place === undefined ? event : { ...event, place };
}
