/** The package as it is published: what is in it, and what a stranger can do with it. */

import { execFileSync, spawnSync, type SpawnSyncReturns } from "node:child_process";
import {
  chownSync,
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
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureBuilt, ROOT } from "../support/built.ts";
import { DEBIAN_TREE, TEST_CACHE } from "../linux-source/debian-tree.ts";
import { fencedBlocks } from "../docs/fenced-blocks.ts";

const LIMIT = 300_000;
const { version, devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  version: string;
  devDependencies: Record<string, string>;
};

let folder: string;
let tarball: string;
let files: string[];

beforeAll(() => {
  ensureBuilt();
  folder = mkdtempSync(join(tmpdir(), "rmrr-package-"));
  // Without scripts: `prepack` would build anew in this folder, while other tests run what is built.
  const packed = npm(["pack", "--ignore-scripts", "--json", "--pack-destination", folder], ROOT);
  const [description] = JSON.parse(packed.stdout) as [{ filename: string; files: { path: string }[] }];
  tarball = join(folder, description.filename);
  files = description.files.map(({ path }) => path);
}, LIMIT);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function npm(arguments_: readonly string[], cwd: string): SpawnSyncReturns<string> {
  const result = spawnSync("npm", [...arguments_, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    encoding: "utf8",
  });
  expect(result.status, result.stdout + result.stderr).toBe(0);
  return result;
}

describe("what is packed", () => {
  test("is what is needed", () => {
    for (const path of [
      "package.json",
      "README.md",
      "LICENSE",
      "CHANGELOG.md",
      "dist/index.js",
      "dist/index.d.ts",
      "dist/vitest/index.js",
      "dist/vitest/index.d.ts",
      "dist/cli/main.js",
      "dist/cli/built-in-implementation.js",
      "dist/runner/judge-worker.js",
      "schemas/scenario.schema.json",
      "adapters/python/adapter.py",
      "docs/plugging-in.md",
      "examples/vitest/driver.ts",
      "implementations/linux-source/harness/harness.h",
      "implementations/linux-source/known/linux.json",
    ]) {
      expect(files).toContain(path);
    }
  });

  test("is nothing else", () => {
    const expected =
      /^(?:adapters|dist|docs|examples\/vitest|implementations\/linux-source\/(?:harness|known)|schemas)\/|^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
    expect(files.filter((path) => !expected.test(path))).toEqual([]);
    expect(files.filter((path) => path.startsWith("dist/") && !/\.(?:js|d\.ts)$/.test(path))).toEqual([]);
  });

  test("says where it was made nowhere", () => {
    const unpacked = join(folder, "unpacked");
    mkdirSync(unpacked);
    execFileSync("tar", ["-xzf", tarball, "-C", unpacked]);
    const found = spawnSync("grep", ["-rlF", ROOT, unpacked], { encoding: "utf8" });
    expect(found.stdout).toBe("");
  });

  test("has nothing that publint complains of", async () => {
    const { messages } = await publint({ pkgDir: join(folder, "unpacked", "package"), strict: true, pack: false });
    expect(messages).toEqual([]);
  });

  test("has types that resolve as its code does", { timeout: LIMIT }, () => {
    const { status, stdout, stderr } = spawnSync("npx", ["attw", tarball, "--profile", "esm-only", "--no-emoji"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect(status, stdout + stderr).toBe(0);
  });
});

describe("a project that installs it", () => {
  let project: string;

  beforeAll(() => {
    project = join(folder, "project");
    mkdirSync(project);
    writeFileSync(join(project, "package.json"), JSON.stringify({ name: "stranger", private: true, type: "module" }));
    npm(["install", "--prefer-offline", tarball, `vitest@${devDependencies["vitest"]!}`], project);
    const driver = fencedBlocks(readFileSync(join(ROOT, "docs", "plugging-in.md"), "utf8")).find(
      ({ note }) => note === "driver.js",
    );
    writeFileSync(join(project, "driver.js"), driver!.content);
  }, LIMIT);

  /** The implementation without its fault. */
  function fixed(): string {
    return readFileSync(join(project, "driver.js"), "utf8").replace("rmrr.limit - 1n", "rmrr.limit");
  }

  function run(command: string, cwd: string = project): SpawnSyncReturns<string> {
    return spawnSync("bash", ["-c", command], {
      cwd,
      encoding: "utf8",
      env: { ...process.env, npm_config_loglevel: "error" },
    });
  }

  test("has the command", () => {
    expect(run("npx rmrr-conformance --version").stdout).toBe(`${version}\n`);
  });

  test("finds the fault of its implementation, stores it, and replays it", { timeout: LIMIT }, () => {
    const judged = run(
      "npx rmrr-conformance run --impl ./driver.js --only coverage/exact-range --runs 100 --seed package",
    );
    expect([judged.status, judged.stderr]).toEqual([1, ""]);
    const stored = readdirSync(join(project, "rmrr-failures"));
    expect(stored.filter((name) => name.startsWith("coverage.exact-range--end-off-by-one--"))).toHaveLength(1);
    const command = /Reproduce it\n +(.+)\n/.exec(judged.stdout)?.[1] ?? "";
    expect(run(command).status).toBe(1);
    writeFileSync(join(project, "driver.js"), fixed());
    expect(run(command).status).toBe(0);
  });

  const needed = DEBIAN_TREE === undefined ? " (skipped: needs gcc and a kernel tree)" : "";
  test.skipIf(needed !== "")(`judges a Linux tree${needed}`, { timeout: LIMIT }, () => {
    const command = `npx rmrr-conformance run --linux ${DEBIAN_TREE} --runs 30 --only merge/order --seed package`;
    const { status, stdout, stderr } = run(`${command} --cache ${TEST_CACHE}`);
    expect([status, stderr], stdout).toEqual([0, ""]);
    expect(stdout).toMatch(/pass +policy +merge\/order/);
  });

  test("has the suite in its own vitest", { timeout: LIMIT }, () => {
    writeFileSync(
      join(project, "driver.test.js"),
      'import { conformance } from "rmrr-conformance/vitest";\nimport { implementation } from "./driver.js";\n' +
        'conformance(implementation, { only: ["coverage/exact-range"], runs: 100 });\n',
    );
    const passed = run("npx vitest run");
    expect(passed.status, passed.stdout + passed.stderr).toBe(0);
    expect(passed.stdout).toContain("1 passed");
  });

  test("sees all types in strict mode, without skipping the checks of libraries", { timeout: LIMIT }, () => {
    writeFileSync(
      join(project, "consumer.ts"),
      `import { defineImplementation, runConformance, type Implementation, type RecordLine } from "rmrr-conformance";
       import { conformance } from "rmrr-conformance/vitest";
       export const implementation: Implementation = defineImplementation({
         name: "typed",
         start: (platform, memory) => ({
           getReservedRegions(device, list) {
             const region = memory.allocate({ start: 0n, end: 0xfffn, type: "direct", protection: 3 }, { maySleep: true });
             if (region === undefined) return "no-memory";
             list.push(region);
             return platform.functions.some(({ label }) => label === device.label) ? "ok" : "refused";
           },
         }),
       });
       // @ts-expect-error A region has a type that is one of five.
       export const wrong: Implementation = { name: "wrong", start: (_p, memory) => { memory.allocate({ start: 0n, end: 1n, type: "odd", protection: 0 }, { maySleep: true }); return {}; } };
       const lines: RecordLine[] = [];
       void runConformance({ subject: { module: "./driver.js" }, seed: "x" }, { line: (line) => void lines.push(line) });
       conformance(implementation, { only: ["coverage/*"] });\n`,
    );
    writeFileSync(
      join(project, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          exactOptionalPropertyTypes: true,
          noUncheckedIndexedAccess: true,
          target: "es2023",
          lib: ["es2023", "dom"],
          module: "nodenext",
          noEmit: true,
          skipLibCheck: false,
          types: [],
        },
        files: ["consumer.ts"],
      }),
    );
    const { stdout } = spawnSync(
      process.execPath,
      [join(ROOT, "node_modules", "typescript", "bin", "tsc"), "-p", project],
      { encoding: "utf8" },
    );
    // What vitest and vite need of their own packages is not ours to answer for.
    const ours = stdout.split("\n").filter((line) => /^(?:\.\.\/)*[^ ]*(?:consumer\.ts|rmrr-conformance\/)/.test(line));
    expect(ours).toEqual([]);
  });

  test.skipIf(process.getuid?.() !== 0)("may be installed where nobody can write", { timeout: LIMIT }, () => {
    const nobody = 65_534;
    const home = join(folder, "nobody");
    mkdirSync(home);
    symlinkSync(join(project, "node_modules"), join(home, "node_modules"));
    writeFileSync(join(home, "driver.mjs"), fixed());
    chownSync(home, nobody, nobody);
    execFileSync("chmod", ["755", folder]);
    const command =
      "node node_modules/rmrr-conformance/dist/cli/main.js run --impl ./driver.mjs --only coverage/exact-range --runs 50 --report record.jsonl";
    const judged = spawnSync("bash", ["-c", command], {
      cwd: home,
      encoding: "utf8",
      uid: nobody,
      gid: nobody,
      env: { PATH: process.env["PATH"], HOME: home },
    });
    expect(judged.status, judged.stdout + judged.stderr).toBe(0);
    expect(readdirSync(home)).toContain("record.jsonl");
  });
});
