/** What the counterexamples of faults in histories shrink to: as few things and as few steps as the fault needs. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deriveSeed } from "../../generators/seed.ts";
import { STREAMS } from "../../generators/streams.ts";
import { FAULTY } from "../../implementations/faulty/index.ts";
import { execute } from "../../implementations/in-process/execute.ts";
import { decodeTable } from "../../model/dmar/decode.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { Scenario, Step } from "../../model/scenario.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";

/** Functions and other devices, RMRRs, scopes, and steps without the look, put and tear-down at the end. */
type Counts = readonly [devices: number, rmrrs: number, scopes: number, steps: string];

interface LeastCase {
  readonly variant: string;
  readonly rule: string;
  readonly least: Counts;
  /** Neither of both has less of everything. */
  readonly or?: Counts;
}

const CASES: readonly LeastCase[] = [
  { variant: "sleeps-in-atomic", rule: "may-sleep", least: [1, 1, 1, "get"], or: [1, 1, 1, "group"] },
  { variant: "merge-error-swallowed", rule: "insert-not-reported", least: [0, 0, 0, "fail-allocations insert"] },
  { variant: "existing-region-lost", rule: "list-changed", least: [0, 0, 0, "insert fail-allocations insert"] },
  { variant: "group-failure-swallowed", rule: "group-not-reported", least: [1, 0, 0, "fail-allocations group"] },
  { variant: "failed-get-unlinks-without-freeing", rule: "leaked", least: [1, 1, 1, "fail-allocations get"] },
  {
    variant: "failed-get-frees-without-unlinking",
    rule: "freed-while-listed",
    least: [1, 1, 1, "fail-allocations get"],
  },
  {
    variant: "group-leaks-device-list",
    rule: "leaked",
    least: [2, 0, 0, "fail-allocations group"],
    or: [1, 1, 1, "fail-allocations group"],
  },
  { variant: "last-region-stretched-without-memory", rule: "partial-region", least: [1, 2, 2, "fail-allocations get"] },
  { variant: "device-given-up-after-failure", rule: "lost-afterwards", least: [1, 1, 1, "fail-allocations get get"] },
  {
    variant: "failed-group-frees-what-is-listed",
    rule: "freed-while-listed",
    least: [3, 0, 0, "fail-allocations group"],
    or: [2, 1, 1, "fail-allocations group"],
  },
  { variant: "hot-added-not-covered", rule: "not-covered-after-arrival", least: [1, 1, 1, "add get"] },
  { variant: "removed-function-still-covered", rule: "covered-while-absent", least: [1, 1, 1, "remove get"] },
  { variant: "removed-from-the-first-rmrr-only", rule: "covered-while-absent", least: [1, 2, 2, "remove get"] },
  { variant: "readded-function-not-covered", rule: "not-covered-after-arrival", least: [1, 1, 1, "remove add get"] },
  { variant: "slot-not-given-back", rule: "not-covered-after-arrival", least: [1, 1, 1, "remove add get"] },
  { variant: "empty-slot-ends-walk", rule: "lost-with-another", least: [2, 1, 2, "get remove get"] },
  {
    variant: "descendants-fixed-at-start",
    rule: "not-covered-after-arrival",
    least: [2, 1, 1, "add get"],
  },
  {
    variant: "reference-leaked-on-removal",
    rule: "reference-kept",
    least: [1, 1, 1, "get remove add"],
    or: [1, 1, 1, "get add remove"],
  },
  { variant: "removal-frees-handed-out-lists", rule: "freed-while-listed", least: [1, 0, 0, "get remove"] },
  { variant: "integrated-endpoints-listed-at-start", rule: "not-covered-after-arrival", least: [1, 1, 1, "add get"] },
  {
    variant: "endpoint-remembered-until-its-bus-goes",
    rule: "not-covered-after-arrival",
    least: [1, 1, 1, "remove add get"],
  },
  {
    variant: "buses-of-hot-added-bridges-unknown",
    rule: "not-covered-after-arrival",
    least: [2, 1, 1, "add get"],
  },
  { variant: "added-twice-takes-two-slots", rule: "not-taken-in", least: [2, 1, 2, "add add"] },
  { variant: "second-removal-clears-another-slot", rule: "lost-with-another", least: [2, 1, 2, "get remove get"] },
];

const MEANWHILE: ReadonlySet<Step["do"]> = new Set(["read", "put", "tear-down"]);

function countsOf({ platform, steps }: Scenario): Counts {
  const rmrrs = decodeTable(platform.dmar).structures.flatMap(({ structure }) =>
    structure.kind === "rmrr" ? [structure] : [],
  );
  const scopes = rmrrs.reduce((sum, rmrr) => sum + rmrr.scopes.length, 0);
  const done = steps.map((step) => step.do).filter((what) => !MEANWHILE.has(what));
  return [platform.functions.length + platform.otherDevices.length, rmrrs.length, scopes, done.join(" ")];
}

describe.each(CASES)("$variant", ({ variant: name, rule, least, or = least }) => {
  test.each([1, 2, 3])("is found by %i, and shrunk to the least scenario that shows it", (seed) => {
    const { implementation, killedBy } = FAULTY.find((candidate) => candidate.name === name)!;
    const requirement = REQUIREMENTS.find(({ id }) => id === killedBy.requirement)!;
    const stream = STREAMS.find((candidate) => candidate.name === requirement.id.split("/")[0])!;
    const holds = (scenario: Scenario): boolean =>
      judgeCase([requirement], scenario, execute(implementation, scenario), LINUX_PROFILE).every(
        ({ witnesses }) => witnesses[0]?.rule !== rule,
      );
    const details = fc.check(fc.property(stream.scenarios(), holds), {
      seed: deriveSeed(`least/${seed}`, name),
      numRuns: 3000,
    });
    expect(details.failed).toBe(true);
    expect([least, or]).toContainEqual(countsOf(details.counterexample![0]));
  });
});
