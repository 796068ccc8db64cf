/**
 * What groups and their members can be replaced by, and what can be replaced by them.
 *
 * What a second walk over a group does to the result of the first, a single walk may do when it reaches another member,
 * and a device that is not PCI is the smallest member. And making the list of a group means getting those of its
 * members, inserting them and putting them. For plans that the other passes have made small.
 */

import { type DeviceReference, otherDeviceReference, type Plan, type PlanGroup, type PlanStep } from "../plan.ts";
import { listsOf, withSteps } from "./edit-steps.ts";
import type { Pass } from "./pass.ts";
import { withoutGroup } from "./surroundings-passes.ts";

const MOST_STEPS = 6;

export const addMember: Pass = {
  name: "let one more member stand for steps",
  *candidates(plan) {
    const { length } = plan.steps;
    if (length > MOST_STEPS) return;
    const otherDevices = [...plan.otherDevices, {}];
    const member = otherDeviceReference(plan.otherDevices.length);
    for (const [index, group] of plan.groups.entries()) {
      const larger: PlanGroup = { ...group, members: [...group.members, member] };
      const grown = { ...plan, otherDevices, groups: plan.groups.with(index, larger) };
      for (let gone = length - 1; gone > 0; gone--) {
        for (let from = 0; from + gone <= length; from++) yield withSteps(grown, plan.steps.toSpliced(from, gone));
      }
    }
  },
};

export const groupForTwoSteps: Pass = {
  name: "let the list of a group stand for two steps",
  *candidates(plan) {
    const { length } = plan.steps;
    if (length > MOST_STEPS) return;
    const list = Math.max(-1, ...listsOf(plan)) + 1;
    for (const group of plan.groups.keys()) {
      const made: PlanStep = { do: "group", group, list };
      for (let one = 0; one < length; one++) {
        for (let other = one + 1; other < length; other++) {
          yield withSteps(plan, plan.steps.toSpliced(other, 1).with(one, made));
        }
      }
    }
  },
};

/** If only the list of a group matters, the list of a device may do. */
export const getForGroup: Pass = {
  name: "let the list of a device stand for that of a group",
  *candidates(plan) {
    if (plan.steps.length > MOST_STEPS) return;
    for (const [index, { members }] of plan.groups.entries()) {
      if (!plan.steps.some((step) => step.do === "group" && step.group === index)) continue;
      const others = members.filter((member) => member < 0);
      for (const device of [...plan.functions.keys(), ...others]) yield getInstead(plan, index, device);
    }
  },
};

function getInstead(plan: Plan, group: number, device: DeviceReference): Plan {
  const steps = plan.steps.map((step): PlanStep =>
    step.do === "group" && step.group === group ? { do: "get", device, list: step.list } : step,
  );
  return withoutGroup({ ...plan, steps }, group);
}
