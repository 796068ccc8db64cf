/**
 * Replays a trace as the life of its lists and objects, and notes every memory fault in it.
 *
 * It is one pass over the steps. For each step, its events come first, then the content of its list, then the objects
 * that the step allocated or released. After the first step that failed for reasons of the implementation's own,
 * nothing is known and nothing is noted. A step that shows no list, or that was declined, leaves the content of its
 * list unknown until the list is read again, and no fault is noted for it.
 */

import type { Step } from "../model/scenario.ts";
import type { ObservedRegion, StepResult } from "../model/trace.ts";
import { EventReplay, listOf } from "./event-replay.ts";
import { FaultNotes } from "./fault-notes.ts";
import { sameSequence, shownRegions } from "./list-comparison.ts";
import { listLives } from "./list-lives.ts";
import type { MemoryFault } from "./memory-fault.ts";
import { type LiveList, type ObjectEntry, ObjectLedger } from "./object-ledger.ts";
import type { Observations } from "./observations.ts";
import { RecentSteps } from "./recent-steps.ts";
import { RepeatedGets } from "./repeated-gets.ts";

const NO_REGIONS: readonly ObservedRegion[] = [];
const NO_ENTRIES: readonly ObjectEntry[] = [];

/** Every memory fault in a trace, in the order of the steps. */
export function memoryFaults(observed: Observations): readonly MemoryFault[] {
  return observed.derive(replay);
}

function replay(observed: Observations): readonly MemoryFault[] {
  return new ListHistory(observed).run();
}

/** Steps that do not involve the caller's lists. */
const WITHOUT_LIST: ReadonlySet<Step["do"]> = new Set(["ask", "show", "map", "attach"]);

/** Steps that make, change, read or end lists, or may do so through what they do to the platform. */
export function isListStep(step: Step): boolean {
  return !WITHOUT_LIST.has(step.do);
}

class ListHistory {
  readonly #observed: Observations;
  readonly #steps: readonly Step[];
  readonly #memory: boolean;
  readonly #notes = new FaultNotes();
  readonly #ledger = new ObjectLedger();
  readonly #events: EventReplay;
  readonly #lists = new Map<string, LiveList>();
  readonly #repeated: RepeatedGets;
  readonly #recent: RecentSteps;
  /** Objects that the current step allocated or released. */
  #loose: ObjectEntry[] = [];

  constructor(observed: Observations) {
    this.#observed = observed;
    this.#steps = observed.facts.scenario.steps;
    this.#memory = observed.trace.observesMemory;
    this.#events = new EventReplay(this.#ledger, this.#notes);
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
        const live = { life, regions: NO_REGIONS, entries: NO_ENTRIES, lookedAt: index, lost: true };
        this.#lists.set(life.label, live);
      }
      this.#forgetLoose();
      // The memory events of an unsupported step still count: those of the start are attributed to the first step.
      if (this.#memory) this.#events.replay(step, index, result, this.#loose);
      if (result.status === "unsupported") this.#passOver(step);
      else this.#replayStep(step, index, result);
      this.#recent.note(index);
    }
    return this.#notes.faults;
  }

  #replayStep(step: Step, index: number, result: StepResult): void {
    switch (step.do) {
      case "get":
        this.#look(step.list, index, result);
        this.#compareWithEarlierGet(step.list, index, result);
        break;
      case "read":
        this.#lookAgain(step.list, index, result);
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
      case "restart":
        this.#repeated.forgetAll();
        this.#finishRestart(index, result);
        break;
      case "tear-down":
        this.#finishTearDown(index);
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
    this.#findLeaks(step, index);
  }

  /**
   * A step whose ability is not offered leaves the content of its list unknown; one that only reads leaves it
   * unchanged.
   */
  #passOver(step: Step): void {
    if (!("list" in step) || step.do === "read") return;
    const live = this.#lists.get(step.list);
    if (live === undefined) return;
    this.#lose(live);
    if (step.do === "put") this.#lists.delete(step.list);
  }

  /** Records the content of a list after a step, and checks that its objects belong to it alone. */
  #look(label: string, index: number, result: StepResult): void {
    const live = this.#lists.get(label);
    if (live === undefined) return;
    if (result.regions === undefined) this.#lose(live);
    else this.#see(live, result.regions, index, result.endless === true);
  }

  /** A new array for every step would cost more than checking the old one. */
  #forgetLoose(): void {
    if (this.#loose.length > 0) this.#loose = [];
  }

  /** The content of the list is unknown from here on, and so is the fate of its objects. */
  #lose(live: LiveList): void {
    for (const entry of live.entries) entry.holder = undefined;
    live.regions = NO_REGIONS;
    live.entries = NO_ENTRIES;
    live.lost = true;
    // Objects allocated by the step may be in it.
    this.#forgetLoose();
  }

  #see(live: LiveList, now: readonly ObservedRegion[], index: number, isEndless: boolean): void {
    for (const entry of live.entries) {
      // An object that is also in another list was noted as that fault, and nothing else is noted for it.
      entry.holder = undefined;
      this.#loose.push(entry);
    }
    const entries = now.map(({ object }) => this.#ledger.entryOf(object));
    live.regions = now;
    live.entries = entries;
    live.lookedAt = index;
    live.lost = isEndless;
    if (isEndless) this.#chargeEndless(live, index);
    for (let i = 0; i < entries.length; i++) this.#hold(entries[i]!, now[i]!, live, index);
  }

  /** Reads a list on which nothing was done: it must be unchanged. */
  #lookAgain(label: string, index: number, { regions, endless }: StepResult): void {
    const live = this.#lists.get(label);
    if (live === undefined || regions === undefined) return;
    if (endless !== true && !live.lost) {
      if (sameSequence(live.regions, regions)) {
        live.lookedAt = index;
        return;
      }
      const change = this.#recent.causeOfChange(label, live.lookedAt);
      this.#notes.note(change.kind, index, {
        list: label,
        ...(change.list === undefined ? {} : { otherList: change.list }),
        expected: shownRegions(live.regions),
        received: shownRegions(regions),
      });
    }
    this.#see(live, regions, index, endless === true);
  }

  #chargeEndless(live: LiveList, index: number): void {
    const kind = live.life.origin === "got" ? "endless-list" : "endless-group-list";
    const { label } = live.life;
    this.#notes.note(kind, index, { list: label, received: shownRegions(live.regions.slice(0, 8)) });
    for (const entry of live.entries) entry.charged = true;
    // Objects that the interrupted walk missed may be in the list.
    this.#forgetLoose();
  }

  #hold(entry: ObjectEntry, region: ObservedRegion, live: LiveList, index: number): void {
    const { holder } = entry;
    if (holder === undefined) entry.holder = live;
    else if (holder !== live) this.#chargeSharing(entry, region, live, holder, index);
    else this.#charge("twice-in-one-list", entry, region, live, index);
    if (!this.#memory || entry.live) return;
    this.#charge(entry.announced ? "freed-while-listed" : "never-allocated", entry, region, live, index);
  }

  #charge(
    kind: "twice-in-one-list" | "freed-while-listed" | "never-allocated",
    entry: ObjectEntry,
    region: ObservedRegion,
    { life }: LiveList,
    index: number,
  ): void {
    this.#notes.charge(kind, index, entry, { list: life.label, received: shownRegions([region]) });
  }

  #chargeSharing(entry: ObjectEntry, region: ObservedRegion, live: LiveList, other: LiveList, index: number): void {
    const step = this.#steps[index]!;
    const lists = { list: live.life.label, otherList: other.life.label, received: shownRegions([region]) };
    if (step.do === "insert-all-of" && step.source === other.life.label) {
      this.#notes.charge("input-linked", index, entry, lists);
      return;
    }
    const device = live.life.get;
    const otherDevice = other.life.get;
    this.#notes.charge("in-two-lists", index, entry, {
      ...lists,
      ...(device === undefined ? {} : { device: device.label }),
      ...(otherDevice === undefined ? {} : { otherDevice: otherDevice.label }),
    });
  }

  #checkInput(step: Step & { do: "insert" }, index: number, { input, regions }: StepResult): void {
    if (input === undefined) return;
    const { start, end, type, protection } = step.region;
    const entry = this.#ledger.entryOf(input.object);
    if (regions?.some(({ object }) => object === input.object) === true) {
      this.#notes.charge("input-linked", index, entry, { list: step.list, received: shownRegions([input]) });
      return;
    }
    const changed =
      input.start !== start || input.end !== end || input.type !== type || input.protection !== protection;
    if (!changed) return;
    this.#notes.charge("input-changed", index, entry, {
      list: step.list,
      expected: [{ start, end, type, protection }],
      received: shownRegions([input]),
    });
  }

  #compareWithEarlierGet(label: string, index: number, result: StepResult): void {
    const { get } = this.#lists.get(label)!.life;
    if (get === undefined) return;
    const fault = this.#repeated.compare(get, result, index, this.#lists);
    if (fault !== undefined) this.#notes.faults.push(fault);
    const shared = this.#repeated.sharedWithAnother(get, result, index, this.#lists);
    if (shared !== undefined) this.#notes.faults.push(shared);
  }

  #finishPut(label: string, index: number): void {
    const live = this.#lists.get(label);
    if (live === undefined) return;
    this.#lists.delete(label);
    for (const entry of live.entries) entry.holder = undefined;
    // A list that the caller made is freed by the caller, so the subject is not at fault if it is not.
    if (live.life.origin !== "got") return;
    for (let i = 0; i < live.entries.length; i++) {
      const entry = live.entries[i]!;
      if (!entry.live || !entry.isRegion) continue;
      this.#notes.charge("not-freed", index, entry, { list: label, expected: shownRegions([live.regions[i]!]) });
    }
  }

  /** What was there before is let go of; and where there was not memory enough to start, what was made meanwhile. */
  #finishRestart(index: number, { status }: StepResult): void {
    const made = new Set(this.#loose);
    for (const entry of this.#ledger.liveOthers()) {
      if (status === "no-memory") this.#notes.charge("left-after-failed-start", index, entry, {});
      else if (!made.has(entry)) this.#notes.charge("left-after-tear-down", index, entry, {});
    }
  }

  #finishTearDown(index: number): void {
    for (const entry of this.#ledger.liveOthers()) this.#notes.charge("left-after-tear-down", index, entry, {});
  }

  /** Live region objects that the step allocated or released and that are in no list. */
  #findLeaks(step: Step, index: number): void {
    for (const entry of this.#loose) {
      if (entry.live && entry.isRegion && entry.holder === undefined) {
        this.#notes.charge("leaked", index, entry, listOf(step));
      }
    }
  }
}
