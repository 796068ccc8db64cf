import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readRecord } from "../../reports/record/read-record.ts";
import { runCommand, startCommand } from "../support/run-command.ts";

const FULL = "/dev/full";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rmrr-lost-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(name: string, ...more: string[]): string[] {
  const about = ["--only", "coverage/exact-range", "--runs", "30", "--seed", "lost", "--no-store"];
  return ["run", "--impl", name, ...about, ...more];
}

describe.skipIf(!existsSync(FULL))("standard output on a full disk", () => {
  test("is no failure of the implementation, and not green: it could not be judged", async () => {
    const record = join(folder, "right.jsonl");
    const { status, code, stderr } = await runCommand(run("reference", "--report", record), { stdout: FULL });
    expect([status, code]).toEqual([3, "OUTPUT_NOT_WRITABLE"]);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(readRecord(record).lines.at(-1)).toMatchObject({ line: "footer", exitStatus: 0 });
  });

  test("takes no verdict away from an implementation that fails", async () => {
    const { status, code } = await runCommand(run("faulty/limit-exclusive"), { stdout: FULL });
    expect([status, code]).toEqual([1, "OUTPUT_NOT_WRITABLE"]);
  });

  test("as the record of judged traces takes no verdict away either, and is not green", async () => {
    const traces = join(folder, "traces.jsonl");
    await runCommand(run("reference", "--traces", traces));
    const recording = readFileSync(traces);
    const { status, code, stdout } = await runCommand(["judge", traces, "--report", FULL]);
    expect([status, code]).toEqual([3, "REPORT_NOT_WRITABLE"]);
    expect(stdout).toContain("no failure, but the record could not be written (exit status 3)");
    expect(stdout).not.toContain("conforms (");

    const overwriting = await runCommand(["judge", traces, "--report", traces]);
    expect([overwriting.status, overwriting.code]).toEqual([2, "REPORT_NOT_A_RECORD"]);
    expect(readFileSync(traces)).toEqual(recording);
  });

  test("is a commit that cannot be told, for git bisect", async () => {
    const { status } = await runCommand(run("reference", "--exit-code", "bisect"), { stdout: FULL });
    expect(status).toBe(125);
  });

  test("leaves no report that looks as if it had been written", async () => {
    const record = join(folder, "rendered.jsonl");
    expect((await runCommand(run("reference", "--report", record))).status).toBe(0);
    const render = ["report", "render", "--format", "junit", record];
    for (const command of [render, ["list"], ["sample"]]) {
      const { status, code } = await runCommand(command, { stdout: FULL });
      expect([command[0], status, code]).toEqual([command[0], 3, "OUTPUT_NOT_WRITABLE"]);
    }
  });
});

describe.skipIf(!existsSync(FULL))("a record on a full disk", () => {
  test("keeps the run from ending with the word that the implementation conforms", async () => {
    const { status, code, stdout } = await runCommand(run("reference", "--report", FULL));
    expect([status, code]).toEqual([3, "REPORT_NOT_WRITABLE"]);
    expect(stdout).toContain("no failure, but the record could not be written (exit status 3)");
    expect(stdout).not.toContain("conforms (");
  });

  test("takes no verdict away from an implementation that fails", async () => {
    const { status, code, stdout } = await runCommand(run("faulty/limit-exclusive", "--report", FULL));
    expect([status, code]).toEqual([1, "REPORT_NOT_WRITABLE"]);
    expect(stdout).toContain("does not conform (exit status 1)");
  });
});

describe("a reader of standard output that goes away", () => {
  test("changes neither the record nor the exit status", async () => {
    const record = join(folder, "head.jsonl");
    const { child, finished } = startCommand(run("reference", "--report", record));
    child.stdout!.once("data", () => child.stdout!.destroy());
    const { status, code } = await finished;
    expect([status, code]).toEqual([0, undefined]);
    expect(readRecord(record).lines.at(-1)).toMatchObject({ line: "footer", exitStatus: 0 });
  });
});
