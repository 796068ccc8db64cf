import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Implementation } from "../../implementations/contract.ts";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import type { Executor } from "../../implementations/executor.ts";
import type { RecordLine } from "../../model/record.ts";
import { recordLineFromWire, recordLineToWire } from "../../model/wire/record-wire.ts";
import type { RunOptions } from "../../runner/run-options.ts";
import type { Suite, SuiteRequirement } from "../../runner/suite.ts";
import { mergeShards, shardParts, type ShardRecord } from "../../runner/shards/merge-shards.ts";
import { shareOf } from "../../runner/shards/shard.ts";
import { storeFailure } from "../../runner/failure-store.ts";
import { codeOf } from "../support/code-of.ts";
import { answering, isEven, linesOf, RIGHT, run, scenarioOf, suite } from "./numbers.ts";

let store: string;
beforeAll(() => {
  store = mkdtempSync(join(tmpdir(), "rmrr-shards-"));
});
afterAll(() => rmSync(store, { recursive: true, force: true }));

/** Wrong now and then, in two ways, and by one of them very seldom. */
const WRONG = answering((number) => (number % 97 === 0 ? !isEven(number) : number === 4 ? false : isEven(number)));

/** Throws now and then, which keeps one requirement or both from being judged. */
const THROWING = answering((number) => {
  if (number % 61 === 0) throw new Error("no");
  return isEven(number);
});

/** Hangs in some cases: after some of them a stream is given up. */
function hanging(every: number): Executor {
  const executor = inProcessExecutor(RIGHT);
  return {
    ...executor,
    execute: (scenario) => {
      const trace = executor.execute(scenario);
      const first = Number(scenario.steps[0] && "device" in scenario.steps[0] ? scenario.steps[0].device?.slice(1) : 1);
      if (first % every !== 0) return trace;
      return { steps: [], observesMemory: false, ended: { how: "hung", message: "it hangs" } };
    },
  };
}

/** As a record holds them. */
function throughFile(lines: readonly RecordLine[]): RecordLine[] {
  return lines.map((line) => recordLineFromWire(JSON.parse(JSON.stringify(recordLineToWire(line)))));
}

function comparable(lines: readonly RecordLine[]): RecordLine[] {
  return throughFile(lines.filter(({ line }) => line !== "environment" && line !== "shard"));
}

async function shards(
  subject: Implementation | Executor,
  of: number,
  options: Partial<RunOptions>,
): Promise<ShardRecord[]> {
  const records: ShardRecord[] = [];
  for (let shard = 1; shard <= of; shard++) {
    const { lines } = await run(subject, { ...options, shard: { shard, of } });
    records.push({ name: `shard-${shard}`, lines: throughFile(lines) });
  }
  return records;
}

async function merged(
  records: readonly ShardRecord[],
  folder?: string,
  judgedBy: Suite = suite,
): Promise<{ readonly exitStatus: number; readonly lines: RecordLine[] }> {
  const lines: RecordLine[] = [];
  const options = { suite: judgedBy, ...(folder === undefined ? {} : { store: folder }) };
  const { exitStatus } = await mergeShards(shardParts(records), options, { line: (line) => lines.push(line) });
  return { exitStatus, lines };
}

describe("the shares of shards", () => {
  test("are disjoint, together all cases, and as large as each other but for one case", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), fc.integer({ min: 1, max: 100 }), (cases, of) => {
        const shares = Array.from({ length: of }, (_, index) => shareOf(cases, { shard: index + 1, of }));
        expect(shares[0]!.from).toBe(0);
        expect(shares.at(-1)!.to).toBe(cases);
        shares.slice(1).forEach((share, index) => expect(share.from).toBe(shares[index]!.to));
        const sizes = shares.map(({ from, to }) => to - from);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("shards put together", () => {
  const subjects: readonly (readonly [string, Implementation | Executor, Partial<RunOptions>])[] = [
    ["a right implementation", RIGHT, { runs: 300 }],
    ["a wrong one", WRONG, { runs: 300 }],
    ["one that throws", THROWING, { runs: 300 }],
    ["one that hangs, until streams are given up", hanging(17), { runs: 300, mostTries: 20 }],
    ["one that hangs three times in a row", hanging(2), { runs: 300, mostTries: 20 }],
    ["more shards than cases", WRONG, { runs: 3 }],
    [
      "given tables",
      WRONG,
      { runs: 50, tables: [1, 2, 3].map((size) => ({ name: `t${size}`, bytes: new Uint8Array(size * 500) })) },
    ],
    ["counted situations", WRONG, { runs: 100, situations: true }],
    ["what is not reached in any", RIGHT, { runs: 100, allowUnobserved: [] }],
  ];

  test.each(subjects)("are the record of one run, of %s", async (_what, subject, options) => {
    const whole = await run(subject, options);
    for (const of of [1, 4, 7]) {
      const records = await shards(subject, of, options);
      const together = await merged(records);
      expect(comparable(together.lines)).toEqual(comparable(whole.lines));
      expect(together.exitStatus).toBe(whole.exitStatus);
      expect(linesOf(together.lines, "shard").map(({ shard }) => shard)).toEqual(
        Array.from({ length: of }, (_, index) => index + 1),
      );
    }
  });

  test("have the least scenario of one run, though a shard sees fewer of the requirements that an error concerns", async () => {
    const of = (id: string, concerns: (number: number) => boolean): SuiteRequirement =>
      Object.assign({ ...suite.requirements[0]!, id, streams: ["large"] }, { concerns });
    const halves = [of("half/low", (number) => number < 500_000), of("half/high", (number) => number >= 500_000)];
    const judgedBy: Suite = { ...suite, requirements: halves };
    for (const seed of ["one", "two", "three"]) {
      const options = { suite: judgedBy, seed, runs: 60, allowUnobserved: ["*"] };
      const whole = await run(THROWING, options);
      const together = await merged(await shards(THROWING, 30, options), undefined, judgedBy);
      expect(comparable(together.lines)).toEqual(comparable(whole.lines));
    }
  });

  test("have the stored failures and the known divergences once, and store what failed as one run does", async () => {
    const failure = {
      outcome: "fail" as const,
      requirements: ["number/any"],
      rule: "even-denied",
      profile: "linux",
      implementation: "numbers",
      seed: "s",
      origin: "o",
      witness: { rule: "even-denied" },
      scenario: scenarioOf([4, 4]),
    };
    await storeFailure(store, failure);
    const known = [
      {
        requirement: "number/any",
        rule: "odd-claimed",
        when: ["has-a-seven"],
        reason: "sevens",
        scenario: scenarioOf([97]),
      },
    ];
    const options = { runs: 400, store, known };
    const files = readdirSync(store);
    const records = await shards(WRONG, 3, options);
    // A shard changes nothing that the next one begins with.
    expect(readdirSync(store)).toEqual(files);
    const together = await merged(records, store);
    const stored = readdirSync(store);
    expect(stored.length).toBeGreaterThan(files.length);
    for (const name of stored) if (!files.includes(name)) rmSync(join(store, name));
    const whole = await run(WRONG, options);
    expect(readdirSync(store)).toEqual(stored);
    expect(comparable(together.lines)).toEqual(comparable(whole.lines));
    expect(linesOf(together.lines, "failure").map(({ outcome }) => outcome)).toContain("known");
    const streams = linesOf(together.lines, "stream").map(({ stream }) => stream);
    expect(streams.filter((stream) => stream === "stored" || stream === "known")).toEqual(["stored", "known"]);
  });

  test("are refused if one is missing, there twice, of another run, or no shard", async () => {
    const records = await shards(RIGHT, 3, { runs: 30 });
    const [first, second, third] = records as [ShardRecord, ShardRecord, ShardRecord];
    expect(codeOf(() => shardParts([first, third]))).toBe("SHARDS_MISSING");
    expect(codeOf(() => shardParts([]))).toBe("SHARDS_MISSING");
    expect(codeOf(() => shardParts([first, second, third, second]))).toBe("SHARD_TWICE");
    const [foreign] = await shards(RIGHT, 3, { runs: 30, seed: "another" });
    expect(codeOf(() => shardParts([foreign!, second, third]))).toBe("SHARDS_FOREIGN");
    const [ofFour] = await shards(RIGHT, 4, { runs: 30 });
    expect(codeOf(() => shardParts([ofFour!, second, third]))).toBe("SHARDS_FOREIGN");
    const { lines } = await run(RIGHT, { runs: 30 });
    expect(codeOf(() => shardParts([{ name: "whole", lines }]))).toBe("MERGE_NOT_A_SHARD");
    const together = await merged(records);
    expect(codeOf(() => shardParts([{ name: "merged", lines: together.lines }]))).toBe("MERGE_NOT_A_SHARD");
  });

  test("are refused if a shard lacks what it was to judge", async () => {
    const [first, second] = (await shards(RIGHT, 2, { runs: 30 })) as [ShardRecord, ShardRecord];
    const lines = second.lines.filter(({ line }) => line !== "judged");
    await expect(merged([first, { ...second, lines }])).rejects.toMatchObject({ code: "SHARDS_INCOMPLETE" });
  });
});

describe("a shard", () => {
  test("says what failed in it, and never that something was not reached", async () => {
    const { exitStatus } = await run(RIGHT, { runs: 8, shard: { shard: 2, of: 4 }, allowUnobserved: [] });
    expect(exitStatus).toBe(0);
    const wrong = await run(
      answering(() => true),
      { runs: 8, shard: { shard: 2, of: 4 } },
    );
    expect(wrong.exitStatus).toBe(1);
  });

  test("is the same record whenever it is judged", async () => {
    const options = { runs: 200, shard: { shard: 2, of: 3 } };
    const [one, two] = [await run(WRONG, options), await run(WRONG, options)];
    expect(one.lines.slice(1)).toEqual(two.lines.slice(1));
  });

  test.each([
    { shard: 0, of: 2 },
    { shard: 3, of: 2 },
    { shard: 1.5, of: 2 },
    { shard: 1, of: 0 },
  ])("$shard of $of is refused", async (shard) => {
    await expect(run(RIGHT, { runs: 8, shard })).rejects.toMatchObject({ code: "INVALID_SHARD" });
  });
});
