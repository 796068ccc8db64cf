import { describe, expect, test } from "vitest";
import type { FailureLine } from "../../model/record.ts";
import { diagnosisSentence } from "../../reports/failure/diagnosis-sentence.ts";
import { renderFailure } from "../../reports/failure/render-failure.ts";
import { renderHtml } from "../../reports/html/render-html.ts";
import { renderMarkdown } from "../../reports/markdown/render-markdown.ts";
import { runReport } from "../../reports/record/run-report.ts";
import { EXAMPLE_FAILURE } from "./example-failure.ts";
import { exampleLines } from "./example-report.ts";

const LEAK = { name: "leak", description: "An entry is leaked.", mendedBy: "Linux 5.3" };
const OTHER = { name: "other", description: "Another mistake." };

function diagnosed(diagnosis: FailureLine["diagnosis"]): FailureLine {
  return { ...EXAMPLE_FAILURE, ...(diagnosis === undefined ? {} : { diagnosis }) };
}

describe("the diagnosis of a failure", () => {
  test("names the fault, the mistake and what fixed it", () => {
    expect(diagnosisSentence(diagnosed({ faults: [LEAK], shared: 1, examined: 1 }))).toBe(
      "Behaves like faulty/leak: An entry is leaked. Fixed by Linux 5.3.",
    );
  });

  test("says how many failures behave like it, and what it cannot be told from", () => {
    expect(diagnosisSentence(diagnosed({ faults: [OTHER, LEAK], shared: 2, examined: 3 }))).toBe(
      "Behaves like faulty/other: Another mistake. It cannot be told from faulty/leak. 2 of the 3 failures of the run do.",
    );
  });

  test("of one failure of several is said of one", () => {
    expect(diagnosisSentence(diagnosed({ faults: [OTHER], shared: 1, examined: 3 }))).toBe(
      "Behaves like faulty/other: Another mistake. 1 of the 3 failures of the run does.",
    );
  });

  test("is not there where nothing is known", () => {
    expect(diagnosisSentence(diagnosed(undefined))).toBeUndefined();
    expect(renderFailure(diagnosed(undefined), { colour: false, width: 200 })).not.toContain("Behaves");
  });

  test("stands with the failure on a terminal, in Markdown and in HTML", () => {
    const failure = diagnosed({ faults: [LEAK], shared: 1, examined: 1 });
    const lines = exampleLines().map((line) => (line.line === "failure" && line.outcome === "fail" ? failure : line));
    const sentence = "Behaves like faulty/leak: An entry is leaked.";
    expect(renderFailure(failure, { colour: false, width: 200 })).toContain(sentence);
    expect(renderMarkdown(runReport(lines))).toContain(sentence);
    expect(renderHtml(runReport(lines))).toContain(sentence);
  });
});
