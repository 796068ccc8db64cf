/**
 * Replays a trace as the life of its lists and objects, and notes every fault of memory in it.
 *
 * One pass over the steps. A step's events come first, then what its list looks like, then what became of the
 * objects that the step made or let go of. From the first step on that failed for reasons of the
 * implementation's own, nothing is known, and nothing is noted.
 */

import type { Step } from "../model/scenario.ts";
import type { FreeEvent, ObjectIdentity, ObservedRegion, StepResult, TraceEvent } from "../model/trace.ts";
import { listLives, type ListLife } from "./list-lives.ts";
import { sameSequence, shownRegions } from "./list-comparison.ts";
import type { MemoryFault, MemoryFaultKind } from "./memory-fault.ts";
import { ObjectLedger } from "./object-ledger.ts";
import type { Observations } from "./observations.ts";
import { RecentSteps } from "./recent-steps.ts";
import { RepeatedGets } from "./repeated-gets.ts";

/** A list at the moment, and what it held when it was last looked at. */
export interface LiveList {
  readonly life: ListLife;
  regions: readonly ObservedRegion[];
  lookedAt: number;
  /** It was not seen whole, so nothing can be said of what it holds. */
  lost: boolean;
}

const NO_REGIONS: readonly ObservedRegion[] = [];

/** Every fault of memory in a trace, in the order of the steps. */
export function memoryFaults(observed: Observations): readonly MemoryFault[] {
  return observed.derive(replay);
}

function replay(observed: Observations): readonly MemoryFault[] {
  return new ListHistory(observed).run();
}

/** Steps that make, change, look at or end lists, or may do so by what they do to the platform. */
export function isListStep(step: Step): boolean {
  return !(step.do === "ask" || step.do === "show" || step.do === "map" || step.do === "attach");
}

class ListHistory {
  readonly #observed: Observations;
  readonly #steps: readonly Step[];
  readonly #memory: boolean;
  readonly #ledger = new ObjectLedger();
  readonly #lists = new Map<string, LiveList>();
  readonly #repeated: RepeatedGets;
  readonly #recent: RecentSteps;
  readonly #faults: MemoryFault[] = [];
  /** Identities of regions of the caller's own that were inserted. */
  readonly #inputs = new Set<ObjectIdentity>();
  /** Objects that the current step made or let go of. */
  #loose: ObjectIdentity[] = [];

  constructor(observed: Observations) {
    this.#observed = observed;
    this.#steps = observed.facts.scenario.steps;
    this.#memory = observed.trace.observesMemory;
    this.#repeated = new RepeatedGets(observed.facts);
    this.#recent = new RecentSteps(this.#steps);
  }

  run(): readonly MemoryFault[] {
    let nextLife = 0;
    const lives = listLives(this.#observed.facts);
    for (let index = 0; index < this.#steps.length; index++) {
      const step = this.#steps[index]!;
      const result = this.#observed.result(index);
      if (result.status === "error" && isListStep(step)) break;
      for (; lives[nextLife]?.from === index; nextLife++) {
        const life = lives[nextLife]!;
        this.#lists.set(life.label, { life, regions: NO_REGIONS, lookedAt: index, lost: false });
      }
      if (result.status === "unsupported") this.#forgetList(step);
      else this.#replayStep(step, index, result);
      this.#recent.note(index);
    }
    return this.#faults;
  }

  #replayStep(step: Step, index: number, result: StepResult): void {
    this.#loose = [];
    if (result.input !== undefined && this.#memory) this.#inputs.add(result.input.object);
    if (this.#memory && result.events !== undefined) this.#replayEvents(step, index, result.events, result.regions);
    switch (step.do) {
      case "get":
        this.#look(step.list, index, result);
        this.#compareWithEarlierGet(step.list, index, result);
        break;
      case "read":
        this.#compareWithLastLook(step.list, index, result);
        this.#look(step.list, index, result);
        break;
      case "insert":
        this.#checkInput(step, index, result);
        this.#look(step.list, index, result);
        break;
      case "insert-all-of":
      case "group":
      case "scribble":
      case "empty":
        this.#look(step.list, index, result);
        break;
      case "put":
        this.#finishPut(step.list, index);
        break;
      case "add":
      case "remove":
        this.#repeated.forgetAll();
        break;
      case "tear-down":
        if (this.#memory) this.#finishTearDown(index);
        break;
      case "ask":
      case "show":
      case "map":
      case "attach":
      case "fail-allocations":
        break;
      default:
        step satisfies never;
    }
    if (this.#memory) this.#findLeaks(index);
  }

  #note(kind: MemoryFaultKind, step: number, rest: Omit<MemoryFault, "kind" | "step">): void {
    this.#faults.push({ kind, step, ...rest });
  }

  /** Notes a fault of an object, unless one was noted of it before. */
  #charge(kind: MemoryFaultKind, step: number, object: ObjectIdentity, rest: Omit<MemoryFault, "kind" | "step">): void {
    if (this.#ledger.charge(object)) this.#note(kind, step, { object, ...rest });
  }

  #replayEvents(
    step: Step,
    index: number,
    events: readonly TraceEvent[],
    regions: readonly ObservedRegion[] | undefined,
  ): void {
    for (const event of events) {
      switch (event.event) {
        case "alloc":
          this.#ledger.allocate(event.object, event.kind === "region", index);
          if (event.kind === "region") this.#loose.push(event.object);
          break;
        case "free":
          this.#replayFree(step, index, event);
          break;
        case "touch-after-free":
          // What a list still holds is charged where the list is looked at: looking is a touch as well.
          if (regions?.some(({ object }) => object === event.object) === true) break;
          this.#charge("touched-after-free", index, event.object, {
            ...this.#listOf(step),
            ...(event.place === undefined ? {} : { message: event.place }),
          });
          break;
        case "alloc-failed":
        case "foreign-read":
        case "warning":
          break;
        default:
          event satisfies never;
      }
    }
  }

  #replayFree(step: Step, index: number, { object, by }: FreeEvent): void {
    const ledger = this.#ledger;
    const known = ledger.isKnown(object);
    if (known && ledger.isLive(object)) {
      ledger.free(object);
      if (by === "implementation" && ledger.isRegion(object)) this.#judgeFree(step, index, object);
      return;
    }
    // A list whose objects no event announced is charged where it is looked at.
    if (by === "caller" && !known) return;
    const list = this.#listOf(step);
    if (!known) this.#charge(this.#inputs.has(object) ? "input-freed" : "freed-unknown", index, object, list);
    else this.#charge(step.do === "put" && by === "implementation" ? "freed-twice" : "freed-again", index, object, list);
  }

  /** The implementation freed a region that was alive: was it its own to free? */
  #judgeFree(step: Step, index: number, object: ObjectIdentity): void {
    const holder = this.#ledger.holderOf(object);
    // What no list holds was made in this step, or was charged as a leak before.
    if (holder === undefined) return;
    if (step.do === "put") {
      if (holder !== step.list) this.#charge("frees-other-list", index, object, { list: step.list, otherList: holder });
      return;
    }
    if ((step.do === "insert" || step.do === "insert-all-of") && holder === step.list) return;
    if (step.do === "insert-all-of" && holder === step.source) {
      this.#charge("input-freed", index, object, { list: step.list, otherList: holder });
      return;
    }
    this.#charge("freed-while-listed", index, object, { ...this.#listOf(step), otherList: holder });
  }

  #listOf(step: Step): { readonly list?: string } {
    return "list" in step ? { list: step.list } : {};
  }

  /** A step whose ability is not offered leaves its list unknown. */
  #forgetList(step: Step): void {
    if (!("list" in step)) return;
    const live = this.#lists.get(step.list);
    if (live === undefined) return;
    for (const { object } of live.regions) {
      this.#ledger.release(object, step.list);
      this.#ledger.charge(object);
    }
    live.regions = NO_REGIONS;
    live.lost = step.do !== "get" && step.do !== "group";
    if (step.do === "put") this.#lists.delete(step.list);
  }

  /** Takes down what a list holds after a step, and to whom its objects belong. */
  #look(label: string, index: number, result: StepResult): void {
    const live = this.#lists.get(label);
    if (live === undefined) return;
    const before = live.regions;
    const now = result.regions ?? NO_REGIONS;
    live.regions = now;
    live.lookedAt = index;
    if (result.endless === true) {
      const kind = live.life.origin === "got" ? "endless-list" : "endless-group-list";
      this.#note(kind, index, { list: label, received: shownRegions(now.slice(0, 8)) });
      for (const { object } of now) this.#ledger.charge(object);
      for (const object of this.#loose) this.#ledger.charge(object);
      live.lost = true;
    }
    for (const { object } of before) {
      this.#ledger.release(object, label);
      this.#loose.push(object);
    }
    for (const region of now) this.#hold(region, live, index);
  }

  #hold(region: ObservedRegion, live: LiveList, index: number): void {
    const { object } = region;
    const { label } = live.life;
    const holder = this.#ledger.holderOf(object);
    if (holder === label) {
      this.#charge("twice-in-one-list", index, object, { list: label, received: shownRegions([region]) });
    } else if (holder !== undefined) {
      this.#chargeSharing(region, live, this.#lists.get(holder)!, index);
    } else {
      this.#ledger.hold(object, label);
    }
    if (!this.#memory || this.#ledger.isLive(object)) return;
    const kind = this.#ledger.isKnown(object) ? "freed-while-listed" : "never-allocated";
    this.#charge(kind, index, object, { list: label, received: shownRegions([region]) });
  }

  #chargeSharing(region: ObservedRegion, live: LiveList, other: LiveList, index: number): void {
    const step = this.#steps[index]!;
    const lists = { list: live.life.label, otherList: other.life.label, received: shownRegions([region]) };
    if (step.do === "insert-all-of" && step.source === other.life.label) {
      this.#charge("input-linked", index, region.object, lists);
      return;
    }
    const device = live.life.get;
    const otherDevice = other.life.get;
    this.#charge("in-two-lists", index, region.object, {
      ...lists,
      ...(device === undefined ? {} : { device: device.label }),
      ...(otherDevice === undefined ? {} : { otherDevice: otherDevice.label }),
    });
  }

  #checkInput(step: Step & { do: "insert" }, index: number, { input, regions }: StepResult): void {
    if (input === undefined) return;
    const given = step.region;
    const changed =
      input.start !== given.start ||
      input.end !== given.end ||
      input.type !== given.type ||
      input.protection !== given.protection;
    const { object } = input;
    if (regions?.some((region) => region.object === object) === true) {
      this.#charge("input-linked", index, object, { list: step.list, received: shownRegions([input]) });
    } else if (changed) {
      this.#charge("input-changed", index, object, {
        list: step.list,
        expected: [{ start: given.start, end: given.end, type: given.type, protection: given.protection }],
        received: shownRegions([input]),
      });
    }
  }

  #compareWithLastLook(label: string, index: number, result: StepResult): void {
    const live = this.#lists.get(label);
    if (live === undefined || live.lost || result.endless === true || result.regions === undefined) return;
    if (sameSequence(live.regions, result.regions)) return;
    const change = this.#recent.causeOfChange(label, live.lookedAt);
    this.#note(change.kind, index, {
      list: label,
      ...(change.list === undefined ? {} : { otherList: change.list }),
      expected: shownRegions(live.regions),
      received: shownRegions(result.regions),
    });
  }

  #compareWithEarlierGet(label: string, index: number, result: StepResult): void {
    const get = this.#lists.get(label)?.life.get;
    if (get === undefined) return;
    const fault = this.#repeated.compare(get, result, index, this.#lists);
    if (fault !== undefined) this.#faults.push(fault);
    const shared = this.#repeated.sharedWithAnother(get, result, index, this.#lists);
    if (shared !== undefined) this.#faults.push(shared);
  }

  #finishPut(label: string, index: number): void {
    const live = this.#lists.get(label);
    if (live === undefined) return;
    this.#lists.delete(label);
    const isOwn = live.life.origin === "got";
    for (const region of live.regions) {
      const { object } = region;
      this.#ledger.release(object, label);
      if (!this.#memory || live.lost || !this.#ledger.isLiveRegion(object)) continue;
      if (isOwn) this.#charge("not-freed", index, object, { list: label, expected: shownRegions([region]) });
      else this.#ledger.charge(object);
    }
  }

  #finishTearDown(index: number): void {
    for (const object of this.#ledger.liveOthers()) this.#charge("left-after-tear-down", index, object, {});
  }

  /** Region objects that the step made or let go of, that are alive, and that no list holds. */
  #findLeaks(index: number): void {
    for (const object of this.#loose) {
      if (!this.#ledger.isLiveRegion(object) || this.#ledger.holderOf(object) !== undefined) continue;
      this.#charge("leaked", index, object, this.#listOf(this.#steps[index]!));
    }
  }
}
