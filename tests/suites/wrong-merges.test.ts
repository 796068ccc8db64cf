import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LINUX_5_3_PROFILE, LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import { REGION_TYPES, type RegionFields } from "../../model/region.ts";
import type { Scenario, Step } from "../../model/scenario.ts";
import type { StepResult, Trace } from "../../model/trace.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { lawRuns } from "../oracle/law-runs.ts";
import { naiveMerge, type NaiveRegion } from "../oracle/naive-merge.ts";
import { scenario as scenarioOf } from "../reference/hand-made.ts";

const TOP = 0xffff_ffff_ffff_ffffn;
const SHAPES = ["order", "no-overlap", "union-exact", "types-apart", "adjacent", "tie-order", "address-space-ends"];

/** Regions over twelve cells of one address, at the bottom, in the middle or at the top of the space. */
const anyRegions = (): fc.Arbitrary<readonly RegionFields[]> =>
  fc.constantFrom(0n, 0x1000n, TOP - 11n).chain((base) => fc.array(anyRegion(base), { minLength: 1, maxLength: 6 }));

const anyRegion = (base: bigint): fc.Arbitrary<RegionFields> =>
  fc.tuple(fc.nat(11), fc.nat(4), fc.constantFrom(...REGION_TYPES.slice(0, 3))).map(([from, length, type]) => ({
    start: base + BigInt(from),
    end: base + BigInt(Math.min(from + length, 11)),
    type,
    protection: 3,
  }));

/** What a list may become: dropped, moved, swapped, split and joined regions. */
type Change = {
  readonly what: "drop" | "repeat" | "swap" | "split" | "join" | "retype" | "move-start" | "move-end" | "none";
  readonly at: number;
  readonly by: bigint;
};
const anyChange = (): fc.Arbitrary<Change> =>
  fc.record({
    what: fc.constantFrom("drop", "repeat", "swap", "split", "join", "retype", "move-start", "move-end", "none"),
    at: fc.nat(),
    by: fc.constantFrom(-2n, -1n, 1n, 2n),
  });

function changed(regions: readonly NaiveRegion[], { what, at, by }: Change): readonly NaiveRegion[] {
  if (regions.length === 0) return regions;
  const index = at % regions.length;
  const region = regions[index]!;
  const next = regions[index + 1];
  switch (what) {
    case "none":
      return regions;
    case "drop":
      return regions.toSpliced(index, 1);
    case "repeat":
      return regions.toSpliced(index, 0, region);
    case "swap":
      return next === undefined ? regions : regions.toSpliced(index, 2, next, region);
    case "split":
      if (region.start === region.end) return regions;
      return regions.toSpliced(index, 1, { ...region, end: region.start }, { ...region, start: region.start + 1n });
    case "join":
      return next === undefined ? regions : regions.toSpliced(index, 2, { ...region, end: next.end });
    case "retype":
      return regions.with(index, { ...region, type: REGION_TYPES[(REGION_TYPES.indexOf(region.type) + 1) % 5]! });
    case "move-start":
      return regions.with(index, { ...region, start: BigInt.asUintN(64, region.start + by) });
    case "move-end":
      return regions.with(index, { ...region, end: BigInt.asUintN(64, region.end + by) });
  }
}

function stepsFor(regions: readonly RegionFields[]): readonly Step[] {
  return regions.map((region) => ({ do: "insert", list: "L", region }));
}

/** The trace of a subject without observed memory that merges rightly until the last insertion. */
function traceOf(scenario: Scenario, last: readonly NaiveRegion[], joins: boolean): Trace {
  const inserted: RegionFields[] = [];
  let held: readonly NaiveRegion[] = [];
  const inserts = scenario.steps.filter((step) => step.do === "insert").length;
  const steps = scenario.steps.map((step): StepResult => {
    const regions = (): StepResult["regions"] => held.map((region, object) => ({ ...region, object, protection: 3 }));
    if (step.do === "read") return { status: "ok", regions: regions()! };
    if (step.do !== "insert") return { status: "ok" };
    inserted.push(step.region);
    held = inserted.length === inserts ? last : naiveMerge(inserted, joins);
    return { status: "ok", regions: regions()!, input: { ...step.region, object: "input" } };
  });
  return { steps, observesMemory: false };
}

/** Whether a list is right by definition: as a whole, or type by type. */
function isRight(list: readonly NaiveRegion[], right: readonly NaiveRegion[], profile: Profile): boolean {
  if (profile.listOrder === "start-then-type") return sameLists(list, right);
  return REGION_TYPES.every((type) =>
    sameLists(
      list.filter((region) => region.type === type),
      right.filter((region) => region.type === type),
    ),
  );
}

function sameLists(left: readonly NaiveRegion[], right: readonly NaiveRegion[]): boolean {
  const text = (list: readonly NaiveRegion[]): string =>
    list.map(({ start, end, type }) => `${start} ${end} ${type}`).join();
  return text(left) === text(right);
}

describe("a merged list", () => {
  for (const profile of [LINUX_PROFILE, LINUX_5_3_PROFILE]) {
    test(`fails a requirement if and only if it is not that which follows address by address (${profile.name})`, () => {
      fc.assert(
        fc.property(anyRegions(), fc.array(anyChange(), { maxLength: 2 }), (regions, changes) => {
          const joins = profile.mergesAdjacent === "yes";
          const right = naiveMerge(regions, joins);
          const list = changes.reduce(changed, right);
          const scenario = scenarioOf({}, ...stepsFor(regions));
          const shapes = new Set(SHAPES.map((name) => `merge/${name}`));
          const found = judgeCase(REQUIREMENTS, scenario, traceOf(scenario, list, joins), profile)
            .filter(({ requirement, outcome }) => shapes.has(requirement.id) && outcome === "fail")
            .map(({ requirement, witnesses }) => `${requirement.id} ${witnesses.map(({ rule }) => rule)}`);
          expect(found.length === 0, found.join("; ") || "no failure").toBe(isRight(list, right, profile));
        }),
        { numRuns: lawRuns(5000), seed: 31 },
      );
    });
  }
});
