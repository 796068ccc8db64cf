import { describe, expect, test } from "vitest";
import type { SituationLine } from "../../model/record.ts";
import { renderHtml } from "../../reports/html/render-html.ts";
import { renderMarkdown } from "../../reports/markdown/render-markdown.ts";
import { runReport } from "../../reports/record/run-report.ts";
import { promiseInWords, shareInWords, situationShares } from "../../reports/record/situation-shares.ts";
import { TerminalReport } from "../../reports/terminal/terminal-report.ts";
import { exampleLines } from "./example-report.ts";

function line(name: string, stream: string, held: number, cases: number, leastShare?: number): SituationLine {
  return { line: "situation", name, stream, held, cases, ...(leastShare === undefined ? {} : { leastShare }) };
}

function terminalText(lines: readonly Parameters<TerminalReport["line"]>[0][]): string {
  let text = "";
  const report = new TerminalReport((part) => (text += part), { paint: (_, it) => it, colour: false, width: 110 });
  for (const each of lines) report.line(each);
  return text;
}

describe("the share of a situation", () => {
  test("is that of the stream that is promised to reach it, wherever its line stands", () => {
    const promised = line("deep", "hierarchy", 3, 100, 0.02);
    const other = line("deep", "merge", 90, 100);
    expect(situationShares([promised, other])).toEqual([{ ...promised, isLow: false }]);
    expect(situationShares([other, promised])).toEqual([{ ...promised, isLow: false }]);
  });

  test("is that of the stream that reaches it most often, if none is promised to", () => {
    const seldom = line("deep", "hierarchy", 30, 1000);
    const often = line("deep", "merge", 4, 100);
    expect(situationShares([seldom, often])).toEqual([{ ...often, isLow: false }]);
    expect(situationShares([often, seldom])).toEqual([{ ...often, isLow: false }]);
  });

  test.each([
    [6, 350, 0.02, true],
    [7, 350, 0.02, false],
    [49, 10_000, 0.005, true],
    [50, 10_000, 0.005, false],
    [0, 0, 0.005, true],
  ])("%i of %i cases where %d are promised: low is %s", (held, cases, leastShare, isLow) => {
    expect(situationShares([line("deep", "hierarchy", held, cases, leastShare)])[0]!.isLow).toBe(isLow);
  });

  test("reads as a count and a percentage", () => {
    const share = line("deep", "hierarchy", 1234, 20_000, 0.005);
    expect([shareInWords(share), promiseInWords(share)]).toEqual(["1,234 of 20,000 cases, 6.2 %", "at least 0.5 %"]);
    expect(promiseInWords(line("deep", "merge", 1, 2))).toBe("");
    expect(shareInWords(line("deep", "merge", 0, 0))).toBe("0 of 0 cases, 0.0 %");
  });
});

describe("every renderer", () => {
  const lines = exampleLines();
  const without = lines.filter((each) => each.line !== "situation");

  test("of text has a row a situation, and a word where the share is low", () => {
    const rows = terminalText(lines)
      .split("\n")
      .filter((row) => row.includes("cases,") && row.includes("%"));
    expect(rows.map((row) => row.trim().replaceAll(/ +/g, " "))).toEqual([
      "hierarchy depth-of-4 312 of 1,000 cases, 31.2 %; at least 2.0 %",
      "low hierarchy depth-of-24 4 of 1,000 cases, 0.4 %; at least 0.5 % promised",
      "ours ours 12 of 1,000 cases, 1.2 %",
    ]);
    expect(terminalText(without)).not.toContain("situations");
  });

  test("of Markdown has a table of them, folded away", () => {
    const text = renderMarkdown(runReport(lines));
    expect(text).toContain("<details><summary>3 situations, 1 in a smaller share than promised</summary>");
    expect(text).toContain("| `depth-of-24` | hierarchy | 4 of 1,000 cases, 0.4 % | **at least 0.5 %** |");
    expect(renderMarkdown(runReport(without))).not.toContain("situation");
  });

  test("of HTML has a table of them, folded away", () => {
    const text = renderHtml(runReport(lines)).replaceAll(/\s+/g, " ");
    expect(text).toContain("1 in a smaller share of the cases than promised");
    expect(text).toContain("<td>312 of 1,000 cases, 31.2 %</td>");
    expect(text).toContain('<span class="chip tone-warning">at least 0.5 %</span>');
    expect(renderHtml(runReport(without))).not.toContain("situations-title");
  });
});
