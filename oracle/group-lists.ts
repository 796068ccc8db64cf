/** Compares the list of a group with the regions of its members: for each type, the same addresses. */

import { REGION_TYPES, type AddressRange, type RegionType } from "../model/region.ts";
import type { ObservedRegion } from "../model/trace.ts";
import type { WitnessRegion } from "../model/verdict.ts";
import { lacksMemory } from "./lacks-memory.ts";
import { type GroupFact, groupFactsOf } from "./group-facts.ts";
import type { GroupFault } from "./group-fault.ts";
import { IntervalSet } from "./interval-set.ts";
import { shownRegions } from "./list-comparison.ts";
import { dueRegions, type GroupRegions, memberRegions, type MemberRegion } from "./member-regions.ts";
import type { Observations } from "./observations.ts";
import { otherwiseMerged } from "./own-merge.ts";

/** A group list that was observed in full, and the step that made it. */
export interface SeenGroupList {
  readonly fact: GroupFact;
  readonly list: string;
  readonly regions: readonly ObservedRegion[];
}

/** The lists that `group` steps made, as far as they can be judged. */
export function seenGroupLists(observed: Observations): readonly SeenGroupList[] {
  return observed.derive(findGroupLists);
}

function findGroupLists(observed: Observations): readonly SeenGroupList[] {
  const seen: SeenGroupList[] = [];
  for (const fact of groupFactsOf(observed.facts, "group")) {
    const result = observed.result(fact.step);
    const { status, regions, endless } = result;
    if (status !== "ok" || regions === undefined || endless === true) continue;
    // What is missing because memory ran out is judged by the allocation family.
    if (lacksMemory(result)) continue;
    if (observed.knowsWhoIsThereAt(fact.step)) seen.push({ fact, list: fact.what.list, regions });
  }
  return seen;
}

/** Everything that is wrong with the lists of groups. */
export function groupListFaults(observed: Observations): readonly GroupFault[] {
  return observed.derive(findFaults);
}

function findFaults(observed: Observations): readonly GroupFault[] {
  return seenGroupLists(observed).flatMap((seen) => {
    let first: readonly GroupFault[] | undefined;
    for (const regions of memberRegions(observed, seen.fact)) {
      const faults = new ListComparison(observed, seen, regions).faults();
      if (faults.length === 0) {
        const otherwise = otherwiseMerged(observed, seen);
        return otherwise === undefined ? [] : [otherwise];
      }
      first ??= faults;
    }
    return first!;
  });
}

const OTHER_KIND: Readonly<Partial<Record<RegionType, RegionType>>> = {
  direct: "direct-relaxable",
  "direct-relaxable": "direct",
};

/**
 * Addresses that are missing, the members' regions that contain them, and whether they are present as the other type.
 */
interface MissingRun {
  readonly type: RegionType;
  readonly regions: readonly MemberRegion[];
  readonly isHidden: boolean;
}

class ListComparison {
  readonly #observed: Observations;
  readonly #seen: SeenGroupList;
  readonly #regions: GroupRegions;

  constructor(observed: Observations, seen: SeenGroupList, regions: GroupRegions) {
    this.#observed = observed;
    this.#seen = seen;
    this.#regions = regions;
  }

  faults(): readonly GroupFault[] {
    const faults: GroupFault[] = [];
    const missing: MissingRun[] = [];
    const { has, mayHave } = this.#regions;
    for (const type of REGION_TYPES) {
      const due = ofType(has, type);
      const listed = ofType(this.#seen.regions, type);
      for (const range of due.without(listed)) missing.push(this.#missingRun(range, type));
      const allowed = IntervalSet.of([...due.intervals, ...ofType(mayHave, type).intervals]);
      for (const range of listed.without(allowed)) faults.push(this.#tooMuch(range, type));
    }
    // A member of which nothing is listed counts as left out, and does not hide regions that it shares with others.
    const leftOut = missing
      .flatMap(({ isHidden, regions }) => (isHidden ? [] : regions))
      .find(({ member }) => this.#isLeftOut(member));
    for (const run of missing) {
      if (run.regions.some(({ member }) => member === leftOut?.member)) {
        faults.push(this.#fault("member-left-out", [leftOut!, ...run.regions]));
      } else if (run.isHidden) {
        faults.push(this.#fault(run.type === "direct" ? "direct-hidden" : "relaxable-hidden", run.regions));
      } else {
        faults.push(this.#fault("addresses-missing", run.regions));
      }
    }
    return faults;
  }

  #missingRun(range: AddressRange, type: RegionType): MissingRun {
    const { has } = this.#regions;
    const addresses = IntervalSet.of([range]);
    const regions = has.filter((region) => region.type === type && addresses.meets(region));
    const other = OTHER_KIND[type];
    const isHidden =
      other !== undefined && ofType(has, other).holds(range) && ofType(this.#seen.regions, other).holds(range);
    return { type, regions, isHidden };
  }

  /** True if a member has something that no other has, and none of it is listed. */
  #isLeftOut(member: number): boolean {
    const { has } = this.#regions;
    const others = has.filter((region) => region.member !== member);
    const alone = REGION_TYPES.flatMap((type) =>
      ofType(has, type)
        .without(ofType(others, type))
        .map((range) => ({ ...range, type })),
    );
    return alone.length > 0 && !alone.some((range) => ofType(this.#seen.regions, range.type).meets(range));
  }

  #tooMuch(range: AddressRange, type: RegionType): GroupFault {
    const { facts } = this.#observed;
    const absent = this.#seen.fact.absent.find((member) => {
      const { has, mayHave } = dueRegions(facts, member);
      return ofType([...has, ...mayHave], type).holds(range);
    });
    const kind = absent === undefined ? "addresses-of-nobody" : "absent-member-listed";
    return {
      ...this.#fault(kind, []),
      ...(absent === undefined ? {} : { device: facts.labelOf(absent) }),
      received: [{ ...range, type }],
    };
  }

  /** `concerned`: the members' regions that the fault is about. */
  #fault(kind: GroupFault["kind"], concerned: readonly MemberRegion[]): GroupFault {
    const { fact, list, regions } = this.#seen;
    const [first] = concerned;
    return {
      kind,
      step: fact.step,
      ...(first === undefined ? {} : { device: this.#observed.facts.labelOf(first.member) }),
      list,
      expected: withoutMembers(concerned),
      received: shownRegions(regions),
    };
  }
}

function ofType(regions: readonly (AddressRange & { readonly type: RegionType })[], type: RegionType): IntervalSet {
  return IntervalSet.of(regions.filter((region) => region.type === type));
}

/** Regions as a witness shows them, each once. */
function withoutMembers(regions: readonly MemberRegion[]): readonly WitnessRegion[] {
  const shown = regions.map(({ start, end, type }) => [`${start} ${end} ${type}`, { start, end, type }] as const);
  return [...new Map(shown).values()];
}
