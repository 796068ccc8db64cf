import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readStore } from "../../runner/failure-store.ts";
import { ensureBuilt, ROOT } from "../support/built.ts";

interface Outcome {
  readonly status: number | NodeJS.Signals | null;
  readonly output: string;
}

let project: string;

beforeAll(() => ensureBuilt(), 180_000);
beforeEach(() => {
  // A project as a user has it: the package and vitest are installed, and nothing else.
  project = mkdtempSync(join(tmpdir(), "rmrr-project-"));
  mkdirSync(join(project, "node_modules"));
  symlinkSync(ROOT, join(project, "node_modules", "rmrr-conformance"), "dir");
  symlinkSync(join(ROOT, "node_modules", "vitest"), join(project, "node_modules", "vitest"), "dir");
  writeFileSync(join(project, "package.json"), '{ "type": "module", "private": true }');
  cpSync(join(ROOT, "examples", "vitest"), project, { recursive: true });
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

/** Runs vitest in the project. */
function vitest(variables: NodeJS.ProcessEnv = {}, ...options: readonly string[]): Promise<Outcome> {
  const command = join(ROOT, "node_modules", "vitest", "vitest.mjs");
  // What this test's own vitest tells its workers must not reach the one that is started here.
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")));
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [command, "run", "--reporter", "verbose", ...options],
      {
        cwd: project,
        env: { ...inherited, NO_COLOR: "1", RMRR_SEED: "front", RMRR_RUNS: "200", ...variables },
        maxBuffer: 1e8,
      },
      (error, stdout, stderr) =>
        resolve({ status: error === null ? 0 : (child.exitCode ?? child.signalCode), output: stdout + stderr }),
    );
  });
}

function edit(file: string, from: string, to: string): void {
  const path = join(project, file);
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

describe("the example", () => {
  test("has ten lines at most, and passes", async () => {
    expect(readFileSync(join(project, "driver.test.ts"), "utf8").trim().split("\n").length).toBeLessThanOrEqual(10);
    const { status, output } = await vitest({ RMRR_RUNS: "1000" });
    expect(output).toContain("repeat with RMRR_SEED=front RMRR_RUNS=1000");
    expect(output).toMatch(/✓ .*coverage\/every-descendant: /u);
    // What it does not offer is skipped, with the reason.
    expect(output).toMatch(/↓ .*merge\/order: .*\[the implementation offers or answers nothing that shows it\]/u);
    expect(output).not.toContain("FAIL");
    expect(status).toBe(0);
    expect(existsSync(join(project, "rmrr-failures"))).toBe(false);
  });

  test("with a fault fails by the requirement, drawn, stores the least scenario and judges it first the next time", async () => {
    edit("driver.ts", "end: limit,", "end: limit - 1n,");
    const { status, output } = await vitest();
    expect(status).toBe(1);
    expect(output).toMatch(/× .*coverage\/exact-range/u);
    expect(output).toMatch(/✓ .*coverage\/downstream|↓ .*coverage\/downstream/u);
    expect(output).toContain("Hierarchy");
    expect(output).toContain("npx vitest run -t coverage/exact-range");
    // No stack that points into the package.
    expect(output).not.toContain("dist/vitest");
    const { files, problems } = await readStore(join(project, "rmrr-failures"));
    expect(problems).toEqual([]);
    expect(files.map(({ failure }) => failure.requirements[0])).toContain("coverage/exact-range");

    const again = await vitest({ RMRR_SEED: "another", RMRR_RUNS: "1" }, "-t", "coverage/exact-range");
    expect(again.status).toBe(1);
    expect(again.output).toMatch(/× .*coverage\/exact-range/u);
    const names = files.map(({ name }) => name);
    expect(readdirSync(join(project, "rmrr-failures"))).toEqual(expect.arrayContaining(names));

    edit("driver.ts", "end: limit - 1n,", "end: limit,");
    expect((await vitest()).status).toBe(0);
  });

  test("without a store fails too, says by which seed, and leaves nothing on the disk", async () => {
    edit("driver.ts", "end: limit,", "end: limit - 1n,");
    edit("driver.test.ts", "allowUnobserved", "store: false, allowUnobserved");
    const { status, output } = await vitest();
    expect(status).toBe(1);
    expect(output).toContain("RMRR_SEED=front RMRR_RUNS=200 npx vitest run -t coverage/exact-range");
    expect(existsSync(join(project, "rmrr-failures"))).toBe(false);
  });

  test("that hangs ends the process, with the case stored and said", async () => {
    edit(
      "driver.ts",
      "getReservedRegions: (device: Device, list) => {",
      "getReservedRegions: (device: Device, list) => {\n        while (rmrrs.length > 3);",
    );
    edit("driver.test.ts", "allowUnobserved", "caseTimeout: 500, allowUnobserved");
    const { status, output } = await vitest();
    expect(status).not.toBe(0);
    expect(output).toContain("has not returned from step");
    const { files } = await readStore(join(project, "rmrr-failures"));
    expect(files).toHaveLength(1);
    expect(files[0]!.failure).toMatchObject({ outcome: "hang", rule: "does-not-return-from-get", seed: "front" });
    expect(output).toContain(files[0]!.name);

    // The stored one is the first to be judged: it hangs again, and is not stored twice.
    const again = await vitest({ RMRR_RUNS: "1" });
    expect(again.status).not.toBe(0);
    expect(again.output).toContain("a stored failure");
    expect((await readStore(join(project, "rmrr-failures"))).files).toEqual(files);
  });

  test("named by its URL is judged in a thread of its own, and survives its hangs", async () => {
    writeFileSync(
      join(project, "hanging.js"),
      `export const implementation = {
        name: "hanging",
        start: ({ functions }) => ({
          getReservedRegions: () => { while (functions.length > 30); },
          putReservedRegions: () => undefined,
        }),
      };`,
    );
    writeFileSync(
      join(project, "driver.test.ts"),
      `import { conformance } from "rmrr-conformance/vitest";
       conformance(new URL("./hanging.js", import.meta.url), { caseTimeout: 300, only: ["coverage/endpoint"] });`,
    );
    const { status, output } = await vitest();
    expect(status).toBe(1);
    expect(output).toMatch(/× .*coverage\/endpoint/u);
    expect(output).toContain("does-not-return-from-get");
  });

  test("that offers nothing is not green, though every one of its tests may be skipped", async () => {
    writeFileSync(
      join(project, "driver.test.ts"),
      `import { conformance } from "rmrr-conformance/vitest";
       conformance({ name: "empty", start: () => ({}) }, { allowUnobserved: ["*"] });`,
    );
    const { status, output } = await vitest({ RMRR_RUNS: "20" });
    expect(output).toMatch(/↓ .*coverage\/endpoint/u);
    expect(output).not.toMatch(/✓/u);
    expect(output).toContain("NOTHING_OBSERVED");
    expect(status).toBe(1);
  });

  test("is not green without the allowance for what it does not offer, and says how to give it", async () => {
    edit("driver.test.ts", "allowUnobserved: notOffered", "only: ['coverage/*']");
    const { status, output } = await vitest();
    expect(status).toBe(1);
    expect(output).toMatch(/× .*coverage\/has-rmrr/u);
    expect(output).toMatch(/✓ .*coverage\/endpoint/u);
    expect(output).toContain("EXPECTED_UNOBSERVED: coverage/has-rmrr ");
    expect(output).toContain('allowUnobserved: ["coverage/downstream-predicate", "coverage/has-rmrr"]');
    // No stack that points into the package.
    expect(output).not.toContain("dist/vitest");
  });

  test("refuses what makes no sense before any test runs", async () => {
    const { status, output } = await vitest({ RMRR_RUNS: "many" });
    expect(status).toBe(1);
    expect(output).toContain('RMRR_RUNS is "many"');
  });
});
