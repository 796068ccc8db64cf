/** The vitest front is green where the command line exits with 0, and red where it exits with 1 or 3, test by test. */

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { suite } from "../../runner/default-suite.ts";
import type { RequirementLine } from "../../model/record.ts";
import { readRecord } from "../../reports/record/read-record.ts";
import { isBad } from "../../reports/record/run-report.ts";
import { COMMAND, ROOT } from "../support/built.ts";
import { userProject, type UserProject } from "../support/user-project.ts";

/** What both fronts are asked for; both know these options by the same words. */
interface Asked {
  readonly only?: readonly string[];
  readonly allowUnobserved?: readonly string[];
  readonly known?: string;
}

interface TestResult {
  readonly status: "passed" | "failed" | "skipped";
  readonly message: string;
}

interface Verdicts {
  readonly exitStatus: number | null;
  readonly stderr: string;
  readonly requirements: readonly RequirementLine[];
  /** By the id of the requirement; `run` is the last test. */
  readonly tests: ReadonlyMap<string, TestResult>;
  readonly vitestStatus: number | null;
}

/** Every method of the reference, or only some of them. */
const REFERENCE = `import { referenceImplementation } from "rmrr-conformance";
export const implementation = { ...referenceImplementation, name: "driver" };`;
const PARTIAL = `import { referenceImplementation } from "rmrr-conformance";
export const implementation = {
  name: "driver",
  start(platform, memory) {
    const reference = referenceImplementation.start(platform, memory);
    return {
      getReservedRegions(device, list) {
        const got = reference.createList();
        const status = reference.getReservedRegions(device, got);
        list.push(...got);
        return status;
      },
      putReservedRegions(device, list) {
        for (const region of list.splice(0)) memory.free(region);
      },
    };
  },
};`;
const WRONG = `export const implementation = { name: "driver", start: () => ({ hasRmrr: () => true }) };`;
const MUTE = `export const implementation = { name: "driver", start: () => ({}) };`;

const SEED = "verdicts";
const RUNS = 100;
const PREDICATES = ["coverage/downstream-predicate", "coverage/has-rmrr"];
const COVERAGE = { only: ["coverage/*"] };

let project: UserProject;
beforeAll(() => {
  project = userProject();
}, 180_000);
afterAll(() => project.remove());
beforeEach(() => rmSync(join(project.folder, "rmrr-failures"), { recursive: true, force: true }));

const VITEST = join(ROOT, "node_modules", "vitest", "vitest.mjs");

/** Runs a script of Node's in the project, as `npx` would. */
function start(
  script: string,
  ...words: readonly string[]
): { readonly status: number | null; readonly stderr: string } {
  // What this test's own vitest tells its workers must not reach the one that is started here.
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:VITEST|RMRR)/u.test(name)));
  const env = { ...inherited, NO_COLOR: "1" };
  return spawnSync(process.execPath, [script, ...words], { cwd: project.folder, encoding: "utf8", env });
}

/** Both verdicts on an implementation, under the same options and the same seed. */
function bothVerdicts(implementation: string, asked: Asked = {}): Verdicts {
  const { only, allowUnobserved, known } = asked;
  const words = [
    ...(only === undefined ? [] : ["--only", ...only]),
    ...(allowUnobserved === undefined ? [] : ["--allow-unobserved", ...allowUnobserved]),
    ...(known === undefined ? [] : ["--known", known]),
  ];
  const at = (name: string): string => join(project.folder, name);
  writeFileSync(at("driver.js"), implementation);
  writeFileSync(
    at("driver.test.js"),
    `import { conformance } from "rmrr-conformance/vitest";
     import { implementation } from "./driver.js";
     conformance(implementation, ${JSON.stringify({ ...asked, seed: SEED, runs: RUNS, store: false })});`,
  );
  rmSync(at("record.jsonl"), { force: true });
  rmSync(at("tests.json"), { force: true });
  const about = ["--seed", SEED, "--runs", `${RUNS}`, "--no-store", "--report", "record.jsonl"];
  const { status, stderr } = start(COMMAND, "run", "--impl", "./driver.js", ...about, ...words);
  const vitest = start(VITEST, "run", "--reporter", "json", "--outputFile", "tests.json");
  const { testResults } = JSON.parse(readFileSync(at("tests.json"), "utf8")) as {
    readonly testResults: readonly {
      readonly assertionResults: readonly {
        readonly title: string;
        readonly status: TestResult["status"];
        readonly failureMessages: readonly string[];
      }[];
    }[];
  };
  const tests = testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ title, status: result, failureMessages }): [string, TestResult] => [
      title.startsWith("the run: ") ? "run" : title.slice(0, title.indexOf(":")),
      { status: result, message: failureMessages.join("\n") },
    ]),
  );
  return {
    exitStatus: status,
    stderr,
    requirements: readRecord(at("record.jsonl")).lines.filter((line) => line.line === "requirement"),
    tests: new Map(tests),
    vitestStatus: vitest.status,
  };
}

function expectSame({ exitStatus, requirements, tests, vitestStatus }: Verdicts, wanted: 0 | 1 | 3): void {
  expect(exitStatus).toBe(wanted);
  expect(vitestStatus).toBe(wanted === 0 ? 0 : 1);
  const byLine = requirements.map((line): [string, TestResult["status"]] => [
    line.id,
    isBad(line) ? "failed" : ["not-observable", "skipped"].includes(line.outcome) ? "skipped" : "passed",
  ]);
  const byTest = [...tests].map(([id, { status }]): [string, TestResult["status"]] => [id, status]);
  expect(byTest.filter(([id]) => id !== "run")).toEqual(byLine);
}

function missedOf({ requirements }: Verdicts): readonly string[] {
  return requirements.filter(({ missed }) => missed === true).map(({ id }) => id);
}

/** The code and the cause that the command line prints. */
function complaintOf({ stderr }: Verdicts): string {
  const [, complaint = "no complaint"] = /^error (.+)\.$/m.exec(stderr) ?? [];
  return complaint;
}

const LIMIT = 120_000;

describe("both fronts", { timeout: LIMIT }, () => {
  test("are green for the reference", () => {
    const verdicts = bothVerdicts(REFERENCE);
    expectSame(verdicts, 0);
    expect(verdicts.requirements).toHaveLength(suite.requirements.length);
    expect([...verdicts.tests.values()].map(({ status }) => status)).not.toContain("skipped");
    expect(verdicts.stderr).toBe("");
  });

  test("are not green for a partial implementation, name what was missed, and are once that is allowed", () => {
    const verdicts = bothVerdicts(PARTIAL);
    expectSame(verdicts, 3);
    const missed = missedOf(verdicts);
    expect(missed.length).toBeGreaterThan(PREDICATES.length);
    expect(complaintOf(verdicts)).toMatch(/^EXPECTED_UNOBSERVED: /);
    const { message } = verdicts.tests.get("run")!;
    expect(message).toContain(complaintOf(verdicts));
    // What is to be done is the same but for the option, and each option holds what it has to.
    expect(verdicts.stderr).toContain(`\`--allow-unobserved ${missed.join(" ")}\``);
    const [, option = ""] = /allowUnobserved: (\[.*\]) \}\)`/.exec(message) ?? [];
    expect(JSON.parse(option)).toEqual(missed);
    for (const id of missed) {
      expect(verdicts.tests.get(id)!.message).toContain(`EXPECTED_UNOBSERVED: ${id} `);
      expect(verdicts.tests.get(id)!.message).toContain(`allowUnobserved: ["${id}"]`);
    }

    const allowed = bothVerdicts(PARTIAL, { allowUnobserved: missed });
    expectSame(allowed, 0);
    for (const id of missed) expect(allowed.tests.get(id)!.status).toBe("skipped");
  });

  test("take patterns, and are not green if one requirement is left out of them", () => {
    expectSame(bothVerdicts(PARTIAL, { ...COVERAGE, allowUnobserved: ["coverage/*-predicate", "*/has-rmrr"] }), 0);
    const verdicts = bothVerdicts(PARTIAL, { ...COVERAGE, allowUnobserved: ["coverage/*-predicate"] });
    expectSame(verdicts, 3);
    expect(missedOf(verdicts)).toEqual(["coverage/has-rmrr"]);
    expect(complaintOf(verdicts)).toMatch(/^EXPECTED_UNOBSERVED: coverage\/has-rmrr /);
    expect(verdicts.tests.get("run")!.message).toContain(complaintOf(verdicts));
  });

  test.each([
    ["nothing", undefined],
    ["everything", ["*"]],
  ])("are not green for an implementation without methods, though %s is allowed", (_, allowUnobserved) => {
    const verdicts = bothVerdicts(MUTE, allowUnobserved === undefined ? COVERAGE : { ...COVERAGE, allowUnobserved });
    expectSame(verdicts, 3);
    expect(complaintOf(verdicts)).toMatch(/^NOTHING_OBSERVED: /);
    expect(verdicts.tests.get("run")!.message).toContain(complaintOf(verdicts));
  });

  test.each([
    ["nothing", undefined],
    ["everything", ["*"]],
  ])("are not green for an implementation that fails, though %s is allowed", (_, allowUnobserved) => {
    const verdicts = bothVerdicts(WRONG, allowUnobserved === undefined ? COVERAGE : { ...COVERAGE, allowUnobserved });
    expectSame(verdicts, 1);
    expect(verdicts.tests.get("coverage/has-rmrr")!.message).toContain("FAIL  coverage/has-rmrr");
    expect(missedOf(verdicts).length > 0).toBe(allowUnobserved === undefined);
  });

  test("are not green if a known divergence is gone, even one that belongs to a requirement that is not judged", () => {
    writeFileSync(join(project.folder, "driver.js"), WRONG);
    start(COMMAND, "run", "--impl", "./driver.js", "--only", "coverage/has-rmrr", "--seed", SEED, "--runs", `${RUNS}`);
    const [stored = "none"] = readdirSync(join(project.folder, "rmrr-failures"));
    const [, rule = "none"] = /^coverage\.has-rmrr--(.+)--/.exec(stored) ?? [];
    const divergence = {
      requirement: "coverage/has-rmrr",
      rule,
      also: [{ requirement: "coverage/endpoint", rules: ["missing"] }],
      when: [],
      reason: "It says yes.",
      scenario: `rmrr-failures/${stored}`,
    };
    writeFileSync(
      join(project.folder, "known.json"),
      JSON.stringify({ format: "rmrr-conformance/known-divergences/1", divergences: [divergence] }),
    );
    const known = { known: "known.json" };
    expectSame(bothVerdicts(WRONG, { ...known, only: ["coverage/has-rmrr"] }), 0);
    expectSame(bothVerdicts(REFERENCE, { ...known, only: ["coverage/has-rmrr"] }), 1);
    const elsewhere = bothVerdicts(REFERENCE, { ...known, only: ["coverage/endpoint"] });
    expectSame(elsewhere, 1);
    expect(elsewhere.tests.get("run")!.status).toBe("failed");
  });
});

test("a misspelt allowance is refused by both fronts", { timeout: LIMIT }, () => {
  writeFileSync(join(project.folder, "driver.js"), PARTIAL);
  const words = ["--no-store", "--allow-unobserved", "coverage/has-rmr"];
  const { status, stderr } = start(COMMAND, "run", "--impl", "./driver.js", ...words);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^error UNKNOWN_REQUIREMENT: /);
  writeFileSync(
    join(project.folder, "driver.test.js"),
    `import { conformance } from "rmrr-conformance/vitest";
     import { implementation } from "./driver.js";
     conformance(implementation, { store: false, allowUnobserved: ["coverage/has-rmr"] });`,
  );
  const vitest = start(VITEST, "run");
  expect(vitest.status).toBe(1);
  expect(vitest.stderr).toContain('no requirement has an id that matches "coverage/has-rmr"');
});
