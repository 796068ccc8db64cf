import type { Step } from "../../model/scenario.ts";
import { rmrr, scenario, scope } from "../reference/hand-made.ts";
import { anddStructure } from "../reference/platforms.ts";
import { A, A_END, nicRmrr, onFlat, ports, twoSegments, virtual } from "./coverage-platforms.ts";
import { describeRules, type RuleCase } from "./rule-case.ts";

const isDownstream = (device: string, above: string): Step => ({
  do: "ask",
  predicate: "downstream",
  device,
  bridge: above,
});
const wrongAnswer = (rule: string, functions: typeof ports, device: string, above: string): RuleCase => ({
  rule,
  scenario: scenario({ functions }, isDownstream(device, above)),
  edit: (steps) => (steps[0]!.answer = steps[0]!.answer !== true),
});

describeRules("coverage/downstream-predicate", [
  wrongAnswer("child-denied", ports, "upstream", "port"),
  wrongAnswer("descendant-denied", ports, "nic", "port"),
  wrongAnswer("virtual-function-denied", virtual, "vf", "port"),
  wrongAnswer("itself", ports, "port", "port"),
  wrongAnswer("ancestor", ports, "port", "nic"),
  wrongAnswer("sibling", ports, "sibling port", "port"),
  wrongAnswer("unrelated", ports, "sibling", "port"),
  {
    rule: "other-segment",
    scenario: { ...twoSegments(1), steps: [isDownstream("nic'", "port")] },
    edit: (steps) => (steps[0]!.answer = true),
    witness: { device: "nic'", otherDevice: "port", expected: false, received: true },
  },
]);

const asksRmrr = (device: string): Step => ({ do: "ask", predicate: "has-rmrr", device });

describeRules("coverage/has-rmrr", [
  { rule: "denied", scenario: onFlat([nicRmrr], asksRmrr("nic")), edit: (steps) => (steps[0]!.answer = false) },
  {
    rule: "affirmed-without-rmrr",
    scenario: onFlat([nicRmrr], asksRmrr("disk")),
    edit: (steps) => (steps[0]!.answer = true),
  },
  {
    rule: "denied-not-pci",
    scenario: onFlat([rmrr(A, A_END, { ...scope(5, 0, "2.0"), enumerationId: 1 }), anddStructure], asksRmrr("uart")),
    profile: { namespaceScope: "resolve" },
    edit: (steps) => (steps[0]!.answer = false),
  },
]);
