/** What ends with the exit status 0 and is no verdict is never read as one. */

import { describe, expect, test } from "vitest";
import type { EnvironmentLine, RecordLine, ShardLine } from "../../model/record.ts";
import type { Outcome } from "../../model/verdict.ts";
import { renderBadge } from "../../reports/badge/render-badge.ts";
import { renderAnnotations } from "../../reports/github/render-annotations.ts";
import { renderHtml } from "../../reports/html/render-html.ts";
import { renderJunit } from "../../reports/junit/render-junit.ts";
import { renderKtap } from "../../reports/ktap/render-ktap.ts";
import { renderMarkdown } from "../../reports/markdown/render-markdown.ts";
import { buildMatrix } from "../../reports/matrix/build-matrix.ts";
import { renderMatrixMarkdown } from "../../reports/matrix/render-matrix-markdown.ts";
import { runReport } from "../../reports/record/run-report.ts";
import { TerminalReport } from "../../reports/terminal/terminal-report.ts";
import { exampleLines } from "./example-report.ts";

const RENDERERS: readonly (readonly [string, (lines: readonly RecordLine[]) => string])[] = [
  ["text", asText],
  ["html", (lines) => renderHtml(runReport(lines))],
  ["markdown", (lines) => renderMarkdown(runReport(lines))],
  ["github", (lines) => renderAnnotations(runReport(lines))],
  ["ktap", (lines) => renderKtap(runReport(lines))],
  ["badge", (lines) => renderBadge(runReport(lines))],
  ["matrix", (lines) => renderMatrixMarkdown(buildMatrix([runReport(lines)]))],
];

function asText(lines: readonly RecordLine[]): string {
  let text = "";
  const report = new TerminalReport((part) => (text += part), { paint: (_, part) => part, colour: false, width: 100 });
  for (const line of lines) report.line(line);
  return text;
}

function green(outcomes: readonly Outcome[], ...shards: readonly ShardLine[]): RecordLine[] {
  const lines = exampleLines({ outcomes });
  const header = lines.findIndex(({ line }) => line === "header");
  const whole = lines.toSpliced(header + 1, 0, ...shards);
  return whole.map((line) => (line.line === "footer" ? { ...line, exitStatus: 0 } : line));
}

const { line: _, ...HOST } = exampleLines().find(({ line }) => line === "environment") as EnvironmentLine;
const SECOND: ShardLine = { line: "shard", shard: 2, of: 4 };

describe.each(RENDERERS)("%s", (_name, render) => {
  test("says that a run conforms, put together of shards or not", () => {
    expect(render(green(["pass"]))).toMatch(/\bconforms\b/);
    const parts = [1, 2].map((shard): ShardLine => ({ line: "shard", shard, of: 2, environment: HOST }));
    expect(render(green(["pass"], ...parts))).toMatch(/\bconforms\b/);
    expect(render(green(["pass", "skipped", "not-observable"]))).toMatch(/\bconforms\b/);
    expect(render(green(["known"]))).toMatch(/\bconforms\b/);
  });

  test("does not say it of one shard, in which nothing failed", () => {
    const text = render(green(["pass"], SECOND));
    expect(text).toContain("did not fail in shard 2 of 4");
    expect(text).not.toMatch(/\bconforms\b/);
  });

  test("does not say it of an implementation that was not seen to do anything", () => {
    const text = render(green(["skipped", "not-observable"]));
    expect(text).toContain("was not seen to do anything");
    expect(text).not.toMatch(/\bconforms\b/);
  });
});

describe("a run that could not be judged, although all that was judged holds", () => {
  const notJudged = (outcomes: readonly Outcome[], problems: readonly string[] = []): RecordLine[] =>
    green(outcomes).map((line) =>
      line.line === "footer" ? { ...line, exitStatus: 3, ...(problems.length === 0 ? {} : { problems }) } : line,
    );
  const observed = notJudged(["pass", "known"], ["STORE_UNREADABLE"]);
  const unobserved = notJudged(["skipped"]);

  test("has a test in JUnit XML and in KTAP that says so", () => {
    for (const [lines, why] of [
      [observed, "the run had problems: STORE_UNREADABLE"],
      [unobserved, "nothing was observed"],
    ] as const) {
      const junit = renderJunit(runReport(lines));
      expect(junit).toMatch(/^<testsuites .* failures="0" errors="1"/m);
      expect(junit).toContain(`<error type="not-judged" message="${why}"/>`);
      const ktap = renderKtap(runReport(lines));
      expect(ktap).toContain(`    #   ${why}\n    not ok 1 could be judged\nnot ok`);
    }
  });

  test("has no such test where it is green, or where another says that it is not", () => {
    const failed = green(["fail"]).map((line) =>
      line.line === "footer" ? { ...line, exitStatus: 1 as const, problems: ["STORE_UNREADABLE"] } : line,
    );
    for (const lines of [green(["pass"]), green(["pass"], SECOND), failed]) {
      expect(renderJunit(runReport(lines))).not.toContain("could be judged");
      expect(renderKtap(runReport(lines))).not.toContain("could be judged");
    }
  });

  test.each(RENDERERS.filter(([name]) => ["text", "html", "markdown", "github"].includes(name)))(
    "has its problems named in %s",
    (_name, render) => {
      expect(render(observed).replaceAll("\\", "")).toContain("problems: STORE_UNREADABLE");
      expect(render(unobserved)).not.toContain("problems");
    },
  );

  test("has no family in Markdown that looks passed where nothing of it was observed", () => {
    expect(renderMarkdown(runReport(unobserved))).toContain("| ? coverage |");
    expect(renderMarkdown(runReport(observed))).toContain("| ✓ windows |");
  });
});

describe("what is not said to conform", () => {
  test.each([
    ["a shard", green(["pass"], SECOND)],
    ["nothing observed", green(["skipped"])],
  ] as const)("is not green: %s", (_what, lines) => {
    const [right, other] = [green(["pass"]), lines].map((each) => runReport(each));
    const colour = (svg: string): string[] => svg.match(/fill="#[0-9a-f]{6}"/g)!;
    expect(colour(renderBadge(other!))).not.toEqual(colour(renderBadge(right!)));
    expect(renderAnnotations(right!)).toMatch(/^::notice/);
    expect(renderAnnotations(other!)).toMatch(/^::warning/);
    expect(renderHtml(right!)).toContain('class="verdict good"');
    expect(renderHtml(other!)).toContain('class="verdict warning"');
  });
});
