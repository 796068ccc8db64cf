import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RENDER_FORMATS } from "../../cli/commands/report.ts";
import { ROOT } from "../support/built.ts";
import { runCommand } from "../support/run-command.ts";

let folder: string;
let good: string;
let bad: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rmrr-report-"));
  [good, bad] = [join(folder, "good.jsonl"), join(folder, "bad.jsonl")];
  const about = ["--seed", "report", "--runs", "60", "--only", "coverage/*", "--allow-unobserved", "*", "--no-stored"];
  for (const [impl, record] of [
    ["reference", good],
    ["faulty/limit-exclusive", bad],
  ] as const) {
    await runCommand(["run", "--impl", impl, ...about, "--store", join(folder, "store"), "--report", record]);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("report render", () => {
  const BEGINNINGS: Readonly<Record<(typeof RENDER_FORMATS)[number], string>> = {
    text: "rmrr-conformance ",
    html: "<!doctype html>",
    markdown: "## ",
    github: "::",
    junit: '<?xml version="1.0"',
    ktap: "KTAP version 1\n",
    badge: "<svg ",
  };

  test.each(RENDER_FORMATS)("makes %s of a record, the same on standard output and in a file", async (format) => {
    const file = join(folder, `out.${format}`);
    const printed = await runCommand(["report", "render", "--format", format, bad], {
      env: { GITHUB_STEP_SUMMARY: "" },
    });
    const written = await runCommand(["report", "render", "-f", format, bad, "-o", file], {
      env: { GITHUB_STEP_SUMMARY: "" },
    });
    expect([printed.status, written.status]).toEqual([0, 0]);
    expect(printed.stdout.startsWith(BEGINNINGS[format])).toBe(true);
    expect(readFileSync(file, "utf8")).toBe(printed.stdout);
    expect(written.stdout).toBe("");
  });

  test("prints as text what the run printed", async () => {
    const { stdout } = await runCommand(["report", "render", bad]);
    expect(stdout).toContain("does not conform");
    expect(stdout).toContain("coverage/");
  });

  test("appends to the job summary of GitHub, if there is one", async () => {
    const summary = join(folder, "summary.md");
    writeFileSync(summary, "before\n");
    const { status } = await runCommand(["report", "render", "-f", "github", bad], {
      env: { GITHUB_STEP_SUMMARY: summary },
    });
    expect(status).toBe(0);
    expect(readFileSync(summary, "utf8")).toMatch(/^before\n## .*does not conform/);
  });

  test("refuses a record without its footer, one that is none, and a format that there is not", async () => {
    const cut = join(folder, "cut.jsonl");
    const lines = readFileSync(bad, "utf8").trimEnd().split("\n");
    writeFileSync(cut, `${lines.slice(0, -1).join("\n")}\n`);
    const target = join(folder, "never");
    for (const [arguments_, code] of [
      [[cut], "RECORD_TRUNCATED"],
      [[join(folder, "absent")], "RECORD_NOT_FOUND"],
      [[join(folder, "summary.md")], "RECORD_UNREADABLE"],
      [["-f", "pdf", bad], "UNKNOWN_FORMAT"],
    ] as const) {
      const finished = await runCommand(["report", "render", ...arguments_, "-o", target]);
      expect([finished.code, finished.status]).toEqual([code, 2]);
    }
    expect(existsSync(target)).toBe(false);
  });
});

describe("report diff", () => {
  test("ends with 1 if the new run is worse, else with 0", async () => {
    expect((await runCommand(["report", "diff", good, bad])).status).toBe(1);
    expect((await runCommand(["report", "diff", bad, good])).status).toBe(0);
    expect((await runCommand(["report", "diff", good, good])).status).toBe(0);
  });
});

describe("report matrix", () => {
  test.each(["text", "markdown", "html"])("lines up records as %s", async (format) => {
    const { status, stdout } = await runCommand(["report", "matrix", "-f", format, good, bad]);
    expect(status).toBe(0);
    expect(stdout).toContain("coverage/endpoint");
    expect(stdout).toMatch(/✗ fail|✗<\/span>/);
  });
});

describe("help", () => {
  test.each(["render", "matrix", "diff"])("of report %s has examples", async (command) => {
    const { status, stdout } = await runCommand(["report", command, "--help"]);
    expect(status).toBe(0);
    expect(stdout).toContain(`rmrr-conformance report ${command}`);
  });

  test("report alone is wrong usage", async () => {
    const { status, code } = await runCommand(["report"]);
    expect([status, code]).toEqual([2, "MISSING_COMMAND"]);
  });
});

describe("report kill-matrix", () => {
  const FILE = join(ROOT, "docs", "kill-matrix.json");

  test.each([
    ["text", /^limit-exclusive +\d/m],
    ["markdown", /^\| `limit-exclusive` \|/m],
    ["html", /^<!doctype html>[^]*<code>limit-exclusive<\/code>/i],
  ])("renders what was measured as %s", async (format, expected) => {
    const { status, stdout } = await runCommand(["report", "kill-matrix", "--format", format, FILE]);
    expect(status).toBe(0);
    expect(stdout).toMatch(expected);
  });

  test.each([
    ["/nowhere.json", "KILL_MATRIX_NOT_FOUND"],
    [join(ROOT, "package.json"), "KILL_MATRIX_UNREADABLE"],
  ])("of %s is an error", async (file, code) => {
    const { status, stderr } = await runCommand(["report", "kill-matrix", file]);
    expect(status).toBe(2);
    expect(stderr).toContain(code);
  });
});
