/** Ways down of failures that are about groups; see ways-down.test.ts. */

import { EMPTY_PLAN, type Plan, type PlanFunction, type PlanRmrr, planScope } from "../../generators/plan.ts";
import { scopesOf } from "../../generators/shrinking/edit-scopes.ts";
import type { AddressRange } from "../../model/region.ts";
import { askedFunctions, isBelow, namings } from "./named-functions.ts";
import { get, nic, ONE_ROOT, port, rmrr, ROOT, type WayDown } from "./small-plans.ts";

/** A device in a group that is assigned with these mappings. */
function attachedTo(...mappings: readonly AddressRange[]): Plan {
  const aperture = { start: 0n, end: 0xffff_ffffn };
  return {
    ...EMPTY_PLAN,
    otherDevices: [{}],
    groups: [{ members: [-1] }],
    steps: [{ do: "attach", group: 0, aperture, mappings }],
  };
}

function above4Gib(page: number): PlanRmrr {
  const base = (1n << 32n) + BigInt(page) * 0x1000n;
  return { ...rmrr(0), base, limit: base + 0xfffn };
}

function isaBridge(device = 0): PlanFunction {
  return { ...nic(ROOT, device), classCode: 0x060100 };
}

/** The text of a group with 30 RMRRs above the interrupt window, and with a member that has no region but that window. */
const THIRTY_LINES_AND_A_WINDOW: Plan = {
  ...ONE_ROOT,
  functions: [nic()],
  otherDevices: [{}],
  groups: [{ members: [-1, 0] }],
  rmrrs: Array.from({ length: 30 }, (_, index) => above4Gib(2 * index)),
  steps: [{ do: "show", group: 0 }],
};

export const GROUP_WAYS_DOWN: readonly WayDown[] = [
  {
    pass: "drop mappings",
    from: attachedTo({ start: 0x1000n, end: 0x1fffn }, { start: 0x4000n, end: 0x4fffn }),
    keeps: ({ steps }) => steps.some((step) => step.do === "attach"),
    reaches: ({ steps }) => steps.every((step) => step.do === "attach" && step.mappings.length === 0),
  },
  {
    pass: "let a device that is not PCI be a member",
    from: { ...ONE_ROOT, functions: [nic()], groups: [{ members: [0] }], steps: [{ do: "show", group: 0 }] },
    keeps: ({ steps, platform }) =>
      steps.some((step) => step.do === "show") && platform.groups.every(({ members }) => members.length === 1),
    reaches: ({ functions, otherDevices }) => functions.length === 0 && otherDevices.length === 1,
  },
  {
    pass: "fewer RMRRs with longer lines",
    from: { ...ONE_ROOT, functions: [nic()], rmrrs: Array.from({ length: 91 }, () => rmrr(0)) },
    // Lines of 45 characters, or of 55 where the regions are relaxable, and the line of the interrupt window.
    keeps: ({ platform }, { rmrrs }) =>
      rmrrs.length * (platform.functions[0]?.classCode === 0x020000 ? 45 : 55) + 42 > 4095 &&
      rmrrs.every(({ scopes }) => scopes.length === 1) &&
      platform.functions.length === 1,
    reaches: ({ rmrrs }) => rmrrs.length === 74,
  },
  {
    pass: "let the list of a group stand for two steps",
    from: {
      ...ONE_ROOT,
      otherDevices: [{}],
      groups: [{ members: [-1] }],
      steps: [get(-1), { do: "show", group: 0 }],
    },
    keeps: ({ steps }) => {
      const kinds = steps.map((step) => step.do);
      return kinds.includes("group") || (kinds.includes("get") && kinds.includes("show"));
    },
    reaches: (plan) => plan.steps.length === 1,
  },
  {
    pass: "let the list of a device stand for that of a group",
    from: {
      ...ONE_ROOT,
      functions: [nic()],
      otherDevices: [{}],
      groups: [{ members: [-1] }],
      steps: [
        { do: "group", group: 0, list: 0 },
        { do: "add", device: 0 },
      ],
    },
    // Somebody's list, and a function that comes.
    keeps: ({ steps }) => {
      const [first, second] = steps.map((step) => step.do);
      return (first === "group" || first === "get") && second === "add";
    },
    reaches: (plan) => plan.groups.length === 0 && plan.otherDevices.length === 0,
  },
  {
    pass: "join RMRRs",
    from: {
      ...ONE_ROOT,
      functions: [nic(), nic(ROOT, 1)],
      groups: [{ members: [0, 1] }],
      rmrrs: [rmrr(0), { ...rmrr(1), base: 0x3000n, limit: 0x3fffn }],
    },
    // Two regions that differ, in their addresses or in their types.
    keeps: ({ platform }, { rmrrs }) => {
      const named = namings(platform);
      const regions = named.map(({ rmrr: index, named: fn }) => `${rmrrs[index]!.base} ${fn.classCode >> 8}`);
      return platform.functions.length === 2 && new Set(regions).size === 2;
    },
    reaches: (plan) => plan.rmrrs.length === 1,
  },
  {
    pass: "name the bridge above",
    from: { ...ONE_ROOT, functions: [port(), nic(0)], otherDevices: [{}], rmrrs: [rmrr(1)], steps: [get(1)] },
    keeps: (scenario) =>
      scenario.platform.functions.length === 2 &&
      scenario.platform.otherDevices.length === 1 &&
      askedFunctions(scenario).some((fn) =>
        namings(scenario.platform).some(({ named }) => named === fn || isBelow(scenario.platform, fn, named)),
      ) &&
      askedFunctions(scenario).every((fn) => fn.parent !== undefined),
    reaches: ({ rmrrs }) => rmrrs[0]!.scopes[0]!.at === 0,
  },
  {
    pass: "let the window of an ISA bridge be the region",
    from: { ...ONE_ROOT, functions: [nic()], rmrrs: [rmrr(0)], steps: [get(0)] },
    keeps: (scenario) =>
      askedFunctions(scenario).some(
        (fn) => fn.classCode >> 8 === 0x0601 || namings(scenario.platform).some(({ named }) => named === fn),
      ),
    reaches: (plan) => plan.rmrrs.length === 0,
  },
  {
    pass: "let the window of an ISA bridge be the region",
    from: {
      ...ONE_ROOT,
      functions: [port(), nic(0)],
      groups: [{ members: [0, 1] }],
      rmrrs: [{ ...rmrr(), scopes: [planScope(2, 0, [], 0, false)] }],
      steps: [{ do: "map", group: 0 }],
    },
    // Both members have the region, or one has it and a window in which it lies.
    keeps: ({ platform, steps }) => {
      const [first] = platform.functions;
      const members = platform.groups[0]?.members.length;
      if (steps[0]?.do !== "map" || namings(platform).length !== 1 || members !== platform.functions.length)
        return false;
      return members === 1 ? first!.classCode === 0x060100 : members === 2 && first!.headerType === 1;
    },
    reaches: (plan) => plan.functions.length === 1,
  },
  {
    pass: "let the window of an ISA bridge be the region",
    from: {
      ...ONE_ROOT,
      functions: [isaBridge(), isaBridge(1)],
      groups: [{ members: [0, 1] }],
      rmrrs: [rmrr(0)],
      steps: [{ do: "map", group: 0 }],
    },
    // Something begins at 0 twice.
    keeps: ({ platform, steps }, { rmrrs }) => {
      const { functions, groups } = platform;
      if (steps[0]?.do !== "map" || rmrrs.length !== 1 || namings(platform).length !== 1) return false;
      const windows = functions.filter(({ classCode }) => classCode === 0x060100).length;
      return groups[0]?.members.length === functions.length && windows + (rmrrs[0]!.base === 0n ? 1 : 0) === 2;
    },
    reaches: (plan) => plan.functions.length === 1,
  },
  {
    pass: "fewer RMRRs that a bridge bears too",
    from: {
      ...ONE_ROOT,
      functions: [{ ...nic(), classCode: 0x0c0330 }],
      otherDevices: [{}],
      groups: [{ members: [-1, 0] }],
      rmrrs: Array.from({ length: 74 }, () => rmrr(0)),
      steps: [{ do: "show", group: 0 }],
    },
    // The lines of a relaxable region, of one of a bridge, and of the interrupt window of either.
    keeps: ({ platform, steps }, { rmrrs }) => {
      const { functions, otherDevices, groups } = platform;
      const isBridged = functions.length === 2 && functions[1]!.parent === functions[0]!.label;
      const lines = isBridged ? 55 + 45 : 55;
      return (
        (isBridged || functions.length === 1) &&
        functions.at(-1)!.classCode === 0x0c0330 &&
        functions.length + otherDevices.length === 2 &&
        groups[0]?.members.length === 2 &&
        namings(platform).length === rmrrs.length &&
        steps[0]?.do === "show" &&
        rmrrs.length * lines + 2 * 42 > 4095
      );
    },
    reaches: ({ rmrrs }) => rmrrs.length === 41,
  },
  {
    pass: "let the interrupt window be the other region",
    from: THIRTY_LINES_AND_A_WINDOW,
    // So many lines that the last one is cut off, behind that of another window; or one that has to stand behind its own.
    keeps: ({ platform, steps }, { rmrrs }) => {
      const [{ base } = { base: 0n }] = rmrrs;
      const members = platform.groups[0]?.members.length;
      const isFull = members === 2 && platform.otherDevices.length === 1 && rmrrs.length === 30;
      const isBehind = members === 1 && rmrrs.length === 1 && base > 0xfee0_0000n && base < 1n << 32n;
      return steps[0]?.do === "show" && namings(platform).length === rmrrs.length && (isFull || isBehind);
    },
    reaches: ({ rmrrs }) => rmrrs.length === 1,
  },
  {
    pass: "bring many RMRRs down without other devices",
    from: THIRTY_LINES_AND_A_WINDOW,
    // Some window comes before the first of the regions, which are apart, or none at all.
    keeps: ({ platform, steps }, { rmrrs }) => {
      const members = platform.groups[0]?.members.length;
      const isLow = rmrrs.every(({ base }, index) => base === BigInt(2 * index + 1) * 0x1000n);
      const isHigh = rmrrs.every(({ base }, index) => base === above4Gib(2 * index).base);
      return (
        steps[0]?.do === "show" &&
        rmrrs.length === 30 &&
        namings(platform).length === 30 &&
        (members === 2 ? platform.otherDevices.length === 1 && isHigh : members === 1 && isLow)
      );
    },
    reaches: ({ otherDevices }) => otherDevices.length === 0,
  },
  {
    pass: "drop groups and their members",
    from: {
      ...ONE_ROOT,
      functions: [nic(), nic(ROOT, 1)],
      otherDevices: [{}],
      groups: [{ members: [0, -1, 1] }],
      steps: [{ do: "show", group: 0 }],
    },
    keeps: ({ platform: { functions, groups }, steps }) => {
      const members = groups[0]?.members ?? [];
      const first = functions.findIndex(({ label }) => label === members[0]);
      return steps[0]?.do === "show" && functions.length === 2 && first === 3 - members.length;
    },
    reaches: ({ groups }) => groups[0]!.members.length === 2,
  },
  {
    pass: "put a function below a bridge that a scope names",
    from: {
      ...ONE_ROOT,
      functions: [nic(), nic(ROOT, 1)],
      otherDevices: [{}],
      rmrrs: [rmrr(1, 0), { ...rmrr(1), base: 0x3000n, limit: 0x3fffn }],
      steps: [get(1), get(0, 1)],
    },
    // The second RMRR names somebody, too.
    keeps: ({ platform }, { rmrrs }) => {
      const named = namings(platform);
      const [first, ...others] = platform.functions.map(({ label, parent = "" }) => ({ label, parent }));
      const has = (label: string): boolean => named.some((naming) => naming.rmrr === 0 && naming.named.label === label);
      return (
        others.length === 1 &&
        rmrrs.length === 2 &&
        platform.otherDevices.length === 1 &&
        has(first!.label) &&
        (has(others[0]!.label) || others[0]!.parent === first!.label) &&
        named.some((naming) => naming.rmrr === 1)
      );
    },
    reaches: (plan) => scopesOf(plan).length === 2,
  },
  {
    pass: "put a function below a bridge that a scope names",
    from: {
      ...ONE_ROOT,
      functions: [nic(), nic(ROOT, 1)],
      otherDevices: [{}],
      rmrrs: [rmrr(1, 0)],
      steps: [get(1), get(0, 1)],
    },
    keeps: ({ platform }) => {
      const named = namings(platform).map((naming) => naming.named.label);
      return (
        platform.functions.length > 1 &&
        platform.otherDevices.length === 1 &&
        platform.functions.every(({ label, parent = "" }) => named.includes(label) || named.includes(parent))
      );
    },
    reaches: (plan) => scopesOf(plan).length === 1,
  },
  {
    pass: "let the interrupt window be the other region",
    from: {
      ...ONE_ROOT,
      functions: [nic()],
      groups: [{ members: [0] }],
      rmrrs: [rmrr(0), { ...rmrr(0), limit: 0x2fffn }],
      steps: [{ do: "map", group: 0 }],
    },
    keeps: ({ steps }, { rmrrs, functions }) => {
      const ranges = [...rmrrs.map(({ base, limit }) => [base, limit] as const), [0xfee00000n, 0xfeefffffn] as const];
      const overlap = ranges.some((one, i) =>
        ranges.slice(0, i).some((other) => one[0] <= other[1] && other[0] <= one[1]),
      );
      return overlap && functions.length === 1 && steps.some((step) => step.do === "map");
    },
    reaches: ({ rmrrs }) => rmrrs.length === 1,
  },
];
