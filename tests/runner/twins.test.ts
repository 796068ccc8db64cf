/** Twins are executed along with their scenario, by every kind of judge, and what they do has consequences. */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { Executor } from "../../implementations/executor.ts";
import { deriveSeed } from "../../generators/seed.ts";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { RecordLine } from "../../model/record.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { CaseSource } from "../../runner/case-source.ts";
import { executeCase } from "../../runner/execute-case.ts";
import { NO_PULSE, type Pulse } from "../../runner/pulse.ts";
import type { RunOptions, RunResult, RunSinks } from "../../runner/run-options.ts";
import type { Suite } from "../../runner/suite.ts";
import { ensureBuilt, ROOT } from "../support/built.ts";
import {
  answering,
  isEven,
  laterExecutor,
  linesOf,
  numbersOf,
  requirement,
  RIGHT,
  run,
  scenarioOf,
} from "./numbers.ts";

const SUITE_MODULE = new URL("./fixtures/twin-suite.js", import.meta.url);
const { suite } = (await import(SUITE_MODULE.href)) as { readonly suite: Suite };
const JUDGING = { suite, profile: LINUX_PROFILE, divergences: [] };
const TWO: Partial<RunOptions> = { suite, runs: 30, allowUnobserved: [] };

const small = scenarioOf([1, 2]);
const hung: Trace = { steps: [], observesMemory: false, ended: { how: "hung", message: "no end" } };

/** An executor in this thread, of which some scenarios do not come back from. */
function executorOf(isLost: (numbers: readonly number[]) => boolean, executed: number[][] = []): Executor {
  const executor = inProcessExecutor(RIGHT);
  return {
    ...executor,
    execute: (scenario: Scenario) => {
      executed.push(numbersOf(scenario));
      return isLost(numbersOf(scenario)) ? hung : executor.execute(scenario);
    },
  };
}

describe("executing a case", () => {
  const execute = (
    executor: Executor,
    requirements = suite.requirements,
    pulse: Pulse = NO_PULSE,
  ): Trace | Promise<Trace> => executeCase(JUDGING, executor, pulse, requirements, small);

  test("puts the traces of the twins that are wanted into that of the scenario, at once if they are there", () => {
    const executor = inProcessExecutor(RIGHT);
    const trace = execute(executor) as Trace;
    expect(trace.steps).toHaveLength(2);
    expect(trace.twins?.map(({ name }) => name)).toEqual(["plus-2000000", "plus-4000000"]);
    expect(trace.twins?.[0]?.trace).toEqual(executor.execute(scenarioOf([2_000_001, 2_000_002])));
    expect((execute(executor, suite.requirements.slice(1)) as Trace).twins).toHaveLength(1);
    expect(execute(executor, [])).not.toHaveProperty("twins");
  });

  test("waits for traces that come later, in whatever order", async () => {
    expect(await execute(laterExecutor(RIGHT, 4))).toEqual(execute(inProcessExecutor(RIGHT)));
  });

  test("does not ask a twin of a scenario that came to no end", async () => {
    const executed: number[][] = [];
    expect(execute(executorOf(([first]) => first === 1, executed))).toEqual(hung);
    expect(executed).toEqual([[1, 2]]);
    const later = { ...executorOf(([first]) => first === 1), inFlight: 4 };
    expect(await execute({ ...later, execute: async (scenario) => later.execute(scenario) })).toEqual(hung);
  });

  test("loses no case over a twin that hangs or over an executor that throws at it", () => {
    const trace = execute(executorOf(([first]) => first === 4_000_001)) as Trace;
    expect(trace.ended).toBeUndefined();
    expect(trace.twins?.map((twin) => twin.trace.ended?.how)).toEqual([undefined, "hung"]);
    const executor = inProcessExecutor(RIGHT);
    const throwing: Executor = {
      ...executor,
      execute: (scenario) => {
        if (numbersOf(scenario)[0] !== 1) throw new Error("no twins here");
        return executor.execute(scenario);
      },
    };
    expect((execute(throwing) as Trace).twins?.[0]?.trace.ended).toMatchObject({
      how: "died",
      code: "EXECUTOR_FAILED",
    });
  });

  test("tells the supervisor of each twin", () => {
    const told: (number | undefined)[] = [];
    const pulse: Pulse = { ...NO_PULSE, executing: (twin) => void told.push(twin) };
    void execute(inProcessExecutor(RIGHT), suite.requirements, pulse);
    expect(told).toEqual([undefined, 0, 1]);
  });

  test("whose trace comes later waits for it, and for no twin if it came to no end", async () => {
    const executed: number[][] = [];
    const now = executorOf(([first]) => first === 1, executed);
    const later: Executor = { ...now, execute: async (scenario) => now.execute(scenario) };
    expect(await execute(later)).toEqual(hung);
    expect(executed).toEqual([[1, 2]]);
  });
});

describe("a run with twins", () => {
  test("passes an implementation that answers alike and fails one that does not, with a minimal scenario", async () => {
    expect((await run(RIGHT, TWO)).exitStatus).toBe(0);
    const { lines } = await run(
      answering((number) => isEven(number) && number < 3_000_000),
      TWO,
    );
    expect(requirement(lines, "twin/plus-2000000").outcome).toBe("pass");
    expect(requirement(lines, "twin/plus-4000000").outcome).toBe("fail");
    const [failure, ...others] = linesOf(lines, "failure");
    expect(others).toEqual([]);
    expect(failure).toMatchObject({ rule: "answered-otherwise", requirements: ["twin/plus-4000000"] });
    expect(numbersOf(failure!.scenario)).toEqual([0]);
    // Only the twin that the requirement compares was executed for it.
    expect(failure!.trace.twins?.map(({ name }) => name)).toEqual(["plus-4000000"]);
  });

  test("goes the same way where traces come later", async () => {
    const wrong = answering((number) => isEven(number) && number < 3_000_000);
    const { lines } = await run(wrong, TWO);
    const later = await run(laterExecutor(wrong, 3), TWO);
    const comparable = (all: readonly RecordLine[]): readonly RecordLine[] =>
      all.filter((it) => it.line !== "environment");
    expect(comparable(later.lines)).toEqual(comparable(lines));
  });

  test("gives a stream up if twins hang, as it does for cases", async () => {
    let executions = 0;
    const executor = executorOf(([first]) => {
      executions++;
      return first! >= 4_000_000;
    });
    const { lines, exitStatus } = await run(executor, { ...TWO, runs: 1000 });
    expect(exitStatus).toBe(1);
    expect(requirement(lines, "twin/plus-4000000")).toMatchObject({ outcome: "hang", counts: { hang: 3 } });
    expect(requirement(lines, "twin/plus-2000000")).toMatchObject({ counts: { pass: 3 } });
    expect(linesOf(lines, "stream")[0]).toMatchObject({ notJudged: 997 });
    const [failure] = linesOf(lines, "failure");
    expect(failure).toMatchObject({ outcome: "hang", rule: "twin-hung" });
    // A candidate costs as much as any hang: few are tried.
    expect(failure!.shrinking.tried).toBeLessThanOrEqual(20);
    expect(executions).toBeLessThan(120);
  });
});

describe("a twin in a worker", () => {
  let runCompiled: (options: RunOptions, sinks: RunSinks) => Promise<RunResult>;
  beforeAll(async () => {
    ensureBuilt();
    const url = pathToFileURL(join(ROOT, "dist", "runner", "run-conformance.js")).href;
    ({ runConformance: runCompiled } = (await import(url)) as { runConformance: typeof runCompiled });
  }, 180_000);

  test.each([
    ["hangs", "for (;;);", "hang", "twin-hang"],
    ["ends its thread", "process.exit(3);", "error", "twin-died"],
  ])("that %s is told from its scenario, and the run goes on", async (_, deed, outcome, rule) => {
    const [number] = numbersOf(new CaseSource(suite.streams[0]!.scenarios(), deriveSeed("twins", "large")).at(2).value);
    const source = `
      export const implementation = {
        name: "numbers",
        start: () => ({
          hasRmrr: ({ label }) => {
            const number = Number(label.slice(1));
            if (number === ${number! + 4_000_000}) { ${deed} }
            return number % 2 === 0;
          },
        }),
      };`;
    const lines: RecordLine[] = [];
    const subject = { module: `data:text/javascript,${encodeURIComponent(source)}` };
    const options = { suite, suiteModule: SUITE_MODULE, subject, seed: "twins", runs: 6, caseTimeout: 500 };
    await runCompiled(options, { line: (line) => lines.push(line) });
    const failures = linesOf(lines, "failure");
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ outcome, rule });
    expect(failures[0]!.witness.message).toContain("plus-4000000");
    expect(linesOf(lines, "stream")[0]!.cases).toBe(6);
    expect(requirement(lines, "twin/plus-2000000").triggered).toBe(6);
  });
});
