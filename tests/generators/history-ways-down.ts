/** Ways down of failures that are about what happens meanwhile, and about what is wrong with the table; see ways-down.test.ts. */

import { planScope } from "../../generators/plan.ts";
import type { Scenario } from "../../model/scenario.ts";
import { namings } from "./named-functions.ts";
import { get, nic, ONE_ROOT, port, rmrr, type WayDown } from "./small-plans.ts";

function kindsOf({ steps }: Scenario): string {
  return steps.map((step) => step.do).join(" ");
}

export const HISTORY_WAYS_DOWN: readonly WayDown[] = [
  {
    pass: "let functions be there, or not, from the start",
    from: { ...ONE_ROOT, functions: [{ ...nic(), absent: true }], steps: [{ do: "add", device: 0 }, get(0)] },
    // Who is there already does not come.
    keeps: ({ platform, steps }) =>
      steps.some((step) => step.do === "get") &&
      platform.functions.length === 1 &&
      steps.filter((step) => step.do === "add").length === platform.functions.filter(({ absent }) => absent).length,
    reaches: (plan) => plan.steps.length === 1 && !plan.functions[0]!.absent,
  },
  {
    pass: "fail fewer and earlier allocations",
    from: { ...ONE_ROOT, functions: [nic()], steps: [{ do: "fail-allocations", first: 5, count: 3 }, get(0)] },
    keeps: ({ steps }) =>
      steps.some((step) => step.do === "fail-allocations") && steps.some((step) => step.do === "get"),
    reaches: ({ steps: [first] }) => first?.do === "fail-allocations" && first.first === 1 && first.count === 1,
  },
  {
    pass: "drop something and fail earlier allocations",
    from: {
      ...ONE_ROOT,
      functions: [nic()],
      rmrrs: [rmrr(0), rmrr(0)],
      steps: [{ do: "fail-allocations", first: 3, count: 1 }, get(0)],
    },
    // The allocation behind those of all RMRRs has to fail.
    keeps: ({ steps }, plan) =>
      steps.some((step) => step.do === "get") &&
      steps.some((step) => step.do === "fail-allocations" && step.first === plan.rmrrs.length + 1),
    reaches: (plan) => plan.rmrrs.length === 0,
  },
  {
    pass: "splice bridges",
    from: {
      ...ONE_ROOT,
      functions: [{ ...port(), absent: true }, port(0), nic(1)],
      rmrrs: [{ ...rmrr(), scopes: [planScope(2, 1, [], 0, false)] }],
      steps: [{ do: "add", device: 0 }, get(2)],
    },
    // Below a named bridge that comes, whether it comes by itself or with the one above it.
    keeps: ({ platform, steps }) =>
      steps[0]?.do === "add" &&
      steps.some(
        (step) =>
          step.do === "get" &&
          namings(platform).some(({ named }) =>
            platform.functions.some((fn) => named.absent && fn.label === step.device && fn.parent === named.label),
          ),
      ),
    reaches: (plan) => plan.functions.length === 2,
  },
  {
    pass: "drop a step and move another",
    from: {
      ...ONE_ROOT,
      functions: [nic()],
      steps: [{ do: "remove", device: 0 }, { do: "add", device: 0 }, get(0), { do: "remove", device: 0 }],
    },
    // Who was got comes back, or who came back is got and goes.
    keeps: (scenario) => /get .*remove .*add|remove .*add .*get .*remove/.test(kindsOf(scenario)),
    reaches: (plan) => plan.steps.length === 3,
  },
  {
    pass: "let one more member stand for steps",
    from: {
      ...ONE_ROOT,
      otherDevices: [{}, {}],
      groups: [{ members: [-1, -2] }],
      steps: [
        { do: "map", group: 0 },
        { do: "map", group: 0 },
      ],
    },
    keeps: ({ platform, steps }) =>
      steps.length + (platform.groups[0]?.members.length ?? 0) >= 5 && steps.some((step) => step.do === "map"),
    reaches: (plan) => plan.steps.length === 1 && plan.groups[0]!.members.length === 3,
  },
  {
    pass: "drop something and fail earlier allocations",
    from: {
      ...ONE_ROOT,
      otherDevices: [{}, {}],
      groups: [{ members: [-1, -2] }],
      steps: [
        { do: "fail-allocations", first: 4, count: 1 },
        { do: "show", group: 0 },
        { do: "show", group: 0 },
      ],
    },
    // The last allocation for the last member has to fail, at the last time.
    keeps: ({ steps, platform }) =>
      steps.some(
        (step) =>
          step.do === "fail-allocations" &&
          step.first > 0 &&
          step.first === (steps.length - 2) * (platform.groups[0]?.members.length ?? 0),
      ),
    reaches: (plan) => plan.steps.length === 2 && plan.groups[0]!.members.length === 1,
  },
  {
    pass: "mend the table",
    from: { ...ONE_ROOT, damage: { signature: "DMAQ", trailing: [7] } },
    keeps: () => true,
    reaches: (plan) => plan.damage === undefined,
  },
  {
    pass: "let bytes behind the table stand for an RMRR",
    from: { ...ONE_ROOT, rmrrs: [{ ...rmrr(), rest: [1, 8, 0, 0, 0, 0] }, rmrr()] },
    // A scope of a hop reads on, and finds 1 behind its structure.
    keeps: ({ platform }) => platform.dmar.some((byte, at) => byte === 8 && platform.dmar[at + 5] === 1 && at > 48),
    reaches: (plan) => plan.rmrrs.length === 1,
  },
  {
    pass: "lessen what is wrong with the table",
    from: { ...ONE_ROOT, damage: { trailing: [3, 4, 5] } },
    keeps: (_scenario, plan) => plan.damage?.trailing !== undefined,
    reaches: (plan) => plan.damage?.trailing?.join() === "0",
  },
];
