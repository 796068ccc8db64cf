import type { Step } from "../../model/scenario.ts";
import type { TraceEvent } from "../../model/trace.ts";
import { endpoint, endpointScope, get, rmrr, scenario } from "../reference/hand-made.ts";
import { put } from "../oracle/memory-happenings.ts";
import { describeRules, type RuleCase } from "./rule-case.ts";
import { changing, happens, show, type Steps } from "./trace-edits.ts";

const parts = {
  functions: [endpoint("nic", "0:2.0")],
  structures: [rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"))],
};
const of = (...steps: Step[]): RuleCase["scenario"] => scenario(parts, ...steps);
const fail: Step = { do: "fail-allocations", first: 1, count: 1 };
const restart: Step = { do: "restart" };
const ask: Step = { do: "ask", predicate: "has-rmrr", device: "nic" };

/** Asked before and behind a start that ran out of memory, and behind one that did not. */
const asked = of(
  ask,
  get("nic", "a"),
  put("a"),
  fail,
  restart,
  get("nic", "b"),
  ask,
  put("b"),
  restart,
  get("nic", "c"),
  ask,
);
const [FAILED, AT_START, LAST, AFTERWARDS] = [4, 5, 8, 9] as const;

const without = (list: string, from: number) => (steps: Steps) =>
  show(
    steps,
    asked.steps,
    list,
    from,
    steps[from]!.regions!.filter(({ type }) => type === "msi"),
  );

const taken = (object: string): TraceEvent => ({
  event: "alloc",
  object,
  kind: "other",
  maySleep: true,
  atomic: false,
});
const freed = (object: string): TraceEvent => ({ event: "free", object, by: "implementation" });

describeRules("allocation/failed-start", [
  {
    rule: "lost-at-start",
    scenario: asked,
    edit: without("b", AT_START),
    witness: { step: AT_START, device: "nic", list: "b", rmrr: 0, scope: 0 },
    also: ["coverage/endpoint missing", "merge/no-leak leaked"],
  },
  {
    rule: "denied-at-start",
    scenario: asked,
    edit: (steps) => (steps[AT_START + 1]!.answer = false),
    witness: { step: AT_START + 1, device: "nic", expected: true, received: false },
    also: ["coverage/has-rmrr denied"],
  },
  {
    rule: "changed-at-start",
    scenario: asked,
    edit: changing(asked, "b", AT_START, (each) => (each.type === "msi" ? each : { ...each, end: 0x2fffn })),
    witness: { step: AT_START, device: "nic", list: "b" },
    also: ["coverage/exact-range end-differs"],
  },
  {
    rule: "lost-afterwards",
    scenario: asked,
    edit: without("c", AFTERWARDS),
    witness: { step: AFTERWARDS, device: "nic", list: "c", rmrr: 0, scope: 0 },
    also: ["coverage/endpoint missing", "merge/no-leak leaked"],
  },
  {
    rule: "denied-afterwards",
    scenario: asked,
    edit: (steps) => (steps[AFTERWARDS + 1]!.answer = false),
    witness: { step: AFTERWARDS + 1, device: "nic" },
    also: ["coverage/has-rmrr denied"],
  },
  {
    rule: "changed-afterwards",
    scenario: asked,
    edit: changing(asked, "c", AFTERWARDS, (each) => (each.type === "msi" ? each : { ...each, end: 0x2fffn })),
    witness: { step: AFTERWARDS, device: "nic", list: "c" },
    also: ["coverage/exact-range end-differs"],
  },
  {
    rule: "no-memory-afterwards",
    scenario: asked,
    edit: (steps) => (steps[LAST]!.status = "no-memory"),
    witness: { step: LAST, expected: "ok", received: "no-memory" },
  },
  {
    rule: "left-after-failed-start",
    scenario: asked,
    edit(steps) {
      steps[FAILED]!.status = "no-memory";
      happens(steps, FAILED, taken("unit"));
    },
    witness: { step: FAILED, object: "unit" },
  },
  {
    rule: "left-after-tear-down",
    because: "what a start that was short of memory had taken is there at the next",
    scenario: asked,
    edit: (steps) => happens(steps, FAILED, taken("unit")),
    witness: { step: LAST, object: "unit" },
    also: ["merge/no-leak left-after-tear-down"],
  },
  {
    rule: "freed-again",
    scenario: asked,
    edit(steps) {
      steps[FAILED]!.status = "no-memory";
      happens(steps, FAILED, taken("unit"), freed("unit"), freed("unit"));
    },
    witness: { step: FAILED, object: "unit" },
    also: ["merge/no-use-after-free freed-again"],
  },
  {
    rule: "freed-unknown",
    scenario: asked,
    edit: (steps) => happens(steps, FAILED, freed("unit")),
    witness: { step: FAILED, object: "unit" },
    also: ["merge/no-use-after-free freed-unknown"],
  },
  {
    rule: "touched-after-free",
    because: "it is touched at the next start",
    scenario: asked,
    edit(steps) {
      steps[FAILED]!.status = "no-memory";
      happens(steps, FAILED, taken("unit"), freed("unit"));
      happens(steps, LAST, { event: "touch-after-free", object: "unit" });
    },
    witness: { step: LAST, object: "unit" },
    also: ["merge/no-use-after-free touched-after-free"],
  },
  {
    rule: "leaked",
    because: "a region that the start took is in no list",
    scenario: asked,
    edit: (steps) => happens(steps, FAILED, { ...taken("region"), kind: "region" } as TraceEvent),
    witness: { step: FAILED, object: "region" },
    also: ["merge/no-leak leaked"],
  },
]);
