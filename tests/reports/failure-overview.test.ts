/** What of many failures stands at a terminal: the first of each cause in full, the rest in a line each, and none nowhere. */

import { describe, expect, test } from "vitest";
import type { FailureLine, RecordLine } from "../../model/record.ts";
import { failureOverview } from "../../reports/terminal/failure-overview.ts";
import { TerminalReport } from "../../reports/terminal/terminal-report.ts";
import { painter } from "../../reports/text/painter.ts";
import { EXAMPLE_FAILURE } from "./example-failure.ts";

const FOOTER: RecordLine = { line: "footer", exitStatus: 1, requirements: { fail: 9 }, cases: 1000, seed: "s" };

function failed(requirement: string, more: Partial<FailureLine> = {}): FailureLine {
  const { diagnosis: _, ...example } = EXAMPLE_FAILURE;
  return {
    ...example,
    occurrences: 1,
    outcome: "fail",
    requirements: [requirement],
    rule: "wrong",
    replay: `replay ${requirement}`,
    ...more,
  };
}

function like(name: string): Pick<FailureLine, "diagnosis"> {
  return { diagnosis: { faults: [{ name, description: "It is wrong." }], shared: 1, examined: 9 } };
}

function known(requirement: string, reason: string): FailureLine {
  return failed(requirement, { outcome: "known", divergence: { reason, link: "https://example.org/1" } });
}

function printed(failures: readonly FailureLine[], inFull?: string): string {
  let text = "";
  const options = { paint: painter(false), colour: false, width: 100, ...(inFull === undefined ? {} : { inFull }) };
  const report = new TerminalReport((part) => (text += part), options);
  for (const line of [...failures, FOOTER]) report.line(line);
  return text;
}

/** Titles of the failures that are printed with all that belongs to them. */
function titles(text: string): string[] {
  return [...text.matchAll(/^(?:FAIL|HANG|ERROR|UNEXPECTED-PASS|KNOWN) {2}(\S+)/gm)].map(([, name]) => name!);
}

const MANY = [
  failed("coverage/a"),
  failed("coverage/b"),
  failed("merge/a"),
  failed("merge/b", like("unlinked-entry-leaked")),
  failed("group/a", like("unlinked-entry-leaked")),
  failed("group/b", { rule: "other", occurrences: 12 }),
  failed("coverage/a", { rule: "third" }),
];

describe("of the failures of a run", () => {
  test("all are in full if they are few", () => {
    const { whole, further } = failureOverview(MANY.slice(0, 5));
    expect(whole).toEqual(MANY.slice(0, 5));
    expect(further).toEqual([]);
  });

  test("the first of each cause is: what it behaves like, else its family", () => {
    const { whole, further } = failureOverview(MANY);
    expect(whole).toEqual([MANY[0], MANY[2], MANY[3], MANY[5]]);
    expect(further).toEqual([MANY[1], MANY[4], MANY[6]]);
  });

  test("which end their cases have for a cause how they do", () => {
    const dies = (requirement: string, rule: string): FailureLine => failed(requirement, { outcome: "error", rule });
    const failures = [dies("a/a", "dies-in-get"), dies("b/a", "dies-in-get"), dies("a/b", "dies-in-put"), ...MANY];
    expect(failureOverview(failures).whole.slice(0, 2)).toEqual([failures[0], failures[2]]);
  });

  test("no more than five are, however many causes there are", () => {
    const failures = Array.from({ length: 90 }, (_, index) => failed(`family${index}/a`));
    const { whole, further } = failureOverview(failures);
    expect(whole).toEqual(failures.slice(0, 5));
    expect(further).toEqual(failures.slice(5));
  });

  test("those that an old fault explains, and divergences that are gone, go by what was declared", () => {
    const gone = (requirement: string): FailureLine => ({
      ...known(requirement, "So it is."),
      outcome: "unexpected-pass",
    });
    const back = (requirement: string): FailureLine =>
      failed(requirement, { returned: { reason: "So it was.", release: "6.4" } });
    const failures = [back("a/a"), back("b/a"), gone("a/b"), gone("b/b"), failed("a/c"), failed("b/c")];
    expect(failureOverview(failures).whole).toEqual([failures[0], failures[2], failures[4], failures[5]]);
  });

  test("the known stand together by their reasons", () => {
    const failures = [known("a/a", "One."), known("b/a", "Two."), known("c/a", "One."), failed("a/b")];
    expect(failureOverview(failures)).toEqual({
      whole: [failures[3]],
      further: [],
      known: [[failures[0], failures[2]], [failures[1]]],
    });
  });
});

describe("at a terminal", () => {
  test("a report of a record has every failure in full", () => {
    const text = printed([...MANY, known("a/a", "One.")]);
    expect(titles(text)).toEqual([...MANY.map(({ requirements }) => requirements[0]), "a/a"]);
    expect(text.match(/^ {2}Hierarchy$/gm)).toHaveLength(MANY.length + 1);
  });

  test("a run has each failure in full or in a line, says how to see all, and ends as it does else", () => {
    const text = printed(MANY, "All in full: look there");
    expect(titles(text)).toEqual(["coverage/a", "merge/a", "merge/b", "group/b"]);
    expect(text.match(/^ {2}Hierarchy$/gm)).toHaveLength(4);
    expect(text.slice(text.indexOf("3 further failures")).split("\n")).toEqual([
      "3 further failures",
      "  fail             coverage/b                            wrong, 1 case",
      "  fail             group/a                               wrong, 1 case",
      "  fail             coverage/a                            third, 1 case",
      "",
      "  Reproduce the first of them",
      "  replay coverage/b",
      "",
      "All in full: look there",
      "",
      "9 requirements: 9 fail; 1,000 cases",
      "does not conform (exit status 1); seed s",
      "",
    ]);
  });

  test("a run has of what is known the reason, once, and before all else", () => {
    const text = printed([failed("a/b"), known("a/a", "One."), known("b/a", "One.")], "All in full: look there");
    expect(text.split("\n").slice(0, 6)).toEqual([
      "",
      "KNOWN  a/a: 1 case",
      "  One. https://example.org/1",
      "  The same: b/a: 1 case",
      "",
      "FAIL  a/b",
    ]);
    expect(text).toContain("All in full: look there");
  });

  test("a run of which everything is there in full points nowhere else", () => {
    expect(printed([failed("a/b")], "All in full: look there")).not.toContain("look there");
    expect(printed([], "All in full: look there")).toBe(printed([]));
  });
});
