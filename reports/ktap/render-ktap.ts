/**
 * KTAP, version 1, as `tools/testing/kunit/kunit.py parse` reads it: a test a family, a subtest a requirement.
 *
 * Diagnostics stand before the result that they belong to and begin with `#` and three spaces, so that no text
 * can be taken for a result, a plan or the name of a subtest.
 */

import { match } from "ts-pattern";
import type { FailureLine, RequirementLine } from "../../model/record.ts";
import { renderFailure } from "../failure/render-failure.ts";
import { failuresOf, failuresOfNoRequirement, familiesOf, troubleOfRun, type RunReport } from "../record/run-report.ts";
import { escapeText } from "../text/escape-text.ts";
import { countsInWords, implementationName, requirementInWords, verdictOf } from "../text/outcome-in-words.ts";

const WIDTH = 96;
const MOST_FAILURES = 8;

interface Result {
  readonly name: string;
  readonly good: boolean;
  /** `SKIP reason`, if there is one. */
  readonly directive?: string;
  readonly diagnostics: readonly string[];
}

interface Test {
  readonly name: string;
  readonly results: readonly Result[];
}

export function renderKtap(report: RunReport): string {
  const { header, footer } = report;
  const tests: Test[] = familiesOf(report.requirements).map(({ name, requirements }) => ({
    name,
    results: requirements.map((requirement) => resultOf(requirement, failuresOf(report, requirement.id))),
  }));
  const others = failuresOfNoRequirement(report);
  if (others.length > 0) tests.push({ name: "cases", results: others.map(resultOfFailure) });
  const trouble = troubleOfRun(report);
  if (trouble !== undefined) {
    tests.push({
      name: "run",
      results: [{ name: "could be judged", good: false, diagnostics: [escapeText(trouble, 400)] }],
    });
  }
  const lines = ["KTAP version 1", `1..${tests.length}`];
  for (const [index, { name, results }] of tests.entries()) {
    lines.push("    KTAP version 1", `    # Subtest: ${inName(name)}`, `    1..${results.length}`);
    for (const [position, result] of results.entries()) lines.push(...resultLines(result, position + 1, "    "));
    const good = results.every((result) => result.good);
    const skipped = results.every(({ directive }) => directive?.startsWith("SKIP") === true);
    const directive = skipped ? { directive: "SKIP nothing of it was observed" } : {};
    lines.push(...resultLines({ name, good, diagnostics: [], ...directive }, index + 1, ""));
  }
  for (const text of [
    `rmrr-conformance ${header.suiteVersion}, VT-d Rev ${header.specification}, profile ${header.profile}`,
    `${implementationName(header)}: ${verdictOf(report)}`,
    `${countsInWords(footer)}; seed ${escapeText(header.seed, 200)}`,
  ]) {
    lines.push(`#   ${text}`);
  }
  return `${lines.join("\n")}\n`;
}

function resultLines({ name, good, directive, diagnostics }: Result, number: number, indent: string): string[] {
  const result = `${good ? "ok" : "not ok"} ${number} ${inName(name)}`;
  return [
    ...diagnostics.flatMap((text) => text.split("\n")).map((line) => `${indent}#   ${line}`.trimEnd()),
    `${indent}${result}${directive === undefined ? "" : ` # ${directive}`}`,
  ];
}

function resultOf(requirement: RequirementLine, failures: readonly FailureLine[]): Result {
  const { id, outcome, missed } = requirement;
  const name = id.slice(id.indexOf("/") + 1);
  const words = requirementInWords(requirement);
  if (missed === true) return { name, good: false, diagnostics: [`not observed: ${words}`, ...texts(failures)] };
  return match(outcome)
    .with("pass", (): Result => ({ name, good: true, diagnostics: [] }))
    .with("known", (): Result => {
      const reason = escapeText(failures[0]?.divergence?.reason ?? words, 200);
      return { name, good: true, directive: `XFAIL ${withoutHash(reason)}`, diagnostics: [] };
    })
    .with("skipped", "not-observable", (): Result => {
      return { name, good: true, directive: `SKIP ${withoutHash(words)}`, diagnostics: [] };
    })
    .with("fail", "hang", "error", "unexpected-pass", (): Result => {
      return { name, good: false, diagnostics: [`${outcome}: ${words}`, ...texts(failures)] };
    })
    .exhaustive();
}

function resultOfFailure(failure: FailureLine): Result {
  return { name: failure.rule, good: false, diagnostics: texts([failure]) };
}

function texts(failures: readonly FailureLine[]): string[] {
  const shown = failures
    .slice(0, MOST_FAILURES)
    .map((failure) => renderFailure(failure, { colour: false, width: WIDTH }));
  if (failures.length > shown.length) shown.push(`and ${failures.length - shown.length} more ways of failing`);
  return shown;
}

/** A name ends where a directive begins: at a hash. */
function inName(name: string): string {
  return withoutHash(escapeText(name, 120));
}

function withoutHash(text: string): string {
  return text.replaceAll("#", "\\x23");
}
