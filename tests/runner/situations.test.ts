/** The counting of situations: what stands in the record, whoever judges, and what it does not change. */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { deriveSeed } from "../../generators/seed.ts";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { RecordLine, SituationLine } from "../../model/record.ts";
import { CaseSource } from "../../runner/case-source.ts";
import { makeJudgingPlan } from "../../runner/judging-plan.ts";
import { LocalJudge } from "../../runner/local-judge.ts";
import type { RunOptions, RunResult, RunSinks } from "../../runner/run-options.ts";
import { RunSum } from "../../runner/run-sum.ts";
import { situationLines } from "../../runner/situation-lines.ts";
import type { Tally } from "../../model/judged.ts";
import { ensureBuilt, ROOT } from "../support/built.ts";
import { laterExecutor, linesOf, RIGHT, run, suite, SUITE_MODULE } from "./numbers.ts";

const COUNTED = { runs: 120, seed: "situations", situations: true } as const;

/** The lines as they must be, counted one by one. */
function expectedLines(): readonly SituationLine[] {
  return suite.situations.flatMap(({ name, reached }) =>
    suite.streams.map((stream) => {
      const source = new CaseSource(stream.scenarios(), deriveSeed(COUNTED.seed, stream.name));
      let held = 0;
      for (let index = 0; index < COUNTED.runs; index++) {
        if (suite.inSituation(name, source.at(index).value, LINUX_PROFILE)) held++;
      }
      const promised = reached?.stream === stream.name ? { leastShare: reached.leastShare } : {};
      return { line: "situation", name, stream: stream.name, cases: COUNTED.runs, held, ...promised };
    }),
  );
}

describe("situations that are counted", () => {
  test("are in the record, for each situation and stream, after the streams and before the requirements", async () => {
    const { lines } = await run(RIGHT, COUNTED);
    const found = linesOf(lines, "situation");
    expect(found).toEqual(expectedLines());
    const kinds = lines.map(({ line }) => line).filter((kind, index, all) => kind !== all[index - 1]);
    expect(kinds).toEqual(["environment", "header", "stream", "situation", "requirement", "footer"]);
    expect(linesOf(lines, "header")[0]!.options.situations).toBe(true);
  });

  test("are counted alike where traces come later", async () => {
    const { lines } = await run(laterExecutor(RIGHT, 7), COUNTED);
    expect(linesOf(lines, "situation")).toEqual(expectedLines());
  });

  test("are counted of the streams that are run, and of all tables together", async () => {
    const tables = [
      { name: "one", bytes: new Uint8Array(900) },
      { name: "two", bytes: new Uint8Array(80) },
    ];
    const { lines } = await run(RIGHT, { ...COUNTED, only: ["number/listed"], tables });
    const found = linesOf(lines, "situation");
    expect(found.map(({ stream }) => stream)).toEqual(["table", "table", "table"]);
    expect(found.map(({ cases }) => cases)).toEqual([120, 120, 120]);
    expect(found.every(({ leastShare }) => leastShare === undefined)).toBe(true);
  });

  test("do not bear on the exit status, and are not counted unless they are asked for", async () => {
    const counted = await run(RIGHT, COUNTED);
    const low = linesOf(counted.lines, "situation").find(
      ({ name, leastShare }) => name === "is-of-eight" && leastShare,
    );
    expect(low!.held / low!.cases).toBeLessThan(low!.leastShare!);
    expect(counted.exitStatus).toBe(0);

    const { lines, exitStatus } = await run(RIGHT, { ...COUNTED, situations: false });
    expect(exitStatus).toBe(0);
    expect(linesOf(lines, "situation")).toEqual([]);
    expect(linesOf(lines, "header")[0]!.options).not.toHaveProperty("situations");
    const others = counted.lines.filter(({ line }) => line !== "situation");
    expect(others.slice(2)).toEqual(lines.slice(2));
  });

  test("add up to the same whatever ranges they were tallied in", async () => {
    const tables = [{ name: "one", bytes: new Uint8Array(900), digest: "one" }];
    const plan = makeJudgingPlan(suite, {
      seed: COUNTED.seed,
      runs: COUNTED.runs,
      only: [],
      tables,
      profile: LINUX_PROFILE,
      divergences: [],
      countsSituations: true,
    });
    const tallies: Tally[] = [];
    for (const course of plan.courses) {
      const judge = new LocalJudge(plan, inProcessExecutor(RIGHT));
      for (const [from, to] of [
        [70, 120],
        [0, 30],
        [30, 31],
        [31, 70],
      ] as const) {
        await judge.judgeRange(course, from, to, (tally) => tallies.push(tally), [], 0);
      }
    }
    const sum = new RunSum(suite.requirements);
    for (const tally of tallies) sum.addTally(plan.courses[tally.course]!, tally);
    const lines = situationLines(suite.situations, sum.situations);
    expect(lines.filter(({ stream }) => stream !== "table")).toEqual(expectedLines());
  });
});

describe("situations in a worker", () => {
  let runCompiled: (options: RunOptions, sinks: RunSinks) => Promise<RunResult>;

  beforeAll(async () => {
    ensureBuilt();
    const url = pathToFileURL(join(ROOT, "dist", "runner", "run-conformance.js")).href;
    ({ runConformance: runCompiled } = (await import(url)) as { runConformance: typeof runCompiled });
  }, 180_000);

  test("are counted as in this thread, cases that kill the worker among them", async () => {
    const source = `
      export const implementation = {
        name: "numbers",
        start: () => ({ hasRmrr: (device) => {
          const number = Number(device.label.slice(1));
          if (number % 300 === 7) process.exit(3);
          return number % 2 === 0;
        } }),
      };`;
    const lines: RecordLine[] = [];
    await runCompiled(
      {
        suite,
        suiteModule: SUITE_MODULE,
        ...COUNTED,
        subject: { module: `data:text/javascript,${encodeURIComponent(source)}` },
      },
      { line: (line) => lines.push(line) },
    );
    expect(linesOf(lines, "stream").some(({ died }) => died > 0)).toBe(true);
    expect(linesOf(lines, "situation")).toEqual(expectedLines());
  });
});
