import { describe, expect, test } from "vitest";
import { OUTCOMES } from "../../model/verdict.ts";
import { RECORD_FORMAT, type RecordLine, type RequirementLine } from "../../model/record.ts";
import { ProgressLine } from "../../reports/terminal/progress-line.ts";
import { TerminalReport } from "../../reports/terminal/terminal-report.ts";
import { painter } from "../../reports/text/painter.ts";

function rendered(...lines: RecordLine[]): string {
  let text = "";
  const options = { paint: painter(false), colour: false, width: 100 };
  const report = new TerminalReport((part) => (text += part), options);
  for (const line of lines) report.line(line);
  return text;
}

const PASSED: RequirementLine = {
  line: "requirement",
  id: "coverage/endpoint",
  level: "must",
  outcome: "pass",
  triggered: 812,
  cases: 1000,
  counts: { pass: 812 },
};

describe("the terminal report", () => {
  test("has requirements under their family with level, outcome and triggered cases", () => {
    const failed: RequirementLine = {
      ...PASSED,
      id: "coverage/exact-range",
      outcome: "fail",
      counts: { fail: 12, pass: 800 },
    };
    const unseen: RequirementLine = {
      ...PASSED,
      id: "merge/no-leak",
      outcome: "not-observable",
      triggered: 3,
      counts: { pass: 3 },
      reason: "not reached",
    };
    expect(rendered(PASSED, failed, unseen)).toBe(
      [
        "",
        "coverage",
        "  pass             must    coverage/endpoint                     812 of 1,000 cases",
        "  fail             must    coverage/exact-range                  812 of 1,000 cases: 12 fail, 800 pass",
        "",
        "merge",
        "  not-observable   must    merge/no-leak                         3 of 1,000 cases: 3 pass (not reached)",
        "",
      ].join("\n"),
    );
  });

  test.each(OUTCOMES)("has a word for the outcome %s", (outcome) => {
    expect(rendered({ ...PASSED, outcome, counts: { [outcome]: 812 } })).toContain(`  ${outcome} `);
  });

  test("says who was judged by what, first, and the seed first and last", () => {
    const header: RecordLine = {
      line: "header",
      format: RECORD_FORMAT,
      suiteVersion: "0.1.0",
      specification: "5.10",
      profile: "linux",
      either: ["msiWindow"],
      seed: "first and last",
      options: { runs: 1000, only: ["coverage/*"], tables: [], stored: true },
      storeDigest: "",
      implementation: { name: "my driver", version: "3" },
    };
    const footer: RecordLine = {
      line: "footer",
      exitStatus: 3,
      requirements: { pass: 40, "not-observable": 1 },
      cases: 12_000,
      seed: "first and last",
    };
    const lines = rendered(header, footer).trimEnd().split("\n");
    expect(lines.slice(0, 6)).toEqual([
      "rmrr-conformance 0.1.0, VT-d Rev 5.10",
      "implementation  my driver 3",
      "profile         linux, either answer for msiWindow",
      "cases           1,000 per stream",
      "only            coverage/*",
      "seed            first and last",
    ]);
    expect(lines.slice(-2)).toEqual([
      "41 requirements: 40 pass, 1 not-observable; 12,000 cases",
      "could not be judged (exit status 3); seed first and last",
    ]);
  });

  test("says of each stream how many cases were judged, and what came to nothing", () => {
    const stream: RecordLine = { line: "stream", stream: "merge", cases: 1000, hung: 0, died: 0, skipped: 0 };
    const given = { ...stream, stream: "table", hung: 1, skipped: 2, notJudged: 90, reason: "10 cases hung or died" };
    expect(rendered(stream, given)).toBe(
      [
        "",
        "streams",
        "  judged           merge, 1,000 cases",
        "  judged           table, 1,000 cases: 1 hung, 2 skipped, 90 not judged (10 cases hung or died)",
        "",
      ].join("\n"),
    );
  });

  test("says of a small world what was gone through, and nothing of a seed", () => {
    const enumeration = { bound: "two slots", leftOut: "three", symmetry: "their order", beforeSymmetry: 4000 };
    const world: RecordLine = {
      line: "stream",
      stream: "small",
      cases: 2500,
      hung: 0,
      died: 0,
      skipped: 0,
      enumeration,
    };
    expect(rendered(world).split("\n").slice(2)).toEqual([
      "  judged           small, 2,500 cases",
      "                   every one of: two slots",
      "                   counted once, of 4,000: their order",
      "                   left out: three",
      "",
    ]);
    const options = { runs: 0, exhaustive: true, only: [], tables: [], stored: false } as const;
    const header: RecordLine = {
      line: "header",
      format: RECORD_FORMAT,
      suiteVersion: "0.1.0",
      specification: "5.10",
      profile: "linux",
      either: [],
      seed: "",
      options,
      storeDigest: "00",
      implementation: { name: "any" },
    };
    const footer: RecordLine = { line: "footer", exitStatus: 0, requirements: { pass: 1 }, cases: 2500, seed: "" };
    const text = rendered(header, footer);
    expect(text).toContain("every case of the small worlds");
    expect(text).toContain("conforms (exit status 0)\n");
    expect(text).not.toContain("seed");
  });

  test("says of a table only what came to nothing, for there may be hundreds", () => {
    const table: RecordLine = { line: "stream", stream: "table:a.aml", cases: 4, hung: 0, died: 0, skipped: 0 };
    expect(rendered(table)).toBe("");
    expect(rendered({ ...table, died: 4 })).toContain("table:a.aml, 4 cases: 4 died");
  });

  test("says once how many cases there were around the given tables, those that came to nothing among them", () => {
    const table: RecordLine = { line: "stream", stream: "table:a.aml", cases: 4, hung: 0, died: 0, skipped: 0 };
    const other: RecordLine = { ...table, stream: "table:b.aml", cases: 1000, hung: 1 };
    const text = rendered({ ...table, stream: "hierarchy" }, table, other, PASSED, { ...PASSED, id: "coverage/x" });
    expect(text.split("\n").filter((line) => line.includes("judged"))).toEqual([
      "  judged           hierarchy, 4 cases",
      "  judged           table:b.aml, 1,000 cases: 1 hung",
      "  judged           around 2 tables, 1,004 cases",
    ]);
    expect(rendered(table, PASSED)).toContain("\nstreams\n  judged           around 1 table, 4 cases\n\ncoverage\n");
  });

  test("says that nothing was judged around the given tables, if nothing was", () => {
    const header = (tables: number): RecordLine => ({
      line: "header",
      format: RECORD_FORMAT,
      suiteVersion: "0.1.0",
      specification: "5.10",
      profile: "linux",
      either: [],
      seed: "s",
      options: {
        runs: 10,
        only: [],
        tables: Array.from({ length: tables }, () => ({ name: "t", digest: "" })),
        stored: true,
      },
      storeDigest: "",
      implementation: { name: "my driver" },
    });
    expect(rendered(header(2), PASSED)).toContain(
      "around 2 tables, no case: no selected requirement is judged on tables",
    );
    expect(rendered(header(0), PASSED)).not.toContain("table");
  });

  test("does not end with the word that it conforms where what was asked for could not be written", () => {
    const footer = { line: "footer", exitStatus: 0, requirements: { pass: 1 }, cases: 1, seed: "s" } as const;
    const last = (lost: string | undefined, exitStatus: 0 | 1 = 0): string | undefined => {
      let text = "";
      const options = { paint: painter(false), colour: false, width: 100, lost: () => lost };
      new TerminalReport((part) => (text += part), options).line({ ...footer, exitStatus });
      return text.trimEnd().split("\n").at(-1);
    };
    expect(last(undefined)).toBe("conforms (exit status 0); seed s");
    expect(last("the record")).toBe("no failure, but the record could not be written (exit status 3); seed s");
    expect(last("the record", 1)).toBe("does not conform (exit status 1); seed s");
  });
});

describe("the progress line", () => {
  const state = { what: "hierarchy", done: 500, total: 1000, failures: 2 };

  function shown(isTTY: boolean, act: (line: ProgressLine, tick: (ms: number) => void) => void): string {
    let now = 0;
    let text = "";
    const stream = { isTTY, columns: 40, write: (part: string) => (text += part) };
    act(new ProgressLine(stream, () => now), (ms) => (now += ms));
    return text;
  }

  test("writes nothing at all into a pipe", () => {
    const text = shown(false, (line, tick) => {
      line.show(state);
      tick(1000);
      line.show(state);
      line.erase();
    });
    expect(text).toBe("");
  });

  test("is one line, narrower than the terminal, that is taken away again", () => {
    const text = shown(true, (line) => {
      line.show({ ...state, what: "a stream with a name that is much too long for it" });
      line.erase();
      line.erase();
    });
    const [, first, last, ...more] = text.split("\r\u001b[2K");
    expect(first).toHaveLength(39);
    expect([last, ...more]).toEqual([""]);
  });

  test("shows a name, which may be that of a file, and lets nothing in it act on the terminal", () => {
    const text = shown(true, (line) => line.show({ ...state, what: "table:\u001b[31mred.aml" }));
    expect(text).toContain("table:\\x1b[31mred.aml 500/1,000");
  });

  test("is shown on a terminal that says that it has no columns", () => {
    let text = "";
    new ProgressLine({ isTTY: true, columns: 0, write: (part: string) => (text += part) }, () => 0).show(state);
    expect(text).toContain("hierarchy 500/1,000 50%");
  });

  test("says how far, and how many failures, and not more often than an eye can see", () => {
    const text = shown(true, (line, tick) => {
      for (let ms = 0; ms < 1000; ms++) {
        line.show(state);
        tick(1);
      }
    });
    const lines = text.split("\r\u001b[2K").slice(1);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.length).toBeLessThan(20);
    expect(lines[0]).toBe("hierarchy 500/1,000 50%, 2 different fa");
  });
});
