/** Which known fault a failing implementation behaves like: named where it is so, and never where it is not. */

import { describe, expect, test } from "vitest";
import type { Implementation, RegionObject, Report } from "../../implementations/contract.ts";
import type { Executor } from "../../implementations/executor.ts";
import { FAULTY, type FaultyVariant } from "../../implementations/faulty/index.ts";
import { BoundedExecutor } from "../../implementations/in-process/execute-within.ts";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import { driverImplementation } from "../../implementations/reference/index.ts";
import { ReferenceDriver } from "../../implementations/reference/reference-driver.ts";
import type { UnitScope } from "../../implementations/reference/rmrr-unit.ts";
import type { FailureLine, RecordLine } from "../../model/record.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { ObservedRegion, StepResult, Trace } from "../../model/trace.ts";
import { agreesAtStep } from "../../runner/diagnosis/agrees-at-step.ts";
import { runConformance } from "../../runner/run-conformance.ts";

async function failuresOf(executor: Executor, only?: readonly string[]): Promise<readonly FailureLine[]> {
  const lines: RecordLine[] = [];
  await runConformance(
    { subject: { executor }, seed: "diagnosis", runs: 150, mostTries: 2000, ...(only === undefined ? {} : { only }) },
    { line: (line) => lines.push(line) },
  );
  return lines.filter((line) => line.line === "failure");
}

function variantNamed(name: string): FaultyVariant {
  return FAULTY.find((variant) => variant.name === name)!;
}

/** The same under another name: what is called faulty is not what is found. */
function disguised<List extends Iterable<RegionObject>>(implementation: Implementation<List>): Executor {
  return inProcessExecutor({ ...implementation, name: "ours" });
}

describe("an implementation that makes a known mistake", () => {
  test.each([
    "shared-region-object",
    "put-frees-only-msi",
    "copied-from-the-first-caller",
    "bridge-covers-only-itself",
    "only-first-hop-used",
    "device-looked-up-by-number",
    "limit-exclusive",
    "msi-only-for-pci",
    "leak-on-merge",
    "touching-kept-apart",
    "from-the-rmrr",
    "every-serial-bus",
    "only-vga",
    "first-rmrr-inherited-only",
    "first-scope-inherited-only",
    "flagged-scope-skipped",
    "half-understood-rmrr-not-inherited",
    "isa-window-for-the-first-isa-bridge",
    "isa-window-if-there-is-one-isa-bridge",
    "isa-window-in-one-segment-only",
    "isa-window-on-low-buses-only",
    "isa-window-unless-reserved",
    "shared-rmrr-not-inherited",
    "table-of-32-structures",
  ])("is found to behave like %s, in every failure", async (name) => {
    const { implementation, killedBy } = variantNamed(name);
    const family = killedBy.requirement.replace(/\/.*/, "/*");
    const failures = await failuresOf(disguised(implementation), [family]);
    expect(failures.length).toBeGreaterThan(0);
    for (const { diagnosis, rule } of failures) {
      expect([rule, diagnosis?.faults.map((fault) => fault.name)]).toEqual([rule, [name]]);
      expect(diagnosis).toMatchObject({ shared: failures.length, examined: failures.length });
    }
  });

  test("is told by which change it was fixed", async () => {
    const { mendedBy, description, implementation } = variantNamed("leak-on-merge");
    const [failure] = await failuresOf(disguised(implementation), ["merge/*"]);
    expect(failure!.diagnosis!.faults).toEqual([{ name: "leak-on-merge", description, mendedBy }]);
  });

  test("is found although it hangs, and the faults that hang keep nobody waiting", async () => {
    const variant = variantNamed("range-walk-wraps-at-the-top");
    const bounded = new BoundedExecutor(100);
    const executor: Executor = {
      ...inProcessExecutor(variant.implementation),
      execute: (scenario) => bounded.execute(variant.implementation, scenario),
    };
    const failures = await failuresOf(executor, ["coverage/exact-range"]);
    expect(failures.map(({ outcome, diagnosis }) => [outcome, diagnosis?.faults.map(({ name }) => name)])).toEqual([
      ["hang", [variant.name]],
    ]);
  });

  test("has the same diagnosis again", async () => {
    const { implementation } = variantNamed("first-rmrr-wins");
    const failures = await failuresOf(disguised(implementation), ["coverage/*"]);
    expect(failures[0]!.diagnosis).toBeDefined();
    expect(await failuresOf(disguised(implementation), ["coverage/*"])).toEqual(failures);
  });
});

describe("an implementation that makes a mistake of its own", () => {
  class PagesAway extends ReferenceDriver {
    protected override addUnit(segment: number, base: bigint, limit: bigint, scopes: readonly UnitScope[]): Report {
      return super.addUnit(segment, base, limit ^ 0x6000n, scopes);
    }
  }

  test("is said to behave like nothing", async () => {
    const failures = await failuresOf(disguised(driverImplementation("ours", PagesAway)));
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.filter(({ diagnosis }) => diagnosis !== undefined)).toEqual([]);
  });

  test("is said to behave like nothing where it throws, whatever else throws there", async () => {
    const { implementation } = variantNamed("empty-slot-dereferenced");
    const failures = await failuresOf(disguised(implementation), ["coverage/absent-function"]);
    expect(failures.map(({ outcome, diagnosis }) => [outcome, diagnosis])).toEqual([["error", undefined]]);
  });
});

describe("two traces agree at a step", () => {
  const scenario: Scenario = {
    platform: { rootBuses: [], functions: [], otherDevices: [], groups: [], dmar: new Uint8Array(0) },
    steps: [
      { do: "get", device: "nic0", list: "list0" },
      { do: "get", device: "nic0", list: "list1" },
      { do: "insert", list: "list2", region: { start: 0n, end: 0xfffn, type: "direct", protection: 3 } },
    ],
  };
  const region = (object: string, start: bigint, protection = 3): ObservedRegion => ({
    object,
    start,
    end: start + 0xfffn,
    type: "direct",
    protection,
  });
  const traceOf = (...lists: readonly (readonly ObservedRegion[])[]): Trace => ({
    steps: lists.map((regions): StepResult => ({ status: "ok", regions })),
    observesMemory: true,
  });
  const [a, b] = [region("a", 0n), region("b", 0x1000n)];
  const base = traceOf([a, b], [region("c", 0n), region("d", 0x1000n)], [a, b]);
  const changed = (step: number, change: Partial<StepResult>): Trace => ({
    ...base,
    steps: base.steps.map((result, index) => (index === step ? { ...result, ...change } : result)),
  });
  const touched = { event: "touch-after-free", object: "a" } as const;

  test.each<[string, number | undefined, Trace, boolean]>([
    [
      "objects have other names",
      1,
      traceOf([region("x", 0n), region("y", 0x1000n)], [region("z", 0n), region("w", 0x1000n)], [a, b]),
      true,
    ],
    ["a device gives its regions in another order", 0, changed(0, { regions: [b, a] }), true],
    ["a group list is in another order", 2, changed(2, { regions: [b, a] }), false],
    ["an object stands in two lists", 1, changed(1, { regions: [a, region("d", 0x1000n)] }), false],
    ["a region is another one", 0, changed(0, { regions: [a, region("b", 0x2000n)] }), false],
    ["a region is got with another protection", 0, changed(0, { regions: [a, region("b", 0x1000n, 1)] }), false],
    ["a merged region has another protection", 2, changed(2, { regions: [a, region("b", 0x1000n, 1)] }), true],
    ["it ends in another way", 0, changed(0, { status: "error" }), false],
    ["an error has other words", 0, changed(0, { message: "no" }), true],
    ["another step differs", 0, changed(2, { regions: [] }), true],
    ["no step is named, and another one differs", undefined, changed(2, { regions: [] }), false],
    ["freed memory is touched", 0, changed(0, { events: [touched] }), false],
    [
      "freed memory is touched, and one of the two does not tell",
      0,
      { ...changed(0, { events: [touched] }), observesMemory: false },
      true,
    ],
    ["a step is missing", 0, { ...base, steps: base.steps.slice(0, 2) }, false],
    ["it did not come back", 0, { ...base, steps: [], ended: { how: "hung", message: "", step: 0 } }, false],
  ])("if %s (at step %s): ", (_, step, other, agrees) => {
    expect(agreesAtStep(scenario, base, other, step)).toBe(agrees);
    expect(agreesAtStep(scenario, other, base, step)).toBe(agrees);
  });

  test("if both hang at the same step", () => {
    const hung = (step: number): Trace => ({ ...base, steps: [], ended: { how: "hung", message: "", step } });
    expect(agreesAtStep(scenario, hung(1), hung(1), undefined)).toBe(true);
    expect(agreesAtStep(scenario, hung(1), hung(2), undefined)).toBe(false);
  });
});
