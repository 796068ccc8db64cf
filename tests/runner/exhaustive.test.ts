/** Runs that draw nothing: every case of a small world, counted, judged and shrunk as any other. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { RunOptions } from "../../runner/run-options.ts";
import { runConformance } from "../../runner/run-conformance.ts";
import type { Suite, SuiteWorld } from "../../runner/suite.ts";
import { answering, isEven, linesOf, numbersOf, requirement, RIGHT, run, scenarioOf, suite } from "./numbers.ts";

const ENUMERATION = { bound: "numbers below 300", leftOut: "greater ones", symmetry: "nothing", beforeSymmetry: 300 };

function numberWorld(heardAs: readonly string[]): SuiteWorld {
  const scenarios = fc.nat(299).map(
    (number): Scenario => scenarioOf([number]),
    (value) => numbersOf(value as Scenario)[0]!,
  );
  const at = (index: number): fc.Value<Scenario> => new fc.Value(scenarioOf([index]), undefined);
  return { name: "small-numbers", heardAs, cases: 300, enumeration: ENUMERATION, scenarios, at };
}

function exhaustive(heardAs: readonly string[]): Partial<RunOptions> {
  const withWorld: Suite = { ...suite, worlds: () => [numberWorld(heardAs)] };
  return { suite: withWorld, seed: "", exhaustive: true };
}

describe("an exhaustive run", () => {
  test("judges every case of the worlds and none of the streams, and says what they are", async () => {
    const { lines } = await run(RIGHT, exhaustive(["small"]));
    expect(linesOf(lines, "stream")).toMatchObject([{ stream: "small-numbers", cases: 300, enumeration: ENUMERATION }]);
    expect(linesOf(lines, "header")[0]!.options).toMatchObject({ exhaustive: true, runs: 0 });
    expect(linesOf(lines, "footer")[0]!.cases).toBe(300);
  });

  test("is the same under any seed", async () => {
    const options = exhaustive(["small"]);
    const wrong = answering((number) => isEven(number) !== (number === 217));
    const [one, other] = [await run(wrong, options), await run(wrong, options)];
    expect(one.lines.slice(1)).toEqual(other.lines.slice(1));
  });

  test("finds the one case that fails, and counts it once", async () => {
    const { exitStatus, lines } = await run(
      answering((number) => isEven(number) !== (number === 217)),
      exhaustive(["small"]),
    );
    expect(exitStatus).toBe(1);
    const [failure] = linesOf(lines, "failure");
    expect(failure).toMatchObject({ occurrences: 1, origin: { from: "stream", stream: "small-numbers", index: 217 } });
    expect(numbersOf(failure!.scenario)).toEqual([217]);
  });

  test("takes one triggered case for enough, and what none triggers for something beyond it", async () => {
    const { exitStatus, lines } = await run(RIGHT, { ...exhaustive(["small"]), allowUnobserved: [] });
    const outcomes = linesOf(lines, "requirement").map(({ id, outcome, triggered, missed }) => ({
      id,
      outcome,
      triggered,
      missed,
    }));
    const beyond = outcomes.filter(({ triggered }) => triggered === 0);
    expect(beyond.length).toBeGreaterThan(0);
    for (const one of beyond) expect(one).toMatchObject({ outcome: "not-observable", missed: undefined });
    expect(requirement(lines, beyond[0]!.id).reason).toMatch(/beyond/);
    for (const one of outcomes.filter(({ triggered }) => triggered > 0)) expect(one.outcome).toBe("pass");
    expect(exitStatus).toBe(0);
  });

  test("that triggers nothing at all could not judge", async () => {
    const { exitStatus, lines } = await run(RIGHT, { ...exhaustive([]), allowUnobserved: [] });
    expect(linesOf(lines, "stream")).toEqual([]);
    expect(exitStatus).toBe(3);
  });

  test.each([{ runs: 5 }, { tables: [{ name: "t", bytes: new Uint8Array(1) }] }])(
    "cannot be given %o",
    async (given) => {
      const subject = { executor: inProcessExecutor(RIGHT) };
      const options: RunOptions = { subject, suite, seed: "", exhaustive: true, ...given };
      await expect(runConformance(options, { line: () => undefined })).rejects.toMatchObject({
        code: "CONFLICTING_OPTIONS",
      });
    },
  );
});
