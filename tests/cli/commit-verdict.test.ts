/** What a run says of a commit to `git bisect run`, in whatever order the lines of its record come. */

import { expect, test } from "vitest";
import { CommitVerdict } from "../../cli/actions/commit-verdict.ts";
import type { FailureLine, FooterLine, RecordLine, RequirementLine } from "../../model/record.ts";
import { EXAMPLE_FAILURE } from "../reports/example-failure.ts";

const PASS: RequirementLine = {
  line: "requirement",
  id: "merge/order",
  level: "must",
  outcome: "pass",
  triggered: 1,
  cases: 1,
  counts: { pass: 1 },
};
const FIXED: RequirementLine = { ...PASS, outcome: "unexpected-pass" };
const FOOTER: FooterLine = { line: "footer", exitStatus: 0, requirements: {}, cases: 1, seed: "" };
const failure = (outcome: FailureLine["outcome"], more: Partial<FailureLine> = {}): FailureLine => ({
  ...EXAMPLE_FAILURE,
  outcome,
  ...more,
});
const RETURNED = { returned: { reason: "", release: "6.1" } };

const CASES: readonly (readonly [what: string, lines: readonly RecordLine[], run: 0 | 1 | 3, commit: 0 | 1 | 3])[] = [
  ["that passes is good", [PASS, FOOTER], 0, 0],
  ["that fails is bad", [PASS, failure("fail"), FOOTER], 1, 1],
  ["that hangs is bad", [PASS, failure("hang"), FOOTER], 1, 1],
  ["to which a fixed fault has returned is bad", [PASS, failure("known", RETURNED), FOOTER], 1, 1],
  ["that shows a known fault is good", [PASS, failure("known"), FOOTER], 0, 0],
  ["in which a known fault no longer occurs is good", [PASS, FIXED, failure("unexpected-pass"), FOOTER], 1, 0],
  ["that fails and could not be judged in part is bad", [failure("fail"), failure("error"), PASS, FOOTER], 1, 1],
  ["that met an error cannot be told", [PASS, failure("error"), FOOTER], 3, 3],
  ["of which nothing was seen cannot be told", [{ ...PASS, outcome: "not-observable" }, FOOTER], 0, 3],
  ["that declined everything cannot be told", [{ ...PASS, outcome: "skipped" }, FOOTER], 0, 3],
  ["with a fixed fault and an error cannot be told", [FIXED, failure("error"), FOOTER], 1, 3],
  ["with a fixed fault and an error of a requirement too", [FIXED, { ...PASS, outcome: "error" }, FOOTER], 1, 3],
  ["with a fixed fault and something missed too", [FIXED, { ...PASS, missed: true }, FOOTER], 1, 3],
  ["with a fixed fault and a problem of the run too", [FIXED, { ...FOOTER, problems: ["STORED_UNREADABLE"] }], 1, 3],
];

test.each(CASES)("a commit %s", (_what, lines, run, commit) => {
  const verdict = new CommitVerdict();
  for (const line of lines) verdict.line(line);
  expect(verdict.status(run)).toBe(commit);
});
