/**
 * An implementation gives the same verdicts, case by case, whether it is judged in this process, served by the
 * Node adapter, or served by the package itself. The example adapters pass.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import type { Implementation, RegionObject } from "../../implementations/contract.ts";
import type { Executor } from "../../implementations/executor.ts";
import { FAULTY } from "../../implementations/faulty/index.ts";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import { referenceImplementation } from "../../implementations/reference/index.ts";
import { openStdioExecutor } from "../../implementations/stdio/stdio-executor.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Judging } from "../../runner/case-failure.ts";
import { suite } from "../../runner/default-suite.ts";
import { executeCase } from "../../runner/execute-case.ts";
import { NO_PULSE } from "../../runner/pulse.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { ensureBuilt, ROOT } from "../support/built.ts";

const CASES_A_STREAM = 12;
const SCENARIOS: readonly Scenario[] = STREAMS.flatMap((stream) =>
  fc.sample(stream.scenarios(), { seed: 4, numRuns: CASES_A_STREAM }),
);

/** Some of every family. One that hangs would never come back here, where nobody watches it. */
const VARIANTS = FAULTY.filter(({ killedBy }) => killedBy.outcome !== "hang").filter((_, index) => index % 29 === 0);

let folder: string;
beforeAll(() => {
  ensureBuilt();
  folder = mkdtempSync(join(tmpdir(), "rmrr-verdicts-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const JUDGING: Judging = { suite, profile: LINUX_PROFILE, divergences: [] };

/** The verdicts of all cases, each as its requirement, outcome and rules. Their twins are executed as well. */
async function verdictsOf(executor: Executor): Promise<readonly string[][]> {
  const traces = await Promise.all(
    SCENARIOS.map((scenario) => executeCase(JUDGING, executor, NO_PULSE, REQUIREMENTS, scenario)),
  );
  await executor.close();
  return traces.map((trace, index) =>
    judgeCase(REQUIREMENTS, SCENARIOS[index] as Scenario, trace, LINUX_PROFILE).map(
      ({ requirement, outcome, witnesses }) =>
        `${requirement.id} ${outcome} ${witnesses.map(({ rule }) => rule).join(" ")}`,
    ),
  );
}

/** The command of a program of Node with arguments. */
function node(...words: readonly string[]): string {
  return ["exec", process.execPath, ...words].map((word) => (word === "exec" ? word : `'${word}'`)).join(" ");
}

/** A module that exports a built implementation. */
function moduleOf(name: string, expression: string): string {
  const path = join(folder, `${name}.mjs`);
  const built = (file: string): string =>
    JSON.stringify(pathToFileURL(join(ROOT, "dist", "implementations", file)).href);
  writeFileSync(
    path,
    `import { referenceImplementation } from ${built("reference/index.js")};
import { FAULTY } from ${built("faulty/index.js")};
export const implementation = ${expression};
`,
  );
  return path;
}

const byNodeAdapter = (module: string): Promise<Executor> =>
  openStdioExecutor({ command: node(join(ROOT, "adapters", "node", "adapter.mjs"), module), fullCheckEvery: 1 });

const byThePackage = (module: string): Promise<Executor> =>
  openStdioExecutor({
    command: node(join(ROOT, "dist", "cli", "serve-implementation.js"), pathToFileURL(module).href),
    fullCheckEvery: 1,
  });

const inProcess = (implementation: Implementation<never>): Executor =>
  inProcessExecutor(implementation as unknown as Implementation<Iterable<RegionObject>>);

describe("the reference", () => {
  test("passes or does not trigger each requirement, however it is served", async () => {
    const module = moduleOf("reference", "referenceImplementation");
    const expected = await verdictsOf(inProcessExecutor(referenceImplementation));
    expect(expected.flat().length).toBeGreaterThan(CASES_A_STREAM);
    expect(expected.flat().filter((verdict) => !/ (pass|not-observable) $/.test(verdict))).toStrictEqual([]);
    expect(await verdictsOf(await byNodeAdapter(module))).toStrictEqual(expected);
    expect(await verdictsOf(await byThePackage(module))).toStrictEqual(expected);
  });
});

describe("a faulty implementation", () => {
  test.each(VARIANTS)("$name fails alike, whoever serves it", async ({ name, implementation }) => {
    const module = moduleOf(name, `FAULTY.find(({ name }) => name === ${JSON.stringify(name)}).implementation`);
    const expected = await verdictsOf(inProcess(implementation as unknown as Implementation<never>));
    expect(await verdictsOf(await byThePackage(module))).toStrictEqual(expected);
    expect(await verdictsOf(await byNodeAdapter(module))).toStrictEqual(expected);
  });
});

const hasPython = spawnSync("python3", ["-c", "import json"]).status === 0;

describe("the example", () => {
  test.skipIf(!hasPython)("in Python passes, with nothing unobserved in coverage, merge and relaxable", async () => {
    await passes(`exec python3 '${join(ROOT, "adapters", "python", "adapter.py")}'`);
  });

  test("in Node passes, with nothing unobserved in coverage, merge and relaxable", async () => {
    await passes(node(join(ROOT, "adapters", "node", "adapter.mjs")));
  });
});

async function passes(command: string): Promise<void> {
  const verdicts = await verdictsOf(await openStdioExecutor({ command, fullCheckEvery: 1 }));
  // What is to be seen of a case in which memory runs out, nobody sees in the reference either.
  const reference = await verdictsOf(inProcessExecutor(referenceImplementation));
  // How many allocations a start makes is each implementation's own business, and so is which request runs out instead.
  const startsAgain = SCENARIOS.map(({ steps }) => steps.some((step) => step.do === "restart"));
  const odd = verdicts.flatMap((ofCase, index) =>
    ofCase.filter(
      (verdict) =>
        !verdict.endsWith(" pass ") &&
        !reference[index]!.includes(verdict) &&
        !(startsAgain[index] && verdict.endsWith(" not-observable ")),
    ),
  );
  expect(odd).toStrictEqual([]);
  expect(verdicts.flat()).toContain("allocation/failed-start pass ");
  const seen = new Set(verdicts.flat().map((verdict) => verdict.split("/")[0]));
  for (const family of ["coverage", "merge", "relaxable", "ownership"]) expect(seen).toContain(family);
}
