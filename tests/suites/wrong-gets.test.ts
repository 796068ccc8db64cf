import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import { ISA_WINDOW, REGION_TYPES, type RegionFields } from "../../model/region.ts";
import type { Scenario } from "../../model/scenario.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { anyProfile } from "../oracle/any-profile.ts";
import { lawRuns } from "../oracle/law-runs.ts";
import { naiveRmrrs } from "../oracle/naive-coverage.ts";
import { type Due, NaiveSubject } from "../oracle/naive-subject.ts";

/** One change to what a device gets: which region it is about, and what becomes of it. */
type Change =
  | { readonly change: "drop" | "repeat" }
  | { readonly change: "alter"; readonly fields: Partial<RegionFields> }
  | { readonly change: "add"; readonly fields: RegionFields }
  | { readonly change: "add-rmrr"; readonly rmrr: number; readonly type: "direct" | "direct-relaxable" }
  | { readonly change: "shift"; readonly start: bigint; readonly end: bigint };

const anyAddress = (): fc.Arbitrary<bigint> =>
  fc.oneof(
    fc.constantFrom(0n, 0xff_ffffn, 0x1000n, 0xfee0_0000n, 0xfeef_ffffn, 0xffff_ffff_ffff_ffffn),
    fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn }),
  );
const anyFields = {
  start: anyAddress(),
  end: anyAddress(),
  type: fc.constantFrom(...REGION_TYPES),
  protection: fc.constantFrom(0, 1, 2, 3, 7),
};
const anyChange = (): fc.Arbitrary<Change> =>
  fc.oneof(
    fc.record({ change: fc.constantFrom("drop" as const, "repeat" as const) }),
    fc.record({ change: fc.constant("alter" as const), fields: fc.record(anyFields, { requiredKeys: [] }) }),
    fc.record({ change: fc.constant("add" as const), fields: fc.record(anyFields) }),
    fc.record({
      change: fc.constant("add-rmrr" as const),
      rmrr: fc.nat(),
      type: fc.constantFrom("direct" as const, "direct-relaxable" as const),
    }),
    fc.record({
      change: fc.constant("shift" as const),
      start: fc.bigInt({ min: -2n, max: 2n }),
      end: fc.bigInt({ min: -2n, max: 2n }),
    }),
  );

function changed(
  { platform }: Scenario,
  regions: readonly RegionFields[],
  at: number,
  change: Change,
): readonly RegionFields[] {
  if (change.change === "add") return [...regions, change.fields];
  if (change.change === "add-rmrr") {
    const rmrrs = naiveRmrrs(platform.dmar);
    if (rmrrs.length === 0) return regions;
    const { start, end } = rmrrs[change.rmrr % rmrrs.length]!;
    return [...regions, { start, end, type: change.type, protection: 3 }];
  }
  if (regions.length === 0) return regions;
  const index = at % regions.length;
  const region = regions[index]!;
  switch (change.change) {
    case "drop":
      return regions.toSpliced(index, 1);
    case "repeat":
      return [...regions, region];
    case "alter":
      return regions.with(index, { ...region, ...change.fields });
    case "shift": {
      const start = BigInt.asUintN(64, region.start + change.start);
      return regions.with(index, { ...region, start, end: BigInt.asUintN(64, region.end + change.end) });
    }
  }
}

/** Whether a list is what a device is due: as a set, by definition. */
function isDue(given: readonly RegionFields[], { must, may }: Due): boolean {
  const allowed = [...must, ...may];
  return (
    given.every((region) => allowed.some((due) => isSame(region, due))) &&
    must.every((due) => given.some((region) => isSame(region, due)))
  );
}

function isSame(region: RegionFields, due: RegionFields): boolean {
  const sameRange = region.start === due.start && region.end === due.end && region.type === due.type;
  // The protection of the ISA window is not specified.
  return sameRange && (region.protection === due.protection || ("window" in due && due.start === ISA_WINDOW.start));
}

function failures(scenario: Scenario, subject: NaiveSubject, profile: Profile): readonly string[] {
  return judgeCase(REQUIREMENTS, scenario, subject.trace(), profile)
    .filter(({ outcome }) => outcome === "fail")
    .map(({ requirement, witnesses }) => `${requirement.id} ${witnesses.map(({ rule }) => rule)}`);
}

describe("a subject that gives one device something else", () => {
  const profiles = anyProfile().map((profile) => ({
    ...profile,
    compareType: LINUX_PROFILE.compareType,
    relaxableClasses: LINUX_PROFILE.relaxableClasses,
    malformed: LINUX_PROFILE.malformed,
    overlap: LINUX_PROFILE.overlap,
    // Of a window that need not be there, nothing is said.
    msiWindow: profile.msiWindow === "either" ? ("no" as const) : profile.msiWindow,
    isaWindow: profile.isaWindow === "either" ? ("none" as const) : profile.isaWindow,
  }));
  for (const { name, scenarios } of STREAMS.filter((stream) => stream.name === "hierarchy")) {
    test(`fails a requirement if and only if that is not due to the device (${name} stream)`, () => {
      fc.assert(
        fc.property(scenarios(), profiles, fc.nat(), fc.nat(), anyChange(), (scenario, profile, which, at, change) => {
          const gets = scenario.steps.filter((step) => step.do === "get");
          if (gets.length === 0) return;
          const { device } = gets[which % gets.length]!;
          let conforms = true;
          const subject = new NaiveSubject(
            scenario,
            profile,
            () => true,
            true,
            (label, given, due) => {
              if (label !== device) return given;
              const other = changed(scenario, given, at, change);
              conforms &&= isDue(other, due);
              return other;
            },
          );
          const found = failures(scenario, subject, profile);
          expect(found.length > 0, found.join("; ") || "no failure").toBe(!conforms);
        }),
        { numRuns: lawRuns(5000), seed: 23 },
      );
    });
  }
});
