/** The smoke test tells four things apart, and gives each breakage its code. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { BREAKAGES, type BreakageCode } from "../../implementations/stdio/breakage.ts";
import { smokeAdapter, type SmokeOptions } from "../../implementations/stdio/smoke/smoke-adapter.ts";
import { SMOKE_CASES } from "../../implementations/stdio/smoke/smoke-cases.ts";
import { smokeExitStatus, type SmokeReport } from "../../implementations/stdio/smoke/smoke-report.ts";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import { referenceImplementation } from "../../implementations/reference/index.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import { validatePlatform } from "../../model/platform-validity.ts";
import { suite } from "../../runner/default-suite.ts";
import { executeCase } from "../../runner/execute-case.ts";
import { NO_PULSE } from "../../runner/pulse.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { processesLeft, tagged } from "./processes.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const OPTIONS: SmokeOptions = {
  restartPatience: 400,
  caseTimeout: 500,
  startTimeout: 20_000,
  stopTimeout: 300,
  longestLine: 4_000_000,
};

/** What the smoke test says of an adapter of the shelf. */
async function smoke(file: string): Promise<SmokeReport> {
  const { command, tag } = tagged(
    `export EVERYTHING_IS_TROUBLE=1; exec '${process.execPath}' '${join(HERE, "shelf", file)}.mjs'`,
  );
  const report = await smokeAdapter(command, OPTIONS);
  expect(await processesLeft(tag)).toStrictEqual([]);
  return report;
}

const BROKEN: Readonly<Record<string, BreakageCode>> = {
  "answers-an-old-scenario": "ADAPTER_ANSWERED_TWICE",
  "answers-another-scenario": "ADAPTER_UNKNOWN_ID",
  "answers-once": "ADAPTER_DIED",
  "answers-out-of-order": "ADAPTER_HUNG",
  "answers-twice": "ADAPTER_ANSWERED_TWICE",
  "cannot-take-many": "ADAPTER_OUT_OF_ORDER",
  "claims-to-observe-memory": "ADAPTER_ABILITIES",
  "closes-input": "ADAPTER_CLOSED_INPUT",
  "closes-output": "ADAPTER_CLOSED_OUTPUT",
  crashes: "ADAPTER_DIED",
  "dies-at-start": "ADAPTER_DIED_AT_START",
  "ends-badly": "ADAPTER_WRONG_EXIT",
  exits: "ADAPTER_DIED",
  "floods-with-messages": "ADAPTER_ANSWERED_TWICE",
  "floods-without-newline": "ADAPTER_LINE_TOO_LONG",
  "forgets-a-step": "ADAPTER_WRONG_STEPS",
  "forgets-the-regions": "ADAPTER_WRONG_STEPS",
  "greets-without-name": "ADAPTER_WRONG_START",
  hangs: "ADAPTER_HUNG",
  "hangs-in-a-line": "ADAPTER_HUNG",
  "has-what-it-does-not-list": "ADAPTER_ABILITIES",
  "ignores-the-end": "ADAPTER_IGNORES_STOP",
  "is-another-after-a-crash": "ADAPTER_CHANGED",
  "keeps-state": "ADAPTER_STATE",
  "leaves-children": "ADAPTER_HUNG",
  "lists-what-it-has-not": "ADAPTER_ABILITIES",
  "misspells-a-member": "ADAPTER_UNKNOWN_MEMBER",
  "mistakes-types": "ADAPTER_WRONG_MESSAGE",
  "nests-deeply": "ADAPTER_WRONG_MESSAGE",
  "prints-to-output": "ADAPTER_NOT_JSON",
  "speaks-another-version": "ADAPTER_WRONG_PROTOCOL",
  "writes-latin-1": "ADAPTER_NOT_UTF8",
  "writes-one-huge-line": "ADAPTER_LINE_TOO_LONG",
};

/** Adapters that are sound, that need more than smoke to break, or that have a test of their own. */
const NOT_BROKEN = [
  "adapter",
  "leads-to-errors",
  "polite",
  "reports-an-error",
  "says-nothing",
  "skips",
  "starts-only-once",
  "tells-what-it-got",
  "writes-to-stderr",
];

describe("smoke", () => {
  test("has a diagnosis for every adapter on the shelf", () => {
    const files = readdirSync(join(HERE, "shelf")).map((file) => file.replace(/\.mjs$/, ""));
    expect(files.sort()).toStrictEqual([...Object.keys(BROKEN), ...NOT_BROKEN].sort());
  });

  test.each(Object.entries(BROKEN))("%s is broken: %s", async (file, code) => {
    const report = await smoke(file);
    expect(smokeExitStatus(report)).toBe(3);
    const broken = report.findings.filter(({ kind }) => kind === "broken");
    expect(broken.map((finding) => finding.code)).toContain(code);
    expect(report.findings.filter(({ kind }) => kind !== "broken")).toStrictEqual([]);
    for (const finding of broken) expect(finding.nextStep).toBe(BREAKAGES[finding.code as BreakageCode]);
  });

  test("an adapter that reports an error errored", async () => {
    const report = await smoke("reports-an-error");
    expect(report.findings).toMatchObject([{ kind: "errored", code: "ADAPTER_ERROR", scenario: "one-device" }]);
    expect(report.findings[0]?.what).toContain("driver.c:42");
    expect(smokeExitStatus(report)).toBe(3);
  });

  test("an adapter whose steps end with an error errored", async () => {
    const report = await smoke("leads-to-errors");
    expect(report.findings).toMatchObject([{ kind: "errored", code: "ADAPTER_ERROR" }]);
    expect(report.findings[0]?.what).toContain("list is undefined");
    expect(smokeExitStatus(report)).toBe(3);
  });

  test("an adapter that skips everything skipped, and judges nothing", async () => {
    const report = await smoke("skips");
    expect(new Set(report.findings.map(({ kind }) => kind))).toStrictEqual(new Set(["skipped"]));
    expect(report.findings).toHaveLength(SMOKE_CASES.length);
    expect(smokeExitStatus(report)).toBe(3);
  });

  test.each(["polite", "writes-to-stderr"])("%s is sound", async (file) => {
    const report = await smoke(file);
    expect(report.findings).toStrictEqual([]);
    expect(smokeExitStatus(report)).toBe(0);
  });

  test("a failure of the implementation behind a working adapter is reported as a failure", async () => {
    const report = await smokeAdapter(`exec '${process.execPath}' '${join(HERE, "shelf", "polite.mjs")}'`, {
      ...OPTIONS,
      judge: ({ name }) => (name === "merging" ? [{ requirement: "merge/order", what: "the order is wrong" }] : []),
    });
    expect(report.findings).toMatchObject([{ kind: "failed", code: "merge/order", scenario: "merging" }]);
    expect(smokeExitStatus(report)).toBe(1);
  });
});

describe("the scenarios of the smoke test", () => {
  test.each(SMOKE_CASES)("$name is of a valid platform, and the reference passes it", async ({ name, scenario }) => {
    expect(validatePlatform(scenario.platform)).toStrictEqual([]);
    const judging = { suite, profile: LINUX_PROFILE, divergences: [] };
    const executor = inProcessExecutor(referenceImplementation);
    const trace = await executeCase(judging, executor, NO_PULSE, REQUIREMENTS, scenario);
    const verdicts = judgeCase(REQUIREMENTS, scenario, trace, LINUX_PROFILE);
    const unseen = verdicts.filter(({ outcome }) => outcome === "not-observable").map(({ requirement: { id } }) => id);
    expect(verdicts.filter(({ outcome }) => outcome !== "pass" && outcome !== "not-observable")).toStrictEqual([]);
    // A broken table triggers little by design; every other scenario is about something.
    expect(verdicts.length > 0 || name === "broken-table").toBe(true);
    // An implementation that took no memory has not shown that it would complain.
    if (!trace.observesMemory) return;
    // Of two lists of a device, the one for which memory ran out shows nothing.
    expect(unseen).toStrictEqual(name === "no-memory" ? ["ownership/fresh-per-get"] : []);
  });
});
