import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { deriveSeed } from "../../generators/seed.ts";
import type { ConformanceError } from "../../model/conformance-error.ts";
import type { RecordLine } from "../../model/record.ts";
import type { Scenario } from "../../model/scenario.ts";
import { CaseSource } from "../../runner/case-source.ts";
import type { RunOptions, RunResult, RunSinks } from "../../runner/run-options.ts";
import { ensureBuilt, ROOT } from "../support/built.ts";
import { linesOf, numbersOf, requirement, RIGHT, run, suite, SUITE_MODULE, type Ran } from "./numbers.ts";

const SEED = "supervised";

let runCompiled: (options: RunOptions, sinks: RunSinks) => Promise<RunResult>;

// The worker is JavaScript: Node 20 runs no other.
beforeAll(async () => {
  ensureBuilt();
  const url = pathToFileURL(join(ROOT, "dist", "runner", "run-conformance.js")).href;
  ({ runConformance: runCompiled } = (await import(url)) as { runConformance: typeof runCompiled });
}, 180_000);

/** A module with an implementation about numbers: the body of `hasRmrr(number)`, and what stands before it. */
function moduleOf(body: string, before = ""): string {
  const source = `
    ${before}
    const isEven = (number) => number % 2 === 0;
    const answer = (number) => { ${body} };
    export const implementation = {
      name: "numbers",
      start: () => ({ hasRmrr: (device) => answer(Number(device.label.slice(1))) }),
    };`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

async function judged(module: string, options: Partial<RunOptions> = {}): Promise<Omit<Ran, "progress" | "stored">> {
  const lines: RecordLine[] = [];
  const problems: string[] = [];
  const { exitStatus } = await runCompiled(
    {
      suite,
      suiteModule: SUITE_MODULE,
      subject: { module },
      seed: SEED,
      // Long enough for a machine that does other things too.
      caseTimeout: 1500,
      allowUnobserved: ["number/never", "number/listed"],
      ...options,
    },
    { line: (line) => lines.push(line), problem: (problem: ConformanceError) => problems.push(problem.code) },
  );
  return { exitStatus, lines, problems };
}

/** Case `index` of the stream `large`. */
function largeCase(index: number): Scenario {
  return new CaseSource(suite.streams[1]!.scenarios(), deriveSeed(SEED, "large")).at(index).value;
}

/** The last number of a case of the stream `large`: no other case has it. */
function numberOf(index: number): number {
  return numbersOf(largeCase(index)).at(-1)!;
}

function comparable(lines: readonly RecordLine[]): readonly unknown[] {
  return lines
    .filter(({ line }) => line !== "environment")
    .map((line) => (line.line === "header" ? { ...line, options: undefined } : line))
    .map((line) => (line.line === "failure" ? { ...line, replay: undefined } : line));
}

describe("an implementation in a worker", () => {
  test("is judged as it is in this thread", async () => {
    const there = await judged(moduleOf("return number > 40 ? true : isEven(number);"));
    const here = await run(
      {
        ...RIGHT,
        start: () => ({ hasRmrr: ({ label }) => Number(label.slice(1)) > 40 || Number(label.slice(1)) % 2 === 0 }),
      },
      { seed: SEED },
    );
    expect(comparable(there.lines)).toEqual(comparable(here.lines));
    expect(there.exitStatus).toBe(1);
  });

  test("that hangs in one case of a thousand makes one hang with its scenario, and 999 verdicts", async () => {
    const number = numberOf(500);
    const { exitStatus, lines } = await judged(moduleOf(`if (number === ${number}) for (;;); return isEven(number);`));
    expect(exitStatus).toBe(1);
    expect(linesOf(lines, "stream")[1]).toEqual({
      line: "stream",
      stream: "large",
      cases: 1000,
      hung: 1,
      died: 0,
      skipped: 0,
    });
    expect(requirement(lines, "number/any")).toMatchObject({ outcome: "hang", counts: { hang: 1, pass: 1999 } });
    const failures = linesOf(lines, "failure");
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({
      outcome: "hang",
      rule: "does-not-return-from-ask",
      origin: { from: "stream", stream: "large", index: 500 },
      occurrences: 1,
    });
    // Shrunk to the one number that it hangs on.
    expect(numbersOf(failures[0]!.scenario)).toEqual([number]);
    expect(failures[0]!.witness.step).toBe(0);
  });

  test("that is slow on candidates is not taken to hang on them", async () => {
    const number = numberOf(7);
    const slow = "const end = performance.now() + 400; while (performance.now() < end);";
    const { lines } = await judged(
      moduleOf(`if (number === ${number}) for (;;); if (number < 1000) { ${slow} } return isEven(number);`),
      { only: ["number/large"], runs: 20 },
    );
    const [failure] = linesOf(lines, "failure");
    expect(failure).toMatchObject({ outcome: "hang", shrinking: { taken: 0, cut: true } });
    expect(failure!.scenario).toEqual(largeCase(7));
  });

  test("that hangs in its start is a hang of no step", async () => {
    const number = numberOf(3);
    const source = `
      export const implementation = {
        name: "slow starter",
        start: ({ otherDevices }) => {
          if (otherDevices.some(({ label }) => label === "n${number}")) for (;;);
          return { hasRmrr: ({ label }) => Number(label.slice(1)) % 2 === 0 };
        },
      };`;
    const { lines } = await judged(`data:text/javascript,${encodeURIComponent(source)}`, { runs: 20 });
    expect(linesOf(lines, "failure")[0]).toMatchObject({ outcome: "hang", rule: "does-not-return" });
  });

  test("that ends its thread over a case makes an error with its scenario, and the run goes on", async () => {
    const number = numberOf(700);
    const { exitStatus, lines } = await judged(
      moduleOf(`if (number === ${number}) process.exit(5); return isEven(number);`),
    );
    expect(exitStatus).toBe(3);
    expect(linesOf(lines, "stream")[1]).toMatchObject({ cases: 1000, died: 1 });
    expect(requirement(lines, "number/any").counts).toEqual({ error: 1, pass: 1999 });
    const [failure] = linesOf(lines, "failure");
    expect(failure).toMatchObject({ outcome: "error", rule: "dies-in-ask", origin: { index: 700 } });
    expect(numbersOf(failure!.scenario)).toEqual([number]);
    expect(failure!.witness.message).toContain("exit status 5");
  });

  test("that eats all memory is an error", async () => {
    const number = numberOf(5);
    const { exitStatus, lines } = await judged(
      moduleOf(
        `if (number === ${number}) { const all = []; for (;;) all.push(new Array(1e5).fill(number)); } return isEven(number);`,
      ),
      { runs: 10, caseTimeout: 60_000, mostTries: 0 },
    );
    expect(exitStatus).toBe(3);
    expect(linesOf(lines, "stream")[1]).toMatchObject({ cases: 10, died: 1 });
    expect(linesOf(lines, "failure")[0]).toMatchObject({
      outcome: "error",
      rule: "out-of-memory",
      witness: { step: numbersOf(largeCase(5)).indexOf(number) },
    });
  });

  test("that throws outside of any call is an error at the case that left the exception behind", async () => {
    const number = numberOf(300);
    const { exitStatus, lines } = await judged(
      moduleOf(`if (number === ${number}) void Promise.reject(new Error("later")); return isEven(number);`),
    );
    expect(exitStatus).toBe(3);
    expect(linesOf(lines, "stream")[1]).toMatchObject({ cases: 1000, died: 1 });
    const [failure] = linesOf(lines, "failure");
    expect(failure).toMatchObject({
      rule: "ended-outside-of-calls",
      origin: { stream: "large", index: 300 },
    });
    expect(failure!.witness.message).toContain("later");
    expect(numbersOf(failure!.scenario)).toEqual([number]);
    expect(requirement(lines, "number/any").counts).toEqual({ error: 1, pass: 1999 });
  });

  test("that hangs in nearly every case is given up, and says so", async () => {
    const { exitStatus, lines } = await judged(moduleOf("for (;;);"), { caseTimeout: 100 });
    expect(exitStatus).toBe(1);
    expect(linesOf(lines, "stream")[0]).toMatchObject({ cases: 3, hung: 3, notJudged: 997 });
    expect(requirement(lines, "number/any")).toMatchObject({ outcome: "hang" });
    expect(requirement(lines, "number/never")).toMatchObject({ outcome: "error" });
    expect(requirement(lines, "number/never").reason).toContain("997 cases");
  });

  test("that hangs now and then is given up after ten", async () => {
    const { lines } = await judged(moduleOf("if (number % 50 === 7) for (;;); return isEven(number);"), {
      caseTimeout: 100,
      only: ["number/large"],
    });
    const [stream] = linesOf(lines, "stream");
    expect(stream!.hung).toBeGreaterThanOrEqual(3);
    expect(stream!.hung).toBeLessThanOrEqual(10);
    expect(stream!.cases + stream!.notJudged!).toBe(1000);
  });

  test("that hangs on candidates of a shrink has its failures shrunk around them", async () => {
    const shrunk = async (hangs: string): Promise<{ numbers: number[]; cut: boolean }> => {
      const { lines } = await judged(
        moduleOf(`if (${hangs}) for (;;); return number >= 500_000 ? true : isEven(number);`),
        { only: ["number/large"], runs: 60, caseTimeout: 300 },
      );
      const failure = linesOf(lines, "failure").find(({ outcome }) => outcome === "fail")!;
      // The trace and the witness are those of the scenario, although a worker saw them that is no more.
      expect(failure.trace.steps).toHaveLength(failure.scenario.steps.length);
      return { numbers: numbersOf(failure.scenario), cut: failure.shrinking.cut };
    };
    // On the way down from an odd number it comes by 499,998, and does not end there.
    expect(await shrunk("number === 499_998")).toEqual({ numbers: [500_001], cut: false });
    // Where every other candidate hangs, it makes do with what it has found.
    expect(await shrunk("number > 499_000 && number < 500_000")).toMatchObject({ cut: true });
  });

  test("writes one record for one seed, with a hang and a failure in it", async () => {
    const number = numberOf(100);
    const module = moduleOf(`if (number === ${number}) for (;;); return number % 3 === 0;`);
    const first = await judged(module, { runs: 200 });
    const second = await judged(module, { runs: 200 });
    expect(comparable(first.lines)).toEqual(comparable(second.lines));
    expect(linesOf(first.lines, "failure").length).toBeGreaterThan(2);
  });

  test("whose exception comes by a timer, long after the case that set it, is not passed over, and no case is", async () => {
    const number = numberOf(10);
    const { exitStatus, lines } = await judged(
      moduleOf(
        `if (number === ${number}) setTimeout(() => { throw new Error("too late"); }, 70); return isEven(number);`,
      ),
      { runs: 8000, only: ["number/large"] },
    );
    expect(exitStatus).toBe(3);
    const [stream] = linesOf(lines, "stream");
    expect(stream).toMatchObject({ cases: 8000, hung: 0 });
    expect(stream!.died).toBeGreaterThanOrEqual(1);
    expect(linesOf(lines, "failure")[0]).toMatchObject({ rule: "ended-outside-of-calls" });
  });

  test("that ends every thread of its own accord is never green, however far it comes", async () => {
    const module = moduleOf("return isEven(number);", "setImmediate(() => setImmediate(() => process.exit(9)));");
    // How far it comes depends on the machine: it may not even be loaded.
    const outcome = await judged(module).then(
      ({ exitStatus }) => exitStatus,
      (error: unknown) => (error as ConformanceError).code,
    );
    expect([3, "IMPLEMENTATION_ENDED_LATE", "IMPLEMENTATION_UNLOADABLE"]).toContain(outcome);
  });
});

describe("an implementation that cannot be loaded", () => {
  const rejected = async (module: string | URL): Promise<unknown> =>
    judged(module as string).then(
      () => undefined,
      (error: unknown) => error,
    );

  test("is told apart: not there, broken, not one, without a start, ending the thread", async () => {
    expect(await rejected("./no/such/driver.js")).toMatchObject({ code: "IMPLEMENTATION_NOT_FOUND", exitStatus: 2 });
    expect(await rejected("data:text/javascript,export const implementation = {")).toMatchObject({
      code: "IMPLEMENTATION_UNLOADABLE",
    });
    expect(await rejected("data:text/javascript,throw new Error('no')")).toMatchObject({
      code: "IMPLEMENTATION_UNLOADABLE",
    });
    expect(await rejected("data:text/javascript,process.exit(0)")).toMatchObject({ code: "IMPLEMENTATION_UNLOADABLE" });
    expect(await rejected("data:text/javascript,export const other = 1")).toMatchObject({
      code: "IMPLEMENTATION_INVALID",
    });
    expect(await rejected("data:text/javascript,export default 'driver'")).toMatchObject({
      code: "IMPLEMENTATION_INVALID",
    });
    expect(await rejected("data:text/javascript,export default { name: 'half' }")).toMatchObject({
      code: "IMPLEMENTATION_INVALID",
    });
  });
});
