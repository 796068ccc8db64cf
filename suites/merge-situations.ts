/** Situations of merging: how the regions that are inserted into one list stand to each other. */

import { type AddressRange, MAXIMUM_ADDRESS, type RegionFields } from "../model/region.ts";
import { madeLists } from "../oracle/made-lists.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { type Situation, USUAL_SHARE } from "./situation.ts";

const USUAL = { stream: "merge", leastShare: USUAL_SHARE } as const;

type Relation = "identical" | "nested" | "overlapping" | "touching" | "disjoint";

function relationOf(a: AddressRange, b: AddressRange): Relation {
  if (a.start === b.start && a.end === b.end) return "identical";
  if (a.start > b.end || b.start > a.end) {
    return a.start === b.end + 1n || b.start === a.end + 1n ? "touching" : "disjoint";
  }
  const nested = (a.start <= b.start && a.end >= b.end) || (b.start <= a.start && b.end >= a.end);
  return nested ? "nested" : "overlapping";
}

/** What is inserted into each list, in order. */
function insertedLists(facts: ScenarioFacts): readonly (readonly RegionFields[])[] {
  return madeLists(facts).map(({ inserted }) => inserted);
}

function somePair(facts: ScenarioFacts, relation: Relation, sameType: boolean): boolean {
  return insertedLists(facts).some((regions) =>
    regions.some((b, i) =>
      regions.slice(0, i).some((a) => (a.type === b.type) === sameType && relationOf(a, b) === relation),
    ),
  );
}

/** Three regions of one type, apart from each other, and a later one that overlaps or touches all of them. */
function isBridgedByFourth(facts: ScenarioFacts): boolean {
  return insertedLists(facts).some((regions) =>
    regions.some((fourth, i) => {
      const met = regions
        .slice(0, i)
        .filter(({ type, start, end }) => type === fourth.type && start <= fourth.end + 1n && fourth.start <= end + 1n);
      const sorted = met.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
      let apart = 0;
      let end: bigint | undefined;
      for (const region of sorted) {
        if (end === undefined || region.start > end + 1n) apart++;
        if (end === undefined || region.end > end) end = region.end;
      }
      return apart >= 3;
    }),
  );
}

function pairSituation(relation: Relation, sameType: boolean): Situation {
  const types = sameType ? "one type" : "different types";
  return {
    name: `${relation}-regions-of-${sameType ? "one-type" : "different-types"}`,
    description: `Two ${relation} regions of ${types} are inserted into one list.`,
    reached: USUAL,
    holds: (facts) => somePair(facts, relation, sameType),
  };
}

const RELATIONS: readonly Relation[] = ["identical", "nested", "overlapping", "touching", "disjoint"];

export const MERGE_SITUATIONS: readonly Situation[] = [
  ...RELATIONS.map((relation) => pairSituation(relation, true)),
  ...RELATIONS.map((relation) => pairSituation(relation, false)),
  {
    name: "three-regions-bridged-by-a-fourth",
    description: "A region is inserted that overlaps or is adjacent to three separate regions of its type.",
    reached: USUAL,
    holds: isBridgedByFourth,
  },
  {
    name: "inserted-region-at-zero",
    description: "A region is inserted that starts at address 0.",
    reached: USUAL,
    holds: (facts) => insertedLists(facts).some((regions) => regions.some(({ start }) => start === 0n)),
  },
  {
    name: "inserted-region-at-the-top",
    description: "A region is inserted that ends at the last address of the 64-bit space.",
    reached: USUAL,
    holds: (facts) => insertedLists(facts).some((regions) => regions.some(({ end }) => end === MAXIMUM_ADDRESS)),
  },
];
