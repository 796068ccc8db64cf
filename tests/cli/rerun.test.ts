import { mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RecordLine } from "../../model/record.ts";
import { readRecord } from "../../reports/record/read-record.ts";
import { runCommand } from "../support/run-command.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rmrr-rerun-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FAULTY = ["run", "--impl", "faulty/limit-exclusive", "--only", "coverage/*", "--runs", "60"] as const;

function command(words: readonly string[]): ReturnType<typeof runCommand> {
  return runCommand(words, { cwd: folder });
}

function linesOf<Kind extends RecordLine["line"]>(name: string, kind: Kind): Extract<RecordLine, { line: Kind }>[] {
  const { lines } = readRecord(join(folder, name));
  return lines.filter((line): line is Extract<RecordLine, { line: Kind }> => line.line === kind);
}

function comparable(name: string): string[] {
  return readFileSync(join(folder, name), "utf8")
    .split("\n")
    .filter((line) => !/^\{"line":"(?:environment|shard)"/.test(line));
}

describe("what failed in a record", () => {
  beforeAll(async () => {
    await command([...FAULTY, "--seed", "failed", "--store", "first", "--report", "first.jsonl"]);
  });

  test("is judged again: its least scenarios first, then its streams by the seed of the record", async () => {
    const words = ["run", "--impl", "faulty/limit-exclusive", "--failed", "first.jsonl", "--store", "second"];
    const { status, stdout } = await command([...words, "--report", "second.jsonl"]);
    expect(status).toBe(1);
    const [before] = linesOf("first.jsonl", "header");
    const [now] = linesOf("second.jsonl", "header");
    const failed = linesOf("first.jsonl", "requirement").filter(({ outcome }) => outcome === "fail");
    expect([now!.seed, now!.options.runs, now!.options.only]).toEqual([
      before!.seed,
      before!.options.runs,
      failed.map(({ id }) => id),
    ]);
    expect(failed.map(({ id }) => id)).toEqual(["coverage/exact-range"]);
    const [first, ...others] = linesOf("second.jsonl", "stream");
    expect([first!.stream, first!.cases]).toEqual(["stored", 1]);
    expect(others.length).toBeGreaterThan(0);
    // The scenarios are where the command that repeats the failure looks for them.
    const [failure] = linesOf("second.jsonl", "failure");
    expect(failure!.origin).toEqual({ from: "store", file: readdirSync(join(folder, "second"))[0] });
    expect(failure!.replay).toContain(`replay ${join("second", readdirSync(join(folder, "second"))[0]!)}`);
    expect(stdout).toContain("again: npx rmrr-conformance run --impl faulty/limit-exclusive --failed first.jsonl");
  });

  test("and is fixed is seen to hold, and nothing is stored", async () => {
    const record = readFileSync(join(folder, "first.jsonl"), "utf8");
    const { name } = linesOf("first.jsonl", "header")[0]!.implementation;
    writeFileSync(join(folder, "of-reference.jsonl"), record.replaceAll(JSON.stringify(name), '"reference"'));
    const { status } = await command([
      "run",
      "--impl",
      "reference",
      "--failed",
      "of-reference.jsonl",
      "--store",
      "none",
    ]);
    expect(status).toBe(0);
    expect(readdirSync(folder)).not.toContain("none");
  });

  test("is refused for another implementation, another version, and where nothing failed", async () => {
    const other = await command(["run", "--impl", "reference", "--failed", "first.jsonl"]);
    expect([other.code, other.status]).toEqual(["FAILED_OTHER_IMPLEMENTATION", 2]);
    const record = readFileSync(join(folder, "first.jsonl"), "utf8");
    writeFileSync(join(folder, "old.jsonl"), record.replace(/"suiteVersion":"[^"]+"/, '"suiteVersion":"0.0.1"'));
    expect((await command(["run", "--impl", "reference", "--failed", "old.jsonl"])).code).toBe("FAILED_OTHER_VERSION");
    await command([
      "run",
      "--impl",
      "reference",
      "--only",
      "coverage/endpoint",
      "--runs",
      "20",
      "--report",
      "ok.jsonl",
    ]);
    expect((await command(["run", "--impl", "reference", "--failed", "ok.jsonl"])).code).toBe("FAILED_NOTHING");
    const withTables = record.replace('"tables":[]', '"tables":[{"name":"t","digest":"0"}]');
    writeFileSync(join(folder, "tables.jsonl"), withTables);
    const tables = await command(["run", "--impl", "faulty/limit-exclusive", "--failed", "tables.jsonl"]);
    expect(tables.code).toBe("FAILED_OTHER_TABLES");
  });

  test.each([
    ["--seed", "other"],
    ["--runs", "10"],
    ["--only", "merge/*"],
    ["--level", "must"],
    ["--report", "first.jsonl"],
  ])("conflicts with %s, which the record says", async (option, value) => {
    const { code } = await command(["run", "--impl", "reference", "--failed", "first.jsonl", option, value]);
    expect(code).toBe("CONFLICTING_OPTIONS");
  });
});

describe("shards", () => {
  const words = [...FAULTY, "--seed", "shards"];

  test("put together are the record of the run, the text that it prints, its exit status and its stored failures", async () => {
    const whole = await command([...words, "--report", "whole.jsonl"]);
    const stored = readdirSync(join(folder, "rmrr-failures"));
    rmSync(join(folder, "rmrr-failures"), { recursive: true });
    for (const shard of ["1/4", "2/4", "3/4", "4/4"]) {
      const { status } = await command([...words, "--shard", shard, "--report", `shard-${shard[0]}.jsonl`]);
      expect(status).toBe(1);
    }
    expect(readdirSync(folder)).not.toContain("rmrr-failures");
    const records = ["shard-3.jsonl", "shard-1.jsonl", "shard-4.jsonl", "shard-2.jsonl"];
    const merged = await command(["report", "merge", ...records, "--output", "merged.jsonl"]);
    expect([merged.status, merged.stderr]).toEqual([whole.status, ""]);
    expect(comparable("merged.jsonl")).toEqual(comparable("whole.jsonl"));
    expect(linesOf("merged.jsonl", "shard").map(({ environment }) => environment?.node)).toEqual(
      Array(4).fill(process.version),
    );
    expect(readdirSync(join(folder, "rmrr-failures"))).toEqual(stored);
    const plain = (text: string): string => text.replaceAll(/^shard .*\n/gm, "").replace(" --report whole.jsonl", "");
    expect(plain(merged.stdout)).toBe(plain(whole.stdout));
    const rendered = await command(["report", "render", "shard-2.jsonl"]);
    expect(rendered.stdout).toMatch(/shard +2 of 4: the verdict is that of all shards together/);
  });

  test("are refused by what they cannot be put together to", async () => {
    const code = async (...records: string[]): Promise<string | undefined> =>
      (await command(["report", "merge", ...records, "--output", "none.jsonl"])).code;
    expect(await code("shard-1.jsonl", "shard-2.jsonl", "shard-3.jsonl")).toBe("SHARDS_MISSING");
    expect(await code("shard-1.jsonl", "shard-1.jsonl")).toBe("SHARD_TWICE");
    expect(await code("whole.jsonl")).toBe("MERGE_NOT_A_SHARD");
  });

  test("are no whole run, and not compared as if they were", async () => {
    for (const [old, now] of [
      ["whole.jsonl", "shard-2.jsonl"],
      ["shard-2.jsonl", "whole.jsonl"],
    ] as const) {
      for (const how of ["diff", "matrix"]) {
        const { status, code } = await command(["report", how, old, now]);
        expect([how, status, code]).toEqual([how, 2, "RECORD_OF_SHARD"]);
      }
    }
    expect((await command(["report", "diff", "whole.jsonl", "merged.jsonl"])).status).toBe(0);
  });

  test("are not lost to what is made of them", async () => {
    const before = readFileSync(join(folder, "shard-1.jsonl"), "utf8");
    symlinkSync("shard-1.jsonl", join(folder, "link.jsonl"));
    const shards = [1, 2, 3, 4].map((shard) => `shard-${shard}.jsonl`);
    for (const output of ["shard-1.jsonl", "link.jsonl"]) {
      for (const inputs of [
        ["merge", ...shards],
        ["render", "shard-1.jsonl"],
      ]) {
        const { status, code } = await command(["report", ...inputs, "--output", output]);
        expect([inputs[0], status, code]).toEqual([inputs[0], 2, "OUTPUT_IS_INPUT"]);
      }
    }
    expect((await command(["report", "matrix", "whole.jsonl", "-o", "whole.jsonl"])).code).toBe("OUTPUT_IS_INPUT");
    expect(readFileSync(join(folder, "shard-1.jsonl"), "utf8")).toBe(before);
  });

  test("are told apart from what is no shard, and leave a record", async () => {
    expect((await command([...words, "--shard", "1/4"])).code).toBe("MISSING_OPTION");
    for (const shard of ["0/4", "5/4", "1", "1/0", "a/b", "1/4/2", "-1/4"]) {
      const { status } = await command([...words, "--shard", shard, "--report", "x.jsonl"]);
      expect(status).toBe(2);
    }
    const traced = await command([...words, "--shard", "1/4", "--report", "x.jsonl", "--traces", "t.jsonl"]);
    expect(traced.code).toBe("CONFLICTING_OPTIONS");
  });
});
