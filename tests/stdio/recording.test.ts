/** Traces kept by `run --traces` give the same verdicts again, with no implementation at hand. */

import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RecordLine } from "../../model/record.ts";
import { readRecord } from "../../reports/record/read-record.ts";
import { runCommand } from "../support/run-command.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rmrr-recording-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...words: string[]): ReturnType<typeof runCommand> => runCommand(words, { cwd: folder });

/** A record without the facts of the host, and without what only a run can do: shrinking, storing. */
function verdicts(path: string): unknown[] {
  return readRecord(join(folder, path)).lines.flatMap((line: RecordLine): object[] => {
    if (line.line === "environment") return [];
    if (line.line !== "failure") return [line];
    const { outcome, requirements, rule, origin, occurrences } = line;
    return [{ outcome, requirements, rule, origin, occurrences }];
  });
}

describe("a recording", () => {
  test.each([
    ["the reference", "reference", 0],
    ["one that fails", "faulty/limit-exclusive", 1],
  ])("of %s is judged as the run was", async (_, impl, status) => {
    const name = impl.replace("/", "-");
    const options = [
      "--impl",
      impl,
      "--seed",
      "kept",
      "--runs",
      "60",
      "--only",
      "coverage/*",
      "windows/msi",
      "merge/order",
    ];
    const recorded = await run(
      "run",
      ...options,
      "--no-stored",
      "--allow-unobserved",
      "*",
      "--traces",
      `${name}.traces`,
      "--report",
      `${name}.1`,
    );
    expect(recorded.status, recorded.stderr).toBe(status);
    const judged = await run("judge", `${name}.traces`, "--report", `${name}.2`);
    expect(judged.status, judged.stderr).toBe(status);
    expect(verdicts(`${name}.2`)).toStrictEqual(verdicts(`${name}.1`));
    expect(verdicts(`${name}.2`).length).toBeGreaterThan(5);
  });

  test("holds stored failures and known divergences too", async () => {
    const options = [
      "--impl",
      "faulty/limit-exclusive",
      "--runs",
      "30",
      "--only",
      "coverage/exact-range",
      "--allow-unobserved",
      "*",
    ];
    expect((await run("run", ...options, "--seed", "a", "--store", "kept")).status).toBe(1);
    const recorded = await run(
      "run",
      ...options,
      "--seed",
      "b",
      "--store",
      "kept",
      "--traces",
      "stored.traces",
      "--report",
      "stored.1",
    );
    expect(recorded.status).toBe(1);
    const judged = await run("judge", "stored.traces", "--report", "stored.2");
    expect(judged.status, judged.stderr).toBe(1);
    const [first, second] = [verdicts("stored.1"), verdicts("stored.2")];
    // Shrunk, the failure of the stream is the stored one; recorded, it stands for itself.
    const others = (lines: unknown[]): unknown[] => lines.filter((line) => !("occurrences" in (line as object)));
    expect(others(second)).toStrictEqual(others(first));
    expect(second).toContainEqual(
      expect.objectContaining({ origin: expect.objectContaining({ from: "store" }) as unknown }),
    );
  });

  test("of a run with --failed contains the minimal scenarios of that record", async () => {
    const wrong = ["--impl", "faulty/limit-exclusive", "--no-store"];
    const few = ["--runs", "30", "--only", "coverage/exact-range"];
    expect((await run("run", ...wrong, ...few, "--seed", "a", "--report", "failed.0")).status).toBe(1);
    const again = ["--failed", "failed.0", "--traces", "failed.traces", "--report", "failed.1"];
    expect((await run("run", ...wrong, ...again)).status).toBe(1);
    const judged = await run("judge", "failed.traces", "--report", "failed.2");
    expect(judged.status, judged.stderr).toBe(1);
    const storedOf = (path: string): unknown[] =>
      readRecord(join(folder, path)).lines.filter((line) => line.line === "stream" && line.stream === "stored");
    expect(storedOf("failed.2")).toStrictEqual(storedOf("failed.1"));
    expect(storedOf("failed.2")).toHaveLength(1);
  });

  test("can be judged for some requirements only, skipping the streams they do not subscribe to", async () => {
    const judged = await run("judge", "reference.traces", "--only", "merge/order", "--report", "some");
    expect(judged.status, judged.stderr).toBe(0);
    const linesOf = (path: string): unknown[] =>
      readRecord(join(folder, path)).lines.filter((line) => line.line === "requirement" && line.id === "merge/order");
    expect(linesOf("some")).toHaveLength(1);
    expect(linesOf("some")).toStrictEqual(linesOf("reference.1"));
  });

  test("with several tables of the same name, as in sysfs, gets the same verdicts as the run", async () => {
    for (const host of ["host1", "host2"]) {
      mkdirSync(join(folder, host));
      expect((await run("sample", "--seed", host, "--aml", join(host, "DMAR"))).status).toBe(0);
    }
    const tables = ["--table", "host2/DMAR", "host1/DMAR", "--only", "coverage/exact-range", "--runs", "20"];
    const asked = ["run", "--impl", "reference", "--seed", "hosts", "--no-store", ...tables];
    expect((await run(...asked, "--traces", "hosts.traces", "--report", "hosts.1")).status).toBe(0);
    const judged = await run("judge", "hosts.traces", "--report", "hosts.2");
    expect(judged.status, judged.stderr).toBe(0);
    expect(verdicts("hosts.2")).toStrictEqual(verdicts("hosts.1"));
    const streams = readRecord(join(folder, "hosts.1")).lines.flatMap((line) =>
      line.line === "stream" && line.stream.startsWith("table:") ? [line.stream] : [],
    );
    expect(streams).toStrictEqual(["table:DMAR", "table:DMAR#2"]);
  });

  test("is judged by another profile", async () => {
    const judged = await run(
      "judge",
      "reference.traces",
      "--only",
      "coverage/endpoint",
      "--profile",
      "vtd",
      "--report",
      "vtd",
    );
    expect(judged.status, judged.stderr).toBe(0);
    const { lines } = readRecord(join(folder, "vtd"));
    expect(lines).toContainEqual(expect.objectContaining({ line: "header", profile: "vtd" }));
    expect(lines).toContainEqual(expect.objectContaining({ id: "coverage/endpoint", outcome: "pass" }));
  });

  test("never overwrites an existing file", async () => {
    writeFileSync(join(folder, "mine"), "mine");
    const { status, code } = await run("run", "--impl", "reference", "--runs", "5", "--traces", "mine");
    expect([status, code]).toStrictEqual([2, "TRACES_EXIST"]);
    expect(readFileSync(join(folder, "mine"), "utf8")).toBe("mine");
  });
});

describe("what is no recording is refused", () => {
  const copy = (name: string, change: (text: string) => string): string => {
    writeFileSync(join(folder, name), change(readFileSync(join(folder, "reference.traces"), "utf8")));
    return name;
  };

  test("a missing one", async () => {
    const { status, code } = await run("judge", "nowhere");
    expect([status, code]).toStrictEqual([2, "RECORDING_NOT_FOUND"]);
  });

  test("one that was cut off", async () => {
    const path = copy("cut", (text) => text);
    truncateSync(join(folder, path), readFileSync(join(folder, path)).length - 300);
    const { status, code } = await run("judge", path);
    expect([status, code]).toStrictEqual([3, "RECORDING_TRUNCATED"]);
  });

  test("one with a case missing in the middle", async () => {
    const path = copy("gap", (text) => text.split("\n").toSpliced(20, 1).join("\n"));
    const { status, stdout } = await run("judge", path);
    expect(status).toBe(3);
    expect(stdout).toContain("the recording has no more cases");
  });

  test.each([
    ["not-json", (text: string): string => text.replace("\n", "\n{\n")],
    ["another-format", (text: string): string => text.replace("/recording/1", "/recording/9")],
    ["a-record", (): string => '{"line":"environment"}\n{"line":"end","cases":0}\n'],
    ["empty", (): string => ""],
    ["wrong-inside", (text: string): string => text.replace('"status":"ok"', '"status":"fine"')],
  ])("%s", async (name, change) => {
    const { status, code } = await run("judge", copy(name, change));
    expect([status, code]).toStrictEqual([3, "RECORDING_UNREADABLE"]);
  });

  test("the record of a run, which is easily mistaken for one", async () => {
    const { status, code, stderr } = await run("judge", "reference.1");
    expect([status, code]).toStrictEqual([3, "RECORDING_UNREADABLE"]);
    expect(stderr).toContain("`report render`");
  });

  test("one with bytes after its footer", async () => {
    const path = copy("more", (text) => text);
    appendFileSync(join(folder, path), "{}\n");
    const { status, code } = await run("judge", path);
    expect([status, code]).toStrictEqual([3, "RECORDING_TRUNCATED"]);
  });
});
