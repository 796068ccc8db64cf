import type { Step } from "../../model/scenario.ts";
import { expect, test } from "vitest";
import { LINUX_PROFILE } from "../../model/profile.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import type { Trace } from "../../model/trace.ts";
import { CONDUCT } from "../../suites/conduct.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { STREAMS } from "../../generators/streams.ts";
import { endpoint, endpointScope, get, rmrr, scenario } from "../reference/hand-made.ts";
import { describeRules, type RuleCase } from "./rule-case.ts";

const functions = [endpoint("nic", "0:2.0"), endpoint("late", "0:3.0", { absent: true })];
const structures = [rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"))];
const one = (...steps: Step[]): RuleCase["scenario"] => scenario({ functions, structures }, ...steps);
const warn = (message: string, place?: string): NonNullable<RuleCase["edit"]> => {
  const event = { event: "warning", message, ...(place === undefined ? {} : { place }) } as const;
  return (steps) => (steps[0]!.events = [...(steps[0]!.events ?? []), event]);
};

const consumers: readonly Step[] = [
  { do: "group", group: "alone", list: "merged" },
  { do: "show", group: "alone" },
  { do: "map", group: "alone" },
  { do: "attach", group: "alone", aperture: { start: 0n, end: 0xffff_ffffn }, mappings: [] },
];

describeRules("conduct/no-warning", [
  {
    rule: "warning",
    scenario: one(get("nic")),
    edit: warn("WARN_ON(ret)", "iommu.c:12"),
    witness: { step: 0, message: "WARN_ON(ret) at iommu.c:12" },
  },
  {
    rule: "sanitizer-report",
    scenario: one(get("nic")),
    edit: warn("UndefinedBehaviorSanitizer: shift"),
    witness: { step: 0, message: "UndefinedBehaviorSanitizer: shift" },
  },
  ...consumers.map((step): RuleCase => ({
    rule: "warning",
    because: `of a group, in ${step.do}`,
    scenario: scenario({ functions, structures, groups: { alone: ["nic"] } }, step),
    edit: warn("WARN_ON(ret)"),
    witness: { step: 0 },
  })),
]);

test("warnings are listened to wherever firmware and callers may do everything right", () => {
  const streams = STREAMS.map(({ name }) => name).filter((name) => name !== "malformed");
  // Beside what is generated, real tables are judged.
  expect(CONDUCT[0]!.streams.toSorted()).toEqual([...streams, "table"].toSorted());
});

test.each([
  ["a function that is there is added", { do: "add", device: "nic" }, false],
  ["a function that is not there is removed", { do: "remove", device: "late" }, false],
  ["a function that is not there is added", { do: "add", device: "late" }, true],
  ["a function that is there is removed", { do: "remove", device: "nic" }, true],
  ["a function that the platform does not have is removed", { do: "remove", device: "nobody" }, false],
] as const)("where %s, warnings are judged: %s", (_, step, judged) => {
  expect(CONDUCT[0]!.trigger(new ScenarioFacts(one(step), LINUX_PROFILE))).toBe(judged);
});

test("where a range is not aligned, warnings are not judged", () => {
  const broken = scenario({ functions, structures: [rmrr(0x1800n, 0x1fffn, endpointScope(0, "2.0"))] }, get("nic"));
  expect(CONDUCT[0]!.trigger(new ScenarioFacts(broken, LINUX_PROFILE))).toBe(false);
});

test.each([
  ["a step that it does not survive", { step: 0 }, "fail", "dies-in-a-step"],
  ["a start that it does not survive", {}, "fail", "dies-at-start"],
  ["memory without end", { step: 0, code: "OUT_OF_MEMORY" }, "fail", "dies-in-a-step"],
  ["an adapter that is gone, whoever is to blame", { step: 0, code: "ADAPTER_DIED" }, "error", "died"],
  ["a harness that is gone", { step: 0, code: "LINUX_HARNESS_ENDED" }, "error", "died"],
] as const)("what is said of %s", (_, details, outcome, rule) => {
  const trace: Trace = { steps: [], observesMemory: true, ended: { how: "died", message: "null pointer", ...details } };
  const [verdict] = judgeCase(CONDUCT, one(get("nic")), trace, LINUX_PROFILE);
  expect(verdict).toMatchObject({ outcome, witnesses: [{ rule, message: "null pointer" }] });
});

test("of a table that is broken, another requirement says what was not survived", () => {
  const broken = scenario({ functions, structures: [rmrr(0x1800n, 0x1fffn, endpointScope(0, "2.0"))] }, get("nic"));
  const trace: Trace = { steps: [], observesMemory: true, ended: { how: "died", message: "null pointer" } };
  expect(judgeCase(CONDUCT, broken, trace, LINUX_PROFILE)).toEqual([]);
});
