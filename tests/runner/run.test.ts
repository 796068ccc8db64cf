import { describe, expect, test } from "vitest";
import { COUNTED_HANG } from "../../implementations/executor.ts";
import type { RunOptions } from "../../runner/run-options.ts";
import type { Suite } from "../../runner/suite.ts";
import { answering, isEven, laterExecutor, linesOf, numbersOf, requirement, RIGHT, run, suite } from "./numbers.ts";

/** Everything but the line about the host. */
function comparable(lines: readonly { readonly line: string }[]): readonly unknown[] {
  return lines.filter(({ line }) => line !== "environment");
}

describe("a run", () => {
  test("writes environment, header, streams, requirements, failures and footer, in this order", async () => {
    const { lines } = await run(answering((number) => number !== 7 && isEven(number)));
    const kinds = lines.map(({ line }) => line);
    expect([...new Set(kinds)]).toEqual(["environment", "header", "stream", "requirement", "footer"]);
    const failing = await run(answering(() => true));
    expect([...new Set(failing.lines.map(({ line }) => line))]).toEqual([
      "environment",
      "header",
      "stream",
      "requirement",
      "failure",
      "footer",
    ]);
  });

  test("passes the right implementation, and counts every case of every stream", async () => {
    const { exitStatus, lines } = await run(RIGHT);
    expect(exitStatus).toBe(0);
    expect(linesOf(lines, "stream")).toEqual([
      { line: "stream", stream: "small", cases: 1000, hung: 0, died: 0, skipped: 0 },
      { line: "stream", stream: "large", cases: 1000, hung: 0, died: 0, skipped: 0 },
    ]);
    expect(requirement(lines, "number/any")).toMatchObject({ outcome: "pass", cases: 2000, triggered: 2000 });
    expect(linesOf(lines, "footer")[0]).toMatchObject({ exitStatus: 0, cases: 2000, seed: "a seed" });
  });

  test("judges all cases although the first of them fails", async () => {
    const { exitStatus, lines } = await run(answering(() => false));
    expect(exitStatus).toBe(1);
    const any = requirement(lines, "number/any");
    expect(any.outcome).toBe("fail");
    expect(any.triggered).toBe(2000);
    expect((any.counts.fail ?? 0) + (any.counts.pass ?? 0)).toBe(2000);
    const failure = linesOf(lines, "failure").find(({ requirements }) => requirements[0] === "number/any")!;
    expect(failure.occurrences).toBe(any.counts.fail);
  });

  test("reports each requirement and rule once, shrunk to a least case", async () => {
    const { lines } = await run(answering((number) => (number > 40 ? true : isEven(number))));
    const failures = linesOf(lines, "failure");
    expect(failures.map(({ requirements, rule }) => [...requirements, rule])).toEqual([
      ["number/any", "odd-claimed"],
      ["number/large", "odd-claimed"],
    ]);
    expect(failures.map(({ scenario }) => numbersOf(scenario))).toEqual([[41], [500_001]]);
    expect(failures[0]!.witness).toMatchObject({ rule: "odd-claimed", device: "n41", expected: false, received: true });
    expect(failures[0]!.trace.steps).toEqual([{ status: "ok", answer: true }]);
    expect(failures[0]!.shrinking.cut).toBe(false);
  });

  test("puts the failures in the order of the suite, whichever came first", async () => {
    const reversed = { ...suite, requirements: suite.requirements.toReversed() };
    const { lines } = await run(
      answering((number) => number > 40 || isEven(number)),
      { suite: reversed },
    );
    expect(linesOf(lines, "failure").map(({ requirements }) => requirements[0])).toEqual([
      "number/large",
      "number/any",
    ]);
  });

  test("stays with the rule of a failure while it shrinks", async () => {
    // The simplest failing case by far is an even one; the odd ones fail only from 90 on.
    const { lines } = await run(answering((number) => (isEven(number) ? false : number >= 91)));
    const shrunk = linesOf(lines, "failure")
      .filter(({ requirements }) => requirements[0] === "number/any")
      .map(({ rule, scenario }) => [rule, numbersOf(scenario)]);
    expect(shrunk).toEqual(
      expect.arrayContaining([
        ["even-denied", [0]],
        ["odd-claimed", [91]],
      ]),
    );
  });

  test("stops shrinking at the limit, and says so", async () => {
    const { lines } = await run(
      answering(() => true),
      { mostTries: 1 },
    );
    expect(linesOf(lines, "failure")[0]!.shrinking).toMatchObject({ tried: 1, cut: true });
  });

  test("writes one and the same record for one seed, with failures too", async () => {
    const subject = answering((number) => number % 3 === 0);
    const first = await run(subject);
    const second = await run(subject);
    expect(comparable(first.lines)).toEqual(comparable(second.lines));
    const other = await run(subject, { seed: "another seed" });
    expect(comparable(other.lines)).not.toEqual(comparable(first.lines));
  });

  test("writes the same record whether traces come at once or later, four at a time", async () => {
    const subject = answering((number) => number % 3 === 0);
    const sync = await run(subject);
    const later = await run(laterExecutor(subject, 4));
    expect(comparable(later.lines)).toEqual(comparable(sync.lines));
  });

  test("lets timers run while it judges", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);
    await run(RIGHT, { runs: 20_000 });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
  });

  test("judges only what is selected, on the whole streams that it needs", async () => {
    const all = await run(answering((number) => number % 3 === 0));
    const one = await run(
      answering((number) => number % 3 === 0),
      { only: ["number/la*"] },
    );
    expect(linesOf(one.lines, "stream").map(({ stream }) => stream)).toEqual(["large"]);
    expect(linesOf(one.lines, "requirement")).toEqual([requirement(all.lines, "number/large")]);
  });

  test("refuses a selection of nothing", async () => {
    await expect(run(RIGHT, { only: ["number/smal"] })).rejects.toMatchObject({
      code: "UNKNOWN_REQUIREMENT",
      exitStatus: 2,
    });
  });

  test("refuses numbers that make no sense", async () => {
    await expect(run(RIGHT, { runs: 0 })).rejects.toMatchObject({ code: "INVALID_RUNS" });
    await expect(run(RIGHT, { runs: 1.5 })).rejects.toMatchObject({ code: "INVALID_RUNS" });
    await expect(run(RIGHT, { caseTimeout: Number.NaN })).rejects.toMatchObject({ code: "INVALID_CASE_TIMEOUT" });
  });

  test("tells its progress, up to the last case of each stream", async () => {
    const { progress } = await run(RIGHT);
    expect(progress.find(({ name, done }) => name === "small" && done === 1000)).toMatchObject({ total: 1000 });
    expect(progress.find(({ name, done }) => name === "large" && done === 1000)).toMatchObject({ failures: 0 });
  });

  test("judges tables after the streams, and shares the cases among them", async () => {
    const tables = [
      { name: "b.dat", bytes: new Uint8Array(90) },
      { name: "a.dat", bytes: new Uint8Array(40) },
    ];
    const { lines } = await run(RIGHT, { tables, runs: 100 });
    expect(linesOf(lines, "stream").map(({ stream, cases }) => [stream, cases])).toEqual([
      ["small", 100],
      ["large", 100],
      ["table:a.dat", 50],
      ["table:b.dat", 50],
    ]);
    expect(requirement(lines, "number/listed")).toMatchObject({ outcome: "pass", cases: 100 });
    const renamed = await run(
      answering(() => true),
      { tables: [{ ...tables[0]!, name: "c.dat" }], runs: 100 },
    );
    const named = await run(
      answering(() => true),
      { tables: [tables[0]!], runs: 100 },
    );
    const scenarios = (it: typeof named): unknown => linesOf(it.lines, "failure").map(({ scenario }) => scenario);
    expect(scenarios(renamed)).toEqual(scenarios(named));
  });
});

describe("what was not observed", () => {
  test("is not green: a requirement that no case reaches is not observable, and status 3", async () => {
    const { exitStatus, lines } = await run(RIGHT, { allowUnobserved: ["number/listed"] });
    expect(exitStatus).toBe(3);
    expect(requirement(lines, "number/never")).toMatchObject({
      outcome: "not-observable",
      triggered: 0,
      missed: true,
    });
  });

  test("may be allowed", async () => {
    const { exitStatus, lines } = await run(RIGHT);
    expect(exitStatus).toBe(0);
    expect(requirement(lines, "number/never")).not.toHaveProperty("missed");
  });

  test("is not allowed by a name that is misspelt: it is refused, and not left to make no difference", async () => {
    await expect(run(RIGHT, { allowUnobserved: ["number/never", "number/lited"] })).rejects.toMatchObject({
      code: "UNKNOWN_REQUIREMENT",
      exitStatus: 2,
    });
  });

  test("is told when the implementation does not offer it", async () => {
    const { exitStatus, lines } = await run({ name: "mute", start: () => ({}) });
    expect(exitStatus).toBe(3);
    expect(requirement(lines, "number/any")).toMatchObject({ outcome: "not-observable", missed: true });
    // Whoever says nothing is not green, whatever is allowed.
    expect((await run({ name: "mute", start: () => ({}) }, { allowUnobserved: ["*"] })).exitStatus).toBe(3);
  });

  test("is decided by the profile: vtd expects no policy", async () => {
    const { lines } = await run(RIGHT, { profile: "vtd", allowUnobserved: [] });
    expect(requirement(lines, "number/listed")).not.toHaveProperty("missed");
    expect(requirement(lines, "number/never")).toHaveProperty("missed");
  });

  test("is not green where nothing was observed at all, although the profile expects nothing of it", async () => {
    const unexpected: Partial<RunOptions> = { profile: "vtd", only: ["number/listed"], allowUnobserved: [] };
    const { exitStatus, lines } = await run(RIGHT, unexpected);
    expect(requirement(lines, "number/listed")).toMatchObject({ outcome: "not-observable" });
    expect(requirement(lines, "number/listed")).not.toHaveProperty("missed");
    expect(exitStatus).toBe(3);
    expect((await run(RIGHT, { ...unexpected, allowUnobserved: ["number/listed"] })).exitStatus).toBe(3);
    expect((await run(RIGHT, { ...unexpected, only: ["number/listed", "number/any"] })).exitStatus).toBe(0);
  });

  /** The outcome of a requirement that passes in its first `observed` cases, and is `otherwise` in the rest. */
  async function outcomeOf(
    observed: number,
    otherwise?: "not-observable" | "skipped",
    stream = "small",
    options: Partial<RunOptions> = {},
  ): Promise<string> {
    let judged = 0;
    const one: Suite = {
      ...suite,
      requirements: [{ id: "a/b", level: "must", statement: "", streams: [stream] }],
      judge: ([asked]) => {
        const outcome = judged++ < observed ? "pass" : otherwise;
        return outcome === undefined ? [] : [{ requirement: asked!, outcome, witnesses: [] }];
      },
    };
    const { lines } = await run(RIGHT, { suite: one, allowUnobserved: [], ...options });
    return requirement(lines, "a/b").outcome;
  }

  test("is what fewer than 25 of 1,000 cases trigger", async () => {
    expect(await outcomeOf(24)).toBe("not-observable");
    expect(await outcomeOf(25)).toBe("pass");
  });

  test("is what fewer than 25 of 1,000 cases show, although all of them trigger it", async () => {
    expect(await outcomeOf(24, "not-observable")).toBe("not-observable");
    expect(await outcomeOf(24, "skipped")).toBe("not-observable");
    expect(await outcomeOf(25, "not-observable")).toBe("pass");
  });

  test("is counted over all tables as over one stream", async () => {
    const tables = Array.from({ length: 50 }, (_, index) => ({ name: `t${index}`, bytes: new Uint8Array(index + 1) }));
    // Four cases for each: one case of four would do for a stream of four.
    expect(await outcomeOf(4, undefined, "table", { tables, runs: 200 })).toBe("not-observable");
    expect(await outcomeOf(5, undefined, "table", { tables, runs: 200 })).toBe("pass");
  });
});

describe("errors", () => {
  test("are no failures: a method that throws in some cases is status 3", async () => {
    const { exitStatus, lines } = await run(
      answering((number) => {
        if (number % 10 === 3) throw new Error("no threes");
        return isEven(number);
      }),
    );
    expect(exitStatus).toBe(3);
    expect(requirement(lines, "number/any").outcome).toBe("error");
    const failures = linesOf(lines, "failure");
    // One error for the step that goes wrong, whatever requirements it keeps from being judged.
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({
      outcome: "error",
      rule: "step-error",
      requirements: ["number/any", "number/large"],
      witness: { message: "no threes" },
    });
    expect(numbersOf(failures[0]!.scenario)).toEqual([3]);
    // A case counts once, however many requirements it concerns.
    expect(failures[0]!.occurrences).toBe(requirement(lines, "number/any").counts.error);
  });

  test("are what a start that throws makes, with every verdict an error", async () => {
    const { exitStatus, lines } = await run({
      name: "stillborn",
      start: () => {
        throw new Error("not today");
      },
    });
    expect(exitStatus).toBe(3);
    expect(linesOf(lines, "stream")[0]).toMatchObject({ died: 1000 });
    expect(requirement(lines, "number/any").counts).toEqual({ error: 2000 });
    expect(linesOf(lines, "failure")).toHaveLength(1);
    expect(linesOf(lines, "failure")[0]).toMatchObject({ rule: "dies", witness: { message: "not today" } });
  });

  test("are what an executor that throws makes, and no lost run", async () => {
    let count = 0;
    const { exitStatus, lines } = await run({
      description: { name: "broken" },
      inFlight: 1,
      execute: (scenario) => {
        if (count++ % 100 === 50) throw new Error("lost the line");
        return { steps: scenario.steps.map(() => ({ status: "unsupported" })), observesMemory: false };
      },
      close: () => undefined,
    });
    expect(exitStatus).toBe(3);
    expect(linesOf(lines, "stream")[0]).toMatchObject({ cases: 1000, died: 10 });
    expect(linesOf(lines, "failure")[0]).toMatchObject({ outcome: "error", rule: "executor-failed" });
  });

  test("are told of a case that dies although it triggers nothing", async () => {
    const silent = { ...suite, judge: () => [] };
    const { exitStatus, lines } = await run(
      {
        description: { name: "dead" },
        inFlight: 1,
        execute: () => ({ steps: [], observesMemory: false, ended: { how: "died", message: "gone" } }),
        close: () => undefined,
      },
      { suite: silent, allowUnobserved: ["*"] },
    );
    expect(exitStatus).toBe(3);
    expect(linesOf(lines, "failure")).toMatchObject([{ outcome: "error", rule: "dies", requirements: [] }]);
  });

  test("that are hangs of an executor give the stream up, and what was not judged is no pass", async () => {
    const { exitStatus, lines } = await run({
      description: { name: "stuck" },
      inFlight: 4,
      execute: async () => ({ steps: [], observesMemory: false, ended: { how: "hung", message: "no answer" } }),
      close: () => undefined,
    });
    expect(exitStatus).toBe(1);
    expect(linesOf(lines, "stream")[0]).toMatchObject({ cases: 3, hung: 3, died: 0, notJudged: 997 });
    expect(requirement(lines, "number/never")).toMatchObject({ outcome: "error" });
    const failures = linesOf(lines, "failure");
    expect(failures).toMatchObject([{ outcome: "hang", rule: "does-not-return", occurrences: 6 }]);
    expect(numbersOf(failures[0]!.scenario)).toEqual([0]);
  });

  test("that are hangs found by counting cost little time: nothing is given up for some, and they shrink to the end", async () => {
    const { exitStatus, lines } = await run({
      description: { name: "counted" },
      inFlight: 1,
      execute: (scenario) => {
        const step = numbersOf(scenario).findIndex((number) => number > 990_000);
        if (step >= 0) {
          const ended = { how: "hung", code: COUNTED_HANG, step, message: "a million steps" } as const;
          return { steps: [], observesMemory: false, ended };
        }
        return { steps: scenario.steps.map(() => ({ status: "unsupported" })), observesMemory: false };
      },
      close: () => undefined,
    });
    expect(exitStatus).toBe(1);
    expect(linesOf(lines, "stream")[1]).toMatchObject({ cases: 1000 });
    const [failure] = linesOf(lines, "failure");
    expect(failure).toMatchObject({ outcome: "hang", rule: "does-not-return-from-ask", shrinking: { cut: false } });
    expect(numbersOf(failure!.scenario)).toEqual([990_001]);
  });

  test("are what a judge that throws makes, and no pass", async () => {
    const blind = {
      ...suite,
      judge: () => {
        throw new Error("cannot judge this");
      },
    };
    const { exitStatus, lines } = await run(RIGHT, { suite: blind });
    expect(exitStatus).toBe(3);
    expect(requirement(lines, "number/any").counts).toEqual({ error: 2000 });
    expect(linesOf(lines, "failure")[0]).toMatchObject({ rule: "judge-failed" });
  });

  test("are kept apart from what was declined", async () => {
    const { lines } = await run(
      {
        description: { name: "picky" },
        inFlight: 1,
        execute: () => ({ steps: [], observesMemory: false, ended: { how: "skipped", message: "not for me" } }),
        close: () => undefined,
      },
      { allowUnobserved: [] },
    );
    expect(requirement(lines, "number/any")).toMatchObject({ outcome: "skipped", missed: true });
    expect(linesOf(lines, "failure")).toHaveLength(0);
  });
});
