/**
 * The oracle against a second judge: coverage function by function, merging byte by byte.
 *
 * Each case is a platform or a handful of insertions that a brute-force model can go through in every detail. What
 * they disagree in is given as text; `npm run campaign:judges` wants none of it over a million cases of each.
 */

import * as fc from "fast-check";
import { STREAMS } from "../../generators/streams.ts";
import type { Profile } from "../../model/profile.ts";
import { PROTECTION_READ_WRITE, REGION_TYPES, type RegionFields } from "../../model/region.ts";
import type { Scenario } from "../../model/scenario.ts";
import { MergeExpectation } from "../../oracle/merge-expectation.ts";
import { FORBIDDEN, REQUIRED } from "../../oracle/named-scope.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { anyProfile } from "./any-profile.ts";
import { naiveByteMerge } from "./naive-byte-merge.ts";
import { naiveCoverage } from "./naive-coverage.ts";
import type { NaiveRegion } from "./naive-merge.ts";

/** Streams whose tables are well formed: what is to be done with others is not for this judge to say. */
export const WELL_FORMED: ReadonlySet<string> = new Set(["hierarchy", "ownership", "merge"]);

export interface CoverageCase {
  readonly scenario: Scenario;
  readonly profile: Profile;
}

export function coverageCases(): fc.Arbitrary<CoverageCase> {
  const scenarios = STREAMS.filter(({ name }) => WELL_FORMED.has(name)).map((stream) => stream.scenarios());
  return fc
    .tuple(fc.oneof(...scenarios), anyProfile())
    .map(([scenario, profile]) => ({ scenario, profile: { ...profile, malformed: "use", overlap: "allow" } }));
}

/** How the judges differ over a device of the platform; undefined if they agree on every one. */
export function coverageDisagreement({ scenario, profile }: CoverageCase): string | undefined {
  const facts = new ScenarioFacts(scenario, profile);
  const { functions, otherDevices } = scenario.platform;
  for (const [index, { label }] of [...functions, ...otherDevices].entries()) {
    const byOracle = dueByOracle(facts, index);
    const byDefinition = dueByDefinition(scenario, label, profile);
    if (byOracle !== byDefinition)
      return `${label}: ${byOracle || "nothing"}, by definition ${byDefinition || "nothing"}`;
  }
  return undefined;
}

/** `start,end: must` of everything that a device is due, in order. */
function dueByOracle(facts: ScenarioFacts, index: number): string {
  const { ranges, strengths } = facts.coverage.of(index);
  return ranges
    .map((range, at) => {
      const { start, end } = facts.coverage.ranges.at(range);
      const strength = strengths[at];
      return `${start},${end}: ${strength === FORBIDDEN ? "forbidden" : strength === REQUIRED ? "must" : "may"}`;
    })
    .sort()
    .join("; ");
}

function dueByDefinition(scenario: Scenario, label: string, profile: Profile): string {
  return [...naiveCoverage(scenario.platform, label, profile)]
    .map(([range, due]) => `${range}: ${due}`)
    .sort()
    .join("; ");
}

const BYTES = 16;

/** Both ends of the space, and where numbers of 32 bits and numbers with a sign end. */
const FIRST_BYTES: readonly bigint[] = [0n, 0x1000n, 2n ** 32n - 8n, 2n ** 63n - 8n, 2n ** 64n - 16n];

export interface MergeCase {
  readonly first: bigint;
  readonly regions: readonly RegionFields[];
  readonly joinsTouching: boolean;
}

export function mergeCases(): fc.Arbitrary<MergeCase> {
  return fc
    .tuple(fc.constantFrom(...FIRST_BYTES), fc.boolean(), fc.integer({ min: 1, max: 5 }))
    .chain(([first, joinsTouching, types]) => {
      const region = fc
        .tuple(fc.nat(BYTES - 1), fc.nat(6), fc.constantFrom(...REGION_TYPES.slice(0, types)))
        .map(([from, more, type]) => ({
          start: first + BigInt(from),
          end: first + BigInt(Math.min(from + more, BYTES - 1)),
          type,
          protection: PROTECTION_READ_WRITE,
        }));
      return fc.array(region, { minLength: 1, maxLength: 8 }).map((regions) => ({ first, regions, joinsTouching }));
    });
}

/** How the judges differ over what a list has to hold; undefined if they agree. */
export function mergeDisagreement({ first, regions, joinsTouching }: MergeCase): string | undefined {
  const expectation = new MergeExpectation(joinsTouching);
  for (const region of regions) expectation.insert(region);
  const byOracle = shown(expectation.regions());
  const byBytes = shown(naiveByteMerge(regions, joinsTouching, first, BYTES));
  return byOracle === byBytes ? undefined : `${byOracle}, byte by byte ${byBytes}`;
}

function shown(regions: readonly NaiveRegion[]): string {
  return regions.map(({ start, end, type }) => `[${start}, ${end}] ${type}`).join(", ");
}
