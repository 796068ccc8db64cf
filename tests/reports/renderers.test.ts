import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { parse as parseJunit } from "junit2json";
import { describe, expect, test } from "vitest";
import { OUTCOMES } from "../../model/verdict.ts";
import { renderBadge } from "../../reports/badge/render-badge.ts";
import { renderAnnotations } from "../../reports/github/render-annotations.ts";
import { renderHtml } from "../../reports/html/render-html.ts";
import { renderJunit } from "../../reports/junit/render-junit.ts";
import { renderKtap } from "../../reports/ktap/render-ktap.ts";
import { renderMarkdown } from "../../reports/markdown/render-markdown.ts";
import type { RunReport } from "../../reports/record/run-report.ts";
import { isActing } from "../../reports/text/escape-text.ts";
import { ROOT } from "../support/built.ts";
import { hasKunit, kunitTool } from "../support/kunit.ts";
import { exampleReport, HOSTILE_TEXTS } from "./example-report.ts";

const RENDERERS: readonly (readonly [string, (report: RunReport) => string])[] = [
  ["junit", renderJunit],
  ["ktap", renderKtap],
  ["github", renderAnnotations],
  ["markdown", renderMarkdown],
  ["badge", renderBadge],
  ["html", (report) => withoutOwnScript(renderHtml(report))],
];

const ALL_TEXTS: readonly (readonly [string, string])[] = [["what is harmless", "ours"], ...HOSTILE_TEXTS];
const xmllint = spawnSync("xmllint", ["--version"]).status === 0;

describe.each(RENDERERS)("%s", (name, render) => {
  test.each(HOSTILE_TEXTS)("lets %s do nothing", (_what, said) => {
    const text = render(exampleReport({ said }));
    expect(text.length).toBeLessThan(name === "html" ? 1_000_000 : 300_000);
    // Line breaks are the renderer's own; the zero width space of Markdown is written as a reference.
    expect(isActing(text.replaceAll("\n", ""))).toBe(false);
  });

  test.each(HOSTILE_TEXTS)("lets %s become no markup", (_what, said) => {
    const text = render(exampleReport({ said }));
    const markup = name === "ktap" || name === "github" ? "" : withoutCode(text);
    expect(markup).not.toMatch(/<(script|img|b)\b/i);
  });

  test("is the same for equal records", () => {
    expect(render(exampleReport())).toBe(render(exampleReport()));
  });

  test("ends with a line break", () => {
    expect(render(exampleReport()).endsWith("\n")).toBe(true);
    expect(name).not.toBe("");
  });
});

describe("JUnit XML", () => {
  const valid = (xml: string): void => {
    execFileSync("xmllint", ["--noout", "--schema", join(ROOT, "schemas", "junit.xsd"), "-"], {
      input: xml,
      stdio: ["pipe", "pipe", "pipe"],
    });
  };

  test.skipIf(!xmllint).each(ALL_TEXTS)("is valid by our schema: %s", (_what, said) => {
    valid(renderJunit(exampleReport({ said })));
  });

  test.skipIf(!xmllint)("is not valid if a reason is missing: the schema can tell", () => {
    const broken = renderJunit(exampleReport()).replace(/(<skipped type="\w+") message="[^"]*"/, "$1");
    expect(() => valid(broken)).toThrow("The attribute 'message' is required but missing");
  });

  test("is read back by a JUnit parser with every outcome and reason in its place", async () => {
    const parsed = await parseJunit(renderJunit(exampleReport({ said: "why & <how>" })));
    if (parsed === undefined || parsed === null || !("testsuite" in parsed)) throw new Error("nothing was parsed");
    expect(parsed).toMatchObject({ tests: 8, failures: 3, errors: 2, skipped: 2 });
    const cases = (parsed.testsuite ?? []).flatMap(({ testcase }) => testcase ?? []);
    const found = Object.fromEntries(
      cases.map(({ name, failure, error, skipped }) => [
        name,
        failure !== undefined ? "failure" : error !== undefined ? "error" : skipped !== undefined ? "skipped" : "pass",
      ]),
    );
    expect(found).toEqual({
      "coverage/hang": "failure",
      "coverage/fail": "failure",
      "coverage/error": "error",
      "coverage/unexpected-pass": "failure",
      "coverage/known": "skipped",
      "coverage/skipped": "skipped",
      "coverage/not-observable": "error",
      "windows/pass": "pass",
    });
    const skipped = cases.find(({ name }) => name === "coverage/skipped");
    expect(JSON.stringify(skipped)).toContain("why & <how>");
  });
});

describe("KTAP", () => {
  test("has a plan for every list of results, numbered from 1", () => {
    const lines = renderKtap(exampleReport()).split("\n");
    expect(lines.slice(0, 2)).toEqual(["KTAP version 1", "1..2"]);
    for (const indent of ["", "    "]) {
      let number = 0;
      let planned = 0;
      for (const line of lines.filter((each) => each.startsWith(indent) && !each.startsWith(`${indent} `))) {
        const plan = /^1\.\.(\d+)$/.exec(line.slice(indent.length));
        const result = /^(?:not )?ok (\d+) /.exec(line.slice(indent.length));
        if (plan) [planned, number] = [Number(plan[1]), 0];
        if (result) expect(Number(result[1])).toBe(++number);
        expect(number).toBeLessThanOrEqual(planned);
      }
    }
  });

  test.skipIf(!hasKunit()).each(ALL_TEXTS)("is read by the parser of Linux's kunit.py: %s", (_what, said) => {
    const { status, stdout, stderr } = spawnSync("python3", [kunitTool(), "parse", "--json"], {
      input: renderKtap(exampleReport({ said })),
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(1);
    const json = JSON.parse(stdout.slice(stdout.indexOf("{\n"), stdout.lastIndexOf("}\n") + 2)) as {
      sub_groups: { name: string; test_cases: { name: string; status: string }[] }[];
    };
    const found = json.sub_groups.flatMap((group) =>
      group.test_cases.map((each) => [`${group.name}/${each.name}`, each.status]),
    );
    expect(Object.fromEntries(found)).toEqual({
      "coverage/hang": "FAIL",
      "coverage/fail": "FAIL",
      "coverage/error": "FAIL",
      "coverage/unexpected-pass": "FAIL",
      "coverage/known": "PASS",
      "coverage/skipped": "SKIP",
      "coverage/not-observable": "FAIL",
      "windows/pass": "PASS",
    });
    expect(stdout + stderr).not.toMatch(/\[ERROR\]/);
  });
});

describe("GitHub annotations", () => {
  test("are one command a line, whatever an implementation says", () => {
    for (const [, said] of HOSTILE_TEXTS) {
      for (const line of renderAnnotations(exampleReport({ said })).trimEnd().split("\n")) {
        expect(line).toMatch(/^::(error|warning|notice) title=[^:,]*::/);
      }
    }
  });

  test("say what the run came to first, and never more than ten of a kind", () => {
    const report = exampleReport();
    const failures = Array.from({ length: 40 }, () => report.failures[0]!);
    const lines = renderAnnotations({ ...report, failures })
      .trimEnd()
      .split("\n");
    expect(lines[0]).toContain("does not conform");
    expect(lines.filter((line) => line.startsWith("::error"))).toHaveLength(10);
    expect(lines.findLast((line) => line.startsWith("::error"))).toContain("32 more");
  });
});

describe("Markdown", () => {
  test("has a row for every requirement that did not pass, and a drawing of each failure", () => {
    const text = renderMarkdown(exampleReport());
    for (const outcome of OUTCOMES) expect(text.includes(`\`coverage/${outcome}\``)).toBe(outcome !== "pass");
    // And one for the situations.
    expect(text.match(/<details>/g)).toHaveLength(6);
  });

  test("keeps every table row in its table", () => {
    for (const [, said] of HOSTILE_TEXTS) {
      const rows = renderMarkdown(exampleReport({ said }))
        .split("\n")
        .filter((line) => /^\| . (skipped|hang)/.test(line));
      expect(rows).toHaveLength(2);
      for (const row of rows) expect(row.replaceAll(/\\./g, "").match(/\|/g)).toHaveLength(6);
    }
  });
});

describe("the badge", () => {
  test.each([
    ["pass", "conforms, 1 of 1"],
    ["fail", "fails 1 of 1 requirement"],
    ["not-observable", "not judged"],
  ] as const)("says in words what a run with %s came to", (outcome, words) => {
    expect(renderBadge(exampleReport({ outcomes: [outcome] }))).toContain(`>${words}</text>`);
  });

  test.skipIf(!xmllint)("is well-formed", () => {
    execFileSync("xmllint", ["--noout", "-"], { input: renderBadge(exampleReport()) });
  });
});

/** Markdown without what it shows as it is: fenced blocks and code spans. Other formats have neither. */
function withoutCode(text: string): string {
  return text.replaceAll(/^(`{3,}).*\n[^]*?\n\1$/gm, "").replaceAll(/(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, "");
}

/** The page has one script, its last element, and its policy names it by its digest. */
function withoutOwnScript(text: string): string {
  return text.slice(0, text.lastIndexOf("<script>")) + text.slice(text.lastIndexOf("</script>"));
}
