/** Every profile that is shipped has an implementation that conforms to it, and what another one decides is noticed. */

import { describe, expect, test } from "vitest";
import type { Implementation } from "../../implementations/contract.ts";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import { reference53Implementation } from "../../implementations/reference-5-3/index.ts";
import { referenceImplementation } from "../../implementations/reference/index.ts";
import type { RegionList } from "../../implementations/reference/region-list.ts";
import { PROFILES, SWITCH_NAMES, type SwitchName } from "../../model/profile.ts";
import type { RequirementLine } from "../../model/record.ts";
import { isExpected } from "../../runner/requirement-outcome.ts";
import { runConformance } from "../../runner/run-conformance.ts";
import { REQUIREMENTS } from "../../suites/index.ts";

const CONFORMING: readonly (readonly [Implementation<RegionList>, string])[] = [
  [referenceImplementation, "linux"],
  [reference53Implementation, "linux-5.3"],
  [referenceImplementation, "vtd"],
];

const CROSSWISE: readonly (readonly [Implementation<RegionList>, string])[] = [
  [referenceImplementation, "linux-5.3"],
  [reference53Implementation, "linux"],
];

interface Asked {
  readonly either?: readonly SwitchName[];
  readonly only?: readonly string[];
  readonly seed?: string;
}

/** What a run of the library says, without a store. */
async function judged(
  implementation: Implementation<RegionList>,
  profile: string,
  { either = [], only = [], seed = "profiles" }: Asked = {},
): Promise<{ readonly exitStatus: number; readonly lines: readonly RequirementLine[]; readonly failed: string[] }> {
  const lines: RequirementLine[] = [];
  const { exitStatus } = await runConformance(
    {
      subject: { executor: inProcessExecutor({ ...implementation, either }) },
      seed,
      runs: 150,
      profile,
      ...(only.length === 0 ? {} : { only }),
    },
    { line: (line) => void (line.line === "requirement" && lines.push(line)) },
  );
  return { exitStatus, lines, failed: lines.filter(({ outcome }) => outcome === "fail").map(({ id }) => id) };
}

/** The switches that Linux of today and of 5.3 decide differently. */
function differingSwitches(): SwitchName[] {
  const [today, then] = ["linux", "linux-5.3"].map((wanted) => PROFILES.find(({ name }) => name === wanted)!);
  return SWITCH_NAMES.filter((name) => today![name] !== then![name]);
}

test("there is a conforming implementation for every profile", () => {
  expect(CONFORMING.map(([, profile]) => profile)).toEqual(PROFILES.map(({ name }) => name));
});

describe.each(CONFORMING)("$name under the profile %s", (implementation, name) => {
  test(`conforms to ${name}, and all that the profile expects was observed`, { timeout: 120_000 }, async () => {
    const profile = PROFILES.find((each) => each.name === name)!;
    const { exitStatus, lines } = await judged(implementation, name);
    const expected = new Set(REQUIREMENTS.filter((each) => isExpected(each, profile)).map(({ id }) => id));
    expect(expected.size).toBeGreaterThan(0);
    expect(lines.filter(({ id, outcome }) => expected.has(id) && outcome !== "pass")).toEqual([]);
    expect(exitStatus).toBe(0);
  });
});

describe.each(CROSSWISE)("$name under the profile of the other", (implementation, profile) => {
  test(`is told from an implementation of ${profile}`, { timeout: 120_000 }, async () => {
    const only = ["coverage/header-mismatch", "windows/isa", "merge/adjacent", "merge/order", "merge/tie-order"];
    const { exitStatus, failed } = await judged(implementation, profile, { only });
    expect(exitStatus).toBe(1);
    expect(failed).toEqual(expect.arrayContaining(["coverage/header-mismatch", "windows/isa", "merge/adjacent"]));
    // Only a profile that orders the whole list by start can be broken by one that orders it type by type.
    expect(failed.includes("merge/order")).toBe(profile === "linux");
    expect(failed.includes("merge/tie-order")).toBe(profile === "linux");
  });

  test(`differs from ${profile} in nothing but the switches that differ`, { timeout: 120_000 }, async () => {
    expect((await judged(implementation, profile, { either: differingSwitches() })).failed).toEqual([]);
  });
});

test("what a driver takes at its start is its own, though it does not offer the first step", async () => {
  // Under this seed, attaching a group is the first step of case 65 of the stream assignment.
  const only = ["merge/no-use-after-free"];
  expect((await judged(reference53Implementation, "linux-5.3", { only, seed: "a" })).failed).toEqual([]);
});
