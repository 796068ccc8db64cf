/** Replays a trace as the history of its merged lists, and notes everything that is wrong with them. */

import { REGION_TYPES, type RegionFields } from "../model/region.ts";
import type { ObservedRegion, StepResult } from "../model/trace.ts";
import { isMerged, mergeFaults } from "./compare-merge.ts";
import { sameRangesAndTypes, sameSet, shownRegions } from "./list-comparison.ts";
import { type MadeList, madeLists, OVERLAPPING, TOUCHING, traitsOf, TWICE } from "./made-lists.ts";
import { MergeExpectation } from "./merge-expectation.ts";
import type { MergeFault, MergeFaultKind } from "./merge-fault.ts";
import type { Observations } from "./observations.ts";
import { byStartThenType } from "./region-order.ts";
import { sameInAnotherOrder } from "./same-insertions.ts";

/** A merged list as far as it can be judged: it was observed in full, and every insertion into it succeeded. */
interface Judged {
  readonly made: MadeList;
  readonly expectation: MergeExpectation;
  /** Its content when it was last read. */
  regions: readonly ObservedRegion[];
  lookedAt: number;
  /** Nothing more can be said about it. */
  over: boolean;
  /** It was wrong once, and later faults follow from that. */
  wrong: boolean;
}

export interface MergeHistory {
  readonly faults: readonly MergeFault[];
  /**
   * The traits of the insertions into lists that were observed to the end, as the bits of {@link MadeList.traits}.
   * Insertions that were refused, and regions in no list that was inserted whole, are not included.
   */
  readonly seenTraits: number;
  /** Whether two lists with the same regions inserted in different orders were observed to the end. */
  readonly seenInTwoOrders: boolean;
}

/** Everything that is wrong with the merged lists of a trace. */
export function mergeHistory(observed: Observations): MergeHistory {
  return observed.derive(replay);
}

function replay(observed: Observations): MergeHistory {
  return new Replay(observed).run();
}

const NOTHING_MADE: MergeHistory = { faults: [], seenTraits: 0, seenInTwoOrders: false };

class Replay {
  readonly #observed: Observations;
  readonly #faults: MergeFault[] = [];
  readonly #lists = new Map<string, Judged>();
  readonly #finished: Judged[] = [];
  /** What each list contained when it was last read; undefined if unknown. */
  readonly #contents = new Map<string, readonly ObservedRegion[] | undefined>();
  readonly #cursor: number[] = REGION_TYPES.map(() => 0);
  #seenTraits = 0;
  #seenInTwoOrders = false;

  constructor(observed: Observations) {
    this.#observed = observed;
  }

  run(): MergeHistory {
    const { facts } = this.#observed;
    const { steps } = facts.scenario;
    const made = madeLists(facts);
    if (made.length === 0) return NOTHING_MADE;
    let next = 0;
    for (let index = 0; index < steps.length; index++) {
      const step = steps[index]!;
      for (; made[next]?.life.from === index; next++) this.#begin(made[next]!);
      const result = this.#observed.result(index);
      switch (step.do) {
        case "insert":
          this.#insert(step.list, [step.region], index, result);
          break;
        case "insert-all-of":
          this.#insert(step.list, this.#contents.get(step.source), index, result);
          break;
        case "read":
          this.#look(step.list, index, result);
          break;
        case "scribble":
        case "empty":
        case "put":
          this.#end(step.list);
          break;
        default:
      }
      if ("list" in step) this.#remember(step.list, result);
    }
    for (const label of this.#lists.keys()) this.#end(label);
    this.#compareOrders();
    return { faults: this.#faults, seenTraits: this.#seenTraits, seenInTwoOrders: this.#seenInTwoOrders };
  }

  #begin(made: MadeList): void {
    const expectation = new MergeExpectation(this.#observed.facts.profile.mergesAdjacent !== "no");
    this.#lists.set(made.life.label, {
      made,
      expectation,
      regions: [],
      lookedAt: made.life.from,
      over: false,
      wrong: false,
    });
  }

  #remember(label: string, { status, regions, endless }: StepResult): void {
    const known = (status === "ok" || status === "no-memory") && endless !== true;
    this.#contents.set(label, known ? regions : undefined);
  }

  #insert(label: string, given: readonly RegionFields[] | undefined, index: number, result: StepResult): void {
    const judged = this.#lists.get(label);
    if (judged === undefined || judged.over) return;
    // How far an insertion of several regions got before it failed is unknown.
    const isWhole = result.status === "ok" || (result.status === "no-memory" && given?.length === 1);
    if (!isWhole || given === undefined) {
      judged.over = true;
      return;
    }
    if (result.status === "ok") {
      if (given.some(({ start, end }) => end < start)) judged.over = true;
      const { inserted } = judged.expectation;
      const isRepeated = (judged.made.traits & TWICE) !== 0 && given.every((region) => isInserted(inserted, region));
      for (const region of given) judged.expectation.insert(region);
      if (isRepeated && given.length > 0) this.#compareWithBefore(judged, index, result);
    }
    this.#look(label, index, result);
  }

  /** A region is inserted again: the list stays as it was, whichever object it keeps. */
  #compareWithBefore(judged: Judged, index: number, { regions, endless }: StepResult): void {
    if (judged.over || regions === undefined || endless === true) return;
    if (sameRangesAndTypes(judged.regions, regions)) return;
    this.#faults.push({
      kind: "changed-by-repetition",
      step: index,
      list: judged.made.life.label,
      expected: shownRegions(judged.regions),
      received: shownRegions(regions),
    });
  }

  #look(label: string, index: number, result: StepResult): void {
    const judged = this.#lists.get(label);
    if (judged === undefined || judged.over) return;
    const { regions, endless, status } = result;
    if (regions === undefined || endless === true || status === "error" || status === "unsupported") {
      judged.over = true;
      return;
    }
    judged.regions = regions;
    judged.lookedAt = index;
    if (judged.wrong) return;
    const { profile } = this.#observed.facts;
    const { expectation } = judged;
    if (isMerged(regions, expectation, profile.listOrder === "start-then-type", this.#cursor)) return;
    if (!expectation.isExpressible) {
      judged.over = true;
      return;
    }
    const meet = (judged.made.traits & (OVERLAPPING | TOUCHING)) !== 0;
    const found = mergeFaults(regions, expectation, profile, meet);
    for (const kind of found) this.#note(kind, judged);
    judged.wrong = found.length > 0;
  }

  #end(label: string): void {
    const judged = this.#lists.get(label);
    this.#lists.delete(label);
    if (judged === undefined || judged.over) return;
    this.#finished.push(judged);
    this.#seenTraits |= traitsTaken(judged);
    if (!judged.wrong) this.#compareProtections(judged);
  }

  /** If all parts of a region have the same protection, so must the region. */
  #compareProtections(judged: Judged): void {
    const { inserted } = judged.expectation;
    const [first] = inserted;
    const uniform = inserted.every(({ protection }) => protection === first?.protection);
    for (const region of judged.regions) {
      if (uniform && region.protection === first?.protection) continue;
      const parts = inserted.filter(
        ({ type, start, end }) => type === region.type && start <= region.end && end >= region.start,
      );
      const [part] = parts;
      if (part === undefined || parts.some(({ protection }) => protection !== part.protection)) continue;
      if (region.protection !== part.protection) {
        this.#faults.push({
          kind: "protection-differs",
          step: judged.lookedAt,
          list: judged.made.life.label,
          expected: parts.map(({ start, end, type, protection }) => ({ start, end, type, protection })),
          received: shownRegions([region]),
        });
      }
    }
  }

  /** Two lists with the same regions inserted in different orders must be equal. */
  #compareOrders(): void {
    const { listOrder } = this.#observed.facts.profile;
    for (let i = 1; i < this.#finished.length; i++) {
      const later = this.#finished[i]!;
      const earlier = this.#finished
        .slice(0, i)
        .find((other) => sameInAnotherOrder(other.expectation.inserted, later.expectation.inserted));
      if (earlier === undefined || !later.expectation.isExpressible) continue;
      this.#seenInTwoOrders = true;
      const same =
        listOrder === "start-then-type"
          ? sameRangesAndTypes(earlier.regions, later.regions)
          : sameSet(earlier.regions, later.regions, true);
      if (same) continue;
      this.#faults.push({
        kind: "order-matters",
        step: later.lookedAt,
        list: later.made.life.label,
        otherList: earlier.made.life.label,
        expected: shownRegions(earlier.regions),
        received: shownRegions(later.regions),
      });
    }
  }

  #note(kind: MergeFaultKind, judged: Judged): void {
    this.#faults.push({
      kind,
      step: judged.lookedAt,
      list: judged.made.life.label,
      expected: judged.expectation.regions(),
      received: shownRegions(judged.regions),
    });
  }
}

/**
 * The traits of what a list actually received. Nearly always that is what the scenario says, and need not be sorted
 * again.
 */
function traitsTaken({ made, expectation: { inserted } }: Judged): number {
  const isAsPlanned =
    inserted.length === made.inserted.length &&
    inserted.every((region, i) => byStartThenType(region, made.inserted[i]!) === 0);
  return isAsPlanned ? made.traits : traitsOf(inserted);
}

function isInserted(inserted: readonly RegionFields[], region: RegionFields): boolean {
  return inserted.some((other) => byStartThenType(other, region) === 0);
}
