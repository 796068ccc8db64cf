/** The shelf of faulty implementations: each is what it says, and none is the reference under another name. */

import { readdirSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { FAULTY, type FaultyVariant } from "../../implementations/faulty/index.ts";
import { execute } from "../../implementations/in-process/execute.ts";
import { referenceImplementation } from "../../implementations/reference/index.ts";
import type { Trace } from "../../model/trace.ts";
import { memoryFaults } from "../reference/observe.ts";
import { TELLING_SCENARIOS, type TellingScenario } from "./telling-scenarios.ts";
import { TOLD_BY } from "./told-by.ts";

const shelf = new URL("../../implementations/faulty/", import.meta.url);
const scenarios = Object.keys(TELLING_SCENARIOS) as TellingScenario[];

function named(name: string): FaultyVariant {
  const variant = FAULTY.find((candidate) => candidate.name === name);
  if (variant === undefined) throw new Error(`${name} does not stand on the shelf`);
  return variant;
}

/** The trace, or undefined if there is none within a fifth of a second. */
function traceOrHang(variant: FaultyVariant, scenario: TellingScenario): Trace | undefined {
  const run = (): Trace => execute(variant.implementation, TELLING_SCENARIOS[scenario]);
  try {
    return runInNewContext("run()", { run }, { timeout: 200 }) as Trace;
  } catch {
    return undefined;
  }
}

describe("the reference implementation", () => {
  test.each(scenarios)("handles %s without harm to memory", (name) => {
    const scenario = TELLING_SCENARIOS[name];
    const trace = execute(referenceImplementation, scenario);
    expect(trace.ended).toBeUndefined();
    expect(memoryFaults(scenario, trace)).toEqual([]);
  });
});

describe("a faulty variant", () => {
  const told = scenarios.flatMap((scenario) => TOLD_BY[scenario].map((name) => [name, scenario] as const));

  test("has a scenario that tells it from the reference, and no scenario is there for nothing", () => {
    expect(told.map(([name]) => name).sort()).toEqual(FAULTY.map((variant) => variant.name).sort());
    expect(scenarios.filter((scenario) => TOLD_BY[scenario].length === 0)).toEqual([]);
  });

  test.each(told.filter(([name]) => named(name).killedBy.outcome === "fail"))("%s differs in %s", (name, scenario) => {
    const right = execute(referenceImplementation, TELLING_SCENARIOS[scenario]);
    expect(execute(named(name).implementation, TELLING_SCENARIOS[scenario])).not.toEqual(right);
  });

  test.each(told.filter(([name]) => named(name).killedBy.outcome === "error"))("%s throws in %s", (name, scenario) => {
    const trace = execute(named(name).implementation, TELLING_SCENARIOS[scenario]);
    expect(trace.steps.map((step) => step.status)).toContain("error");
  });

  test.each(told.filter(([name]) => named(name).killedBy.outcome === "hang"))(
    "%s does not end in %s",
    (name, scenario) => {
      expect(traceOrHang(named(name), scenario)).toBeUndefined();
      expect(traceOrHang(named(name), "inserts of every kind")).toBeDefined();
    },
  );
});

describe("the shelf", () => {
  test("has a file for each variant, named after it, in a folder named after a family", () => {
    const files = readdirSync(shelf, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name: family }) =>
        readdirSync(new URL(`${family}/`, shelf)).map((file) => file.replace(/\.ts$/, "")),
      );
    expect(files.sort()).toEqual(FAULTY.map((variant) => variant.name).sort());
  });

  test("names each implementation after its variant, and describes each mistake once, in a sentence", () => {
    for (const { name, implementation } of FAULTY) expect(implementation.name).toBe(`faulty/${name}`);
    const descriptions = FAULTY.map((variant) => variant.description);
    expect(new Set(descriptions).size).toBe(FAULTY.length);
    for (const description of descriptions) expect(description).toMatch(/^[A-Z].+\.$/);
  });
});
