import type { Step } from "../../model/scenario.ts";
import type { TraceEvent } from "../../model/trace.ts";
import { endpoint, endpointScope, get, insert, region, rmrr, scenario } from "../reference/hand-made.ts";
import { describeRules, type RuleCase } from "./rule-case.ts";
import { changing, happens, lost, show } from "./trace-edits.ts";

const A = 0x1000n;
const A_END = 0x1fffn;
const parts = {
  functions: [endpoint("nic", "0:2.0"), endpoint("disk", "0:3.0")],
  structures: [rmrr(A, A_END, endpointScope(0, "2.0"), endpointScope(0, "3.0"))],
  groups: { all: ["nic", "disk"] },
};
const of = (...steps: Step[]): RuleCase["scenario"] => scenario(parts, ...steps);
const fail = (first: number): Step => ({ do: "fail-allocations", first, count: 1 });
const group = (list: string): Step => ({ do: "group", group: "all", list });
const insertAll = (list: string, source: string): Step => ({ do: "insert-all-of", list, source });

const atomic = (events: readonly TraceEvent[] = []): TraceEvent[] =>
  events.map((event) => ("atomic" in event ? { ...event, atomic: true } : event));

describeRules("allocation/no-sleep-in-atomic", [
  {
    rule: "may-sleep",
    scenario: of(get("nic")),
    edit: (steps) => (steps[0]!.events = atomic(steps[0]!.events)),
    witness: { step: 0 },
  },
  {
    rule: "may-sleep-and-failed",
    scenario: of(fail(1), get("nic")),
    edit: (steps) => (steps[1]!.events = atomic(steps[1]!.events)),
    witness: { step: 1 },
  },
]);

/** A get whose second allocation fails, and again. */
const failedGet = of(fail(2), get("nic", "a"), get("nic", "b"));

describeRules("allocation/failed-get", [
  {
    rule: "foreign-region",
    scenario: failedGet,
    edit: changing(failedGet, "a", 1, (each) => ({ ...each, start: 0x9000n, end: 0x9fffn })),
    witness: { step: 1, list: "a", device: "nic" },
    also: ["coverage/exact-range invented-range", "firmware/no-invented-coverage range-of-no-rmrr"],
  },
  {
    rule: "partial-region",
    scenario: failedGet,
    edit: changing(failedGet, "a", 1, (each) => ({ ...each, end: each.end - 0x100n })),
    also: ["coverage/exact-range end-differs"],
  },
  {
    rule: "unfinished-region",
    scenario: failedGet,
    edit: changing(failedGet, "a", 1, (each) => ({ ...each, protection: 0 })),
    also: ["coverage/exact-range protection"],
  },
  {
    rule: "no-memory-afterwards",
    scenario: failedGet,
    edit: (steps) => (steps[2]!.status = "no-memory"),
    witness: { step: 2, list: "b" },
  },
  {
    rule: "lost-afterwards",
    scenario: failedGet,
    edit: (steps) => show(steps, failedGet.steps, "b", 2, steps[2]!.regions!.slice(1)),
    witness: { step: 2, list: "b" },
    also: ["coverage/all-rmrrs earlier-scope", "merge/no-leak leaked"],
  },
  {
    rule: "leaked",
    scenario: failedGet,
    edit: (steps) => happens(steps, 1, lost),
    also: ["merge/no-leak leaked"],
  },
]);

const B = 0x5000n;
const failedInsert = of(
  insert("l", region(A, A_END)),
  fail(1),
  insert("l", region(B, B + 0xfffn)),
  insert("l", region(B, B + 0xfffn)),
);
const failedOnce = of(insert("l", region(A, A_END)), fail(1), insert("l", region(B, B + 0xfffn)));
const failedInPart = of(get("nic", "a"), insert("l", region(B, B + 0xfffn)), fail(2), insertAll("l", "a"));
const failedInsertAll = of(
  get("nic", "a"),
  insert("l", region(B, B + 0xfffn)),
  fail(2),
  insertAll("l", "a"),
  insertAll("l", "a"),
);

describeRules("allocation/failed-insert", [
  {
    rule: "list-changed",
    scenario: failedOnce,
    edit: changing(failedOnce, "l", 2, (each) => ({ ...each, end: each.end + 0x1000n })),
    witness: { step: 2, list: "l" },
    also: ["merge/union-exact addresses-added"],
  },
  {
    rule: "not-a-prefix",
    scenario: failedInPart,
    edit: changing(failedInPart, "l", 3, (each) =>
      each.start === A ? { ...each, start: 0x9000n, end: 0x9fffn } : each,
    ),
    witness: { step: 3, list: "l" },
  },
  {
    rule: "no-memory-afterwards",
    scenario: failedInsert,
    edit: (steps) => (steps[3]!.status = "no-memory"),
    witness: { step: 3 },
    also: ["merge/union-exact addresses-added"],
  },
  {
    rule: "lost-afterwards",
    scenario: failedInsert,
    edit: (steps) => show(steps, failedInsert.steps, "l", 3, steps[2]!.regions!),
    witness: { step: 3 },
    also: ["merge/no-leak leaked", "merge/union-exact addresses-lost"],
  },
  {
    rule: "no-memory-afterwards",
    because: "a list is inserted again",
    scenario: failedInsertAll,
    edit: (steps) => (steps[4]!.status = "no-memory"),
    witness: { step: 4 },
  },
  {
    rule: "leaked",
    scenario: failedInsert,
    edit: (steps) => happens(steps, 2, lost),
    also: ["merge/no-leak leaked"],
  },
]);

const failedGroup = of(fail(2), group("g"), group("h"));

describeRules("allocation/failed-group", [
  {
    rule: "foreign-addresses",
    scenario: failedGroup,
    edit: changing(failedGroup, "g", 1, (each) => ({ ...each, end: each.end + 0x1000n })),
    witness: { step: 1, list: "g" },
  },
  {
    rule: "no-memory-afterwards",
    scenario: failedGroup,
    edit: (steps) => (steps[2]!.status = "no-memory"),
  },
  {
    rule: "lost-afterwards",
    scenario: failedGroup,
    edit: (steps) => show(steps, failedGroup.steps, "h", 2, steps[2]!.regions!.slice(1)),
    also: ["group/merge-of-members addresses-missing", "merge/no-leak leaked"],
  },
  {
    rule: "leaked",
    scenario: failedGroup,
    edit: (steps) => happens(steps, 1, lost),
    also: ["merge/no-leak leaked"],
  },
]);

describeRules("allocation/failure-reported", [
  {
    rule: "insert-not-reported",
    scenario: failedOnce,
    edit: (steps) => (steps[2]!.status = "ok"),
    witness: { step: 2, list: "l" },
    also: ["merge/union-exact addresses-lost"],
  },
  {
    rule: "insert-not-reported",
    because: "a list is inserted in part",
    scenario: failedInPart,
    edit: (steps) => (steps[3]!.status = "ok"),
    also: ["merge/union-exact addresses-lost"],
  },
  {
    rule: "group-not-reported",
    scenario: failedGroup,
    edit: (steps) => (steps[1]!.status = "ok"),
    witness: { step: 1, list: "g" },
  },
]);
