import { SCRIBBLE, type Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { endpoint, endpointScope, get, rmrr, scenario } from "../reference/hand-made.ts";
import { describeRules, type RuleCase } from "./rule-case.ts";
import { changing, show } from "./trace-edits.ts";

const A = 0x1000n;
const A_END = 0x1fffn;
const parts = {
  functions: [endpoint("nic", "0:2.0"), endpoint("disk", "0:3.0")],
  structures: [rmrr(A, A_END, endpointScope(0, "2.0"), endpointScope(0, "3.0"))],
};
const put = (list: string): Step => ({ do: "put", list });
const read = (list: string): Step => ({ do: "read", list });
const of = (...steps: Step[]): RuleCase["scenario"] => scenario(parts, ...steps);

/** The index of the last step of a list of this kind. */
function last({ scenario: { steps } }: Pick<RuleCase, "scenario">, what: Step["do"], list: string): number {
  return steps.findLastIndex((step) => step.do === what && "list" in step && step.list === list);
}

const freesOf = ({ events = [] }: StepResult): NonNullable<StepResult["events"]> =>
  events.filter(({ event }) => event === "free");

const twoDevices = of(get("nic", "a"), get("disk", "b"));
const oneDevice = of(get("nic", "a"), get("nic", "b"));

describeRules("ownership/distinct-objects", [
  {
    rule: "in-two-lists",
    scenario: twoDevices,
    observesMemory: false,
    edit: (steps) => show(steps, twoDevices.steps, "b", 0, steps[0]!.regions!),
    witness: { step: 1, list: "b", otherList: "a", device: "disk", otherDevice: "nic" },
  },
  {
    rule: "twice-in-one-list",
    scenario: of(get("nic", "a")),
    observesMemory: false,
    edit: (steps) => show(steps, of(get("nic", "a")).steps, "a", 0, [...steps[0]!.regions!, steps[0]!.regions![0]!]),
  },
  {
    rule: "endless-list",
    // The tables of these cases are without a DRHD.
    also: ["firmware/no-hang endless-answer"],
    scenario: of(get("nic", "a")),
    observesMemory: false,
    edit: (steps) => {
      for (const step of steps) if (step.regions !== undefined) step.endless = true;
    },
  },
]);

describeRules("ownership/fresh-per-get", [
  {
    rule: "shared-object",
    scenario: oneDevice,
    observesMemory: false,
    edit: (steps) => show(steps, oneDevice.steps, "b", 0, steps[0]!.regions!),
    also: ["ownership/distinct-objects in-two-lists"],
  },
  {
    rule: "unequal-lists",
    scenario: oneDevice,
    observesMemory: false,
    edit: (steps) => show(steps, oneDevice.steps, "b", 1, steps[1]!.regions!.slice(1)),
    witness: { list: "b", otherList: "a", device: "nic" },
    also: ["coverage/endpoint missing"],
  },
]);

const scribbled = of(get("nic", "a"), get("disk", "b"), { do: "scribble", list: "a" });
const scribbledThenGot = of(get("nic", "a"), { do: "scribble", list: "a" }, get("nic", "b"));

describeRules("ownership/isolated-writes", [
  {
    rule: "changed-by-write",
    scenario: scribbled,
    edit: (steps) =>
      show(
        steps,
        scribbled.steps,
        "b",
        2,
        steps[1]!.regions!.map(({ object }) => ({ ...SCRIBBLE, object })),
      ),
    witness: { list: "b", otherList: "a" },
  },
  {
    rule: "later-get-changed",
    scenario: scribbledThenGot,
    edit: changing(scribbledThenGot, "b", 2, (region) =>
      region.start === A ? { ...region, end: A_END + 1n } : region,
    ),
    also: ["coverage/exact-range end-off-by-one"],
  },
]);

const putBefore = of(get("nic", "a"), get("disk", "b"), read("a"), put("a"));
const putIndex = last({ scenario: putBefore }, "put", "a");

describeRules("ownership/put-frees-own", [
  {
    rule: "not-freed",
    scenario: putBefore,
    edit: (steps) => (steps[putIndex]!.events = freesOf(steps[putIndex]!).slice(1)),
    witness: { list: "a", step: putIndex },
  },
  {
    rule: "freed-twice",
    scenario: putBefore,
    edit: (steps) => (steps[putIndex]!.events = [...freesOf(steps[putIndex]!), freesOf(steps[putIndex]!)[0]!]),
  },
  {
    rule: "frees-other-list",
    scenario: putBefore,
    edit: (steps) => {
      const { object } = steps[1]!.regions![0]!;
      steps[putIndex]!.events = [...freesOf(steps[putIndex]!), { event: "free", object, by: "implementation" }];
      const later = last({ scenario: putBefore }, "put", "b");
      steps[later]!.events = freesOf(steps[later]!).filter((event) => !("object" in event) || event.object !== object);
    },
    witness: { list: "a", otherList: "b" },
  },
]);

const gotTwice = of(get("nic", "a"), read("a"), put("a"), get("nic", "b"));

describeRules("ownership/undisturbed", [
  {
    rule: "changed",
    because: "a put of another list changes it",
    scenario: putBefore,
    edit: (steps) => show(steps, putBefore.steps, "b", putIndex, [...steps[1]!.regions!].toReversed()),
    witness: { list: "b", otherList: "a" },
  },
  {
    rule: "later-get-differs",
    scenario: gotTwice,
    observesMemory: false,
    edit: changing(gotTwice, "b", 3, (region) => (region.start === A ? { ...region, end: A_END + 1n } : region)),
    also: ["coverage/exact-range end-off-by-one"],
  },
]);
