import { describe, expect, test } from "vitest";
import type { RequirementLine } from "../../model/record.ts";
import type { Outcome } from "../../model/verdict.ts";
import { diffReports } from "../../reports/diff/diff-reports.ts";
import { renderDiff } from "../../reports/diff/render-diff.ts";
import { renderMatrixHtml } from "../../reports/html/render-matrix-html.ts";
import { buildMatrix } from "../../reports/matrix/build-matrix.ts";
import { renderMatrixMarkdown } from "../../reports/matrix/render-matrix-markdown.ts";
import { renderMatrixText } from "../../reports/matrix/render-matrix-text.ts";
import type { RunReport } from "../../reports/record/run-report.ts";
import { isActing } from "../../reports/text/escape-text.ts";
import { painter } from "../../reports/text/painter.ts";
import { EXAMPLE_FAILURE } from "./example-failure.ts";
import { exampleReport, HOSTILE_TEXTS } from "./example-report.ts";

const ID = "coverage/every-descendant";

/** A run that judged one requirement; it has a failure if it failed. */
function reportWith(
  outcome: Outcome,
  more: Partial<RequirementLine> = {},
  rules: readonly string[] = ["descendant-missing"],
): RunReport {
  const line: RequirementLine = {
    line: "requirement",
    id: ID,
    level: "must",
    outcome,
    triggered: 100,
    cases: 1000,
    counts: { [outcome]: 100 },
    ...more,
  };
  const failing = (["hang", "fail", "error", "unexpected-pass", "known"] as const).find((each) => each === outcome);
  const failures =
    failing === undefined
      ? []
      : rules.map((rule) => ({
          ...EXAMPLE_FAILURE,
          outcome: failing,
          rule,
          witness: { ...EXAMPLE_FAILURE.witness, rule },
        }));
  return { ...exampleReport({ outcomes: ["pass"] }), requirements: [line], failures };
}

describe("the difference of two runs", () => {
  test.each([
    ["pass", "fail", 1],
    ["pass", "hang", 1],
    ["pass", "not-observable", 1],
    ["pass", "skipped", 1],
    ["pass", "known", 1],
    ["known", "unexpected-pass", 1],
    ["known", "fail", 1],
    ["error", "fail", 1],
    ["fail", "hang", 1],
    ["fail", "pass", 0],
    ["hang", "fail", 0],
    ["fail", "known", 0],
    ["not-observable", "pass", 0],
    ["pass", "pass", 0],
    ["fail", "fail", 0],
  ] as const)("%s before and %s now has the exit status %i", (before, now, exitStatus) => {
    // A failure by the same rule, so that only the outcome counts.
    const old = reportWith(before);
    const current = reportWith(now);
    const comparable = { ...old, failures: [...old.failures, ...current.failures] };
    expect(diffReports(comparable, current).exitStatus).toBe(exitStatus);
  });

  test("of a run and itself is nothing", () => {
    const report = exampleReport();
    const { conditions, exitStatus, ...lists } = diffReports(report, report);
    expect(conditions).toEqual([]);
    expect(exitStatus).toBe(0);
    expect(Object.values(lists).flat()).toEqual([]);
  });

  test("names what fails anew and what is fixed, and each the other way round", () => {
    const there = diffReports(reportWith("pass"), reportWith("fail"));
    expect(there.worse.map(({ id }) => id)).toEqual([ID]);
    expect(there.fixed).toEqual([]);
    const back = diffReports(reportWith("fail"), reportWith("pass"));
    expect(back.fixed.map(({ id }) => id)).toEqual([ID]);
    expect(back.worse).toEqual([]);
    expect(back.goneRules).toHaveLength(1);
  });

  test("counts a failure by a new rule as worse, though the requirement failed before", () => {
    const diff = diffReports(
      reportWith("fail"),
      reportWith("fail", {}, ["descendant-missing", "bridge-below-missing"]),
    );
    expect(diff.newRules.map(({ rule }) => rule)).toEqual(["bridge-below-missing"]);
    expect(diff.exitStatus).toBe(1);
  });

  test("takes a rule that was hidden by a hang for no change for the worse", () => {
    const diff = diffReports(reportWith("hang"), reportWith("fail"));
    expect(diff.fixed.map(({ id }) => id)).toEqual([ID]);
    expect([diff.newRules, diff.exitStatus]).toEqual([[], 0]);
  });

  test("tells another witness and other counts, which are not worse", () => {
    const old = reportWith("fail");
    const now = reportWith("fail", { counts: { fail: 3, pass: 97 } });
    const failures = now.failures.map((failure) => ({ ...failure, witness: { ...failure.witness, device: "usb" } }));
    const diff = diffReports(old, { ...now, failures });
    expect(diff.changedWitnesses).toHaveLength(1);
    expect(diff.changedCounts.map(({ id }) => id)).toEqual([ID]);
    expect(diff.exitStatus).toBe(0);
  });

  test("takes a requirement that is no longer judged for worse, and a new one that passes for no change", () => {
    const nothing = { ...reportWith("pass"), requirements: [] };
    expect(diffReports(reportWith("pass"), nothing).exitStatus).toBe(1);
    expect(diffReports(nothing, reportWith("pass")).exitStatus).toBe(0);
    expect(diffReports(nothing, reportWith("fail")).exitStatus).toBe(1);
  });

  test("takes what was expected to be observed and was not for worse than what was skipped", () => {
    expect(diffReports(reportWith("not-observable"), reportWith("not-observable", { missed: true })).exitStatus).toBe(
      1,
    );
  });

  test("names the conditions that differ", () => {
    const old = reportWith("pass");
    const now = { ...old, header: { ...old.header, seed: "other", profile: "vtd" } };
    expect(diffReports(old, now).conditions).toEqual(["profile", "seed"]);
    const troubled = { ...old, footer: { ...old.footer, problems: ["STORE_UNREADABLE"] } };
    expect(diffReports(old, troubled).conditions).toEqual(["problems"]);
    expect(diffReports(troubled, troubled).conditions).toEqual([]);
  });

  test.each(HOSTILE_TEXTS)("lets %s do nothing", (_what, said) => {
    const [old, now] = [exampleReport({ outcomes: ["pass"], said }), exampleReport({ said })];
    const text = renderDiff(old, now, diffReports(old, now), { paint: painter(false), width: 100 });
    expect(isActing(text.replaceAll("\n", ""))).toBe(false);
    expect(text.length).toBeLessThan(100_000);
  });
});

describe("a matrix", () => {
  const reports = [reportWith("pass"), reportWith("fail"), { ...reportWith("pass"), requirements: [] }];

  test("has a row a requirement and a column a record, and says where nothing was judged", () => {
    const { columns, rows } = buildMatrix(reports);
    expect(columns.map(({ key }) => key)).toEqual(["A", "B", "C"]);
    expect(rows.map(({ id }) => id)).toEqual([ID]);
    expect(rows[0]?.cells.map(({ requirement }) => requirement?.outcome)).toEqual(["pass", "fail", undefined]);
  });

  test("goes on from Z to AA", () => {
    const { columns } = buildMatrix(Array.from({ length: 53 }, () => reportWith("pass")));
    expect([columns[25]?.key, columns[26]?.key, columns[52]?.key]).toEqual(["Z", "AA", "BA"]);
  });

  test("as text names the witness of a cell", () => {
    const text = renderMatrixText(buildMatrix(reports), 100);
    expect(text).toMatch(/coverage\/every-descendant {2}must {3}✓ pass {2}✗ fail \[1\] {2}not judged/);
    expect(text).toContain("[1] B fail coverage/every-descendant");
  });

  test("as Markdown links a cell to a heading that is there", () => {
    const text = renderMatrixMarkdown(buildMatrix(reports));
    expect(text).toContain("| [✗ fail](#witness-1) |");
    expect(text).toContain("\n### Witness 1\n");
  });

  test("as HTML links a cell to the figures of its witness", () => {
    const text = renderMatrixHtml(reports);
    expect(text).toMatch(/<a href="#failure-1"\s*>/);
    expect(text).toContain('id="failure-1"');
    expect(text).toContain("missing [0x7b000000, 0x7b7fffff]");
  });

  test("every link of the HTML leads somewhere, however many witnesses there are", () => {
    const many = Array.from({ length: 100 }, () => reportWith("fail"));
    const text = renderMatrixHtml(many);
    const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const [, target] of text.matchAll(/href="#([^"]+)"/g)) expect(ids.has(target)).toBe(true);
  });

  test.each(HOSTILE_TEXTS)("lets %s do nothing", (_what, said) => {
    const hostile = [exampleReport({ said }), reportWith("fail")];
    const matrix = buildMatrix(hostile);
    for (const text of [renderMatrixText(matrix, 100), renderMatrixMarkdown(matrix), renderMatrixHtml(hostile)]) {
      expect(isActing(text.replaceAll("\n", ""))).toBe(false);
      expect(text.length).toBeLessThan(1_200_000);
    }
    expect(renderMatrixHtml(hostile).match(/<script\b/g)).toHaveLength(1);
  });
});
