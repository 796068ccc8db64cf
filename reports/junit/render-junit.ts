/**
 * JUnit XML: a test suite a family, a test case a requirement (schemas/junit.xsd).
 *
 * Skip reasons are kept. A requirement that was not observed although the profile expects it is an error and
 * not a skip: a consumer that shows skips in green would otherwise show it in green. No times are written: a
 * record has none, because equal runs give equal records.
 */

import { describeCases } from "../text/describe-cases.ts";
import { match } from "ts-pattern";
import type { FailureLine, RequirementLine } from "../../model/record.ts";
import { renderFailure } from "../failure/render-failure.ts";
import { witnessSentence } from "../failure/witness-sentence.ts";
import {
  failuresOf,
  failuresOfNoRequirement,
  familiesOf,
  troubleOfRun,
  type Family,
  type RunReport,
} from "../record/run-report.ts";
import { escapeText } from "../text/escape-text.ts";
import { implementationName, requirementInWords } from "../text/outcome-in-words.ts";
import { xmlAttributes, xmlText } from "../xml/xml-text.ts";

const WIDTH = 110;
/** How many failures of one requirement are written out. */
const MOST_FAILURES = 8;
const MOST_TEXT = 400;

interface TestCase {
  readonly xml: string;
  readonly kind: "pass" | "failure" | "error" | "skipped";
}

/** The report as an XML document. */
export function renderJunit(report: RunReport): string {
  const suites = familiesOf(report.requirements).map((family) => suiteOf(report, family));
  const others = failuresOfNoRequirement(report);
  if (others.length > 0) suites.push(suite("cases", others.map(caseOfFailure)));
  const trouble = troubleOfRun(report);
  if (trouble !== undefined) suites.push(suite("run", [caseOfRun(trouble)]));
  const sum = (kind: TestCase["kind"]): number =>
    suites.reduce((total, { cases }) => total + cases.filter((each) => each.kind === kind).length, 0);
  const attributes = xmlAttributes({
    name: `rmrr-conformance: ${implementationName(report.header)}`,
    tests: suites.reduce((total, { cases }) => total + cases.length, 0),
    failures: sum("failure"),
    errors: sum("error"),
    skipped: sum("skipped"),
  });
  const properties = propertiesOf(report);
  const body = suites.map(({ name, cases }) => suiteXml(name, cases, properties)).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes}>\n${body}</testsuites>\n`;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

function suite(name: string, cases: readonly TestCase[]): Suite {
  return { name, cases };
}

function suiteOf(report: RunReport, { name, requirements }: Family): Suite {
  return suite(
    name,
    requirements.map((requirement) => caseOf(requirement, failuresOf(report, requirement.id))),
  );
}

function suiteXml(name: string, cases: readonly TestCase[], properties: string): string {
  const count = (kind: TestCase["kind"]): number => cases.filter((each) => each.kind === kind).length;
  const attributes = xmlAttributes({
    name: escapeText(name, MOST_TEXT),
    tests: cases.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  });
  return `  <testsuite${attributes}>\n${properties}${cases.map(({ xml }) => xml).join("")}  </testsuite>\n`;
}

function propertiesOf({ header, footer }: RunReport): string {
  const { suiteVersion, specification, profile, either, seed, options, implementation } = header;
  const values: readonly (readonly [string, string])[] = [
    ["suite version", suiteVersion],
    ["VT-d revision", specification],
    ["profile", [profile, ...either.map((name) => `either ${name}`)].join(", ")],
    ["seed", seed],
    ["cases", describeCases(options)],
    ["implementation", implementation.name],
    ["implementation version", implementation.version ?? ""],
    ["exit status", String(footer.exitStatus)],
  ];
  const lines = values.map(
    ([name, value]) => `      <property${xmlAttributes({ name, value: escapeText(value, MOST_TEXT) })}/>\n`,
  );
  return `    <properties>\n${lines.join("")}    </properties>\n`;
}

function caseOf(requirement: RequirementLine, failures: readonly FailureLine[]): TestCase {
  const { id, outcome, missed } = requirement;
  const words = requirementInWords(requirement);
  const attributes = xmlAttributes({
    name: escapeText(id, MOST_TEXT),
    classname: `rmrr-conformance.${escapeText(id.slice(0, Math.max(0, id.indexOf("/"))), MOST_TEXT)}`,
  });
  const around = (inner: string): string => `    <testcase${attributes}>\n${inner}    </testcase>\n`;
  if (missed === true && !["hang", "fail", "error", "unexpected-pass"].includes(outcome)) {
    const error = `      <error${xmlAttributes({ type: outcome, message: `expected to be observed: ${words}` })}/>\n`;
    return { kind: "error", xml: around(error) };
  }
  return match(outcome)
    .with("pass", (): TestCase => ({ kind: "pass", xml: `    <testcase${attributes}/>\n` }))
    .with("known", (): TestCase => {
      const reason = failures.map(({ divergence }) => escapeText(divergence?.reason ?? "", MOST_TEXT)).join("; ");
      const message = `known divergence: ${reason}`;
      return { kind: "skipped", xml: around(`      <skipped${xmlAttributes({ type: "known", message })}/>\n`) };
    })
    .with("skipped", "not-observable", (): TestCase => {
      const skipped = `      <skipped${xmlAttributes({ type: outcome, message: words })}/>\n`;
      return { kind: "skipped", xml: around(skipped) };
    })
    .with("error", (): TestCase => ({ kind: "error", xml: around(troubleXml("error", requirement, failures)) }))
    .with("fail", "hang", "unexpected-pass", (): TestCase => {
      return { kind: "failure", xml: around(troubleXml("failure", requirement, failures)) };
    })
    .exhaustive();
}

/** One element, however many failures there are: many consumers show the first only. */
function troubleXml(
  element: "failure" | "error",
  requirement: RequirementLine,
  failures: readonly FailureLine[],
): string {
  const [first] = failures;
  const words = requirementInWords(requirement);
  const attributes = xmlAttributes({
    type: first === undefined ? requirement.outcome : escapeText(first.rule, MOST_TEXT),
    message: first === undefined ? words : witnessSentence(first),
  });
  const shown = failures.slice(0, MOST_FAILURES).map(textOf);
  if (failures.length > shown.length) shown.push(`and ${failures.length - shown.length} more ways of failing`);
  return `      <${element}${attributes}>${xmlText([words, ...shown].join("\n\n"))}</${element}>\n`;
}

function caseOfFailure(failure: FailureLine): TestCase {
  const attributes = xmlAttributes({ name: escapeText(failure.rule, MOST_TEXT), classname: "rmrr-conformance.cases" });
  const kind = failure.outcome === "error" ? "error" : "failure";
  const type = escapeText(failure.rule, MOST_TEXT);
  const inner = `<${kind}${xmlAttributes({ type, message: witnessSentence(failure) })}>${xmlText(textOf(failure))}</${kind}>`;
  return { kind, xml: `    <testcase${attributes}>\n      ${inner}\n    </testcase>\n` };
}

function caseOfRun(trouble: string): TestCase {
  const attributes = xmlAttributes({ name: "could be judged", classname: "rmrr-conformance.run" });
  const error = `<error${xmlAttributes({ type: "not-judged", message: escapeText(trouble, MOST_TEXT) })}/>`;
  return { kind: "error", xml: `    <testcase${attributes}>\n      ${error}\n    </testcase>\n` };
}

function textOf(failure: FailureLine): string {
  return renderFailure(failure, { colour: false, width: WIDTH });
}
