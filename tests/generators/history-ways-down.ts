/** Ways down of failures that are about what happens meanwhile, and about what is wrong with the table; see ways-down.test.ts. */

import { planScope, type PlanStructure } from "../../generators/plan.ts";
import { decodeTable } from "../../model/dmar/decode.ts";
import type { Scenario } from "../../model/scenario.ts";
import { askedFunctions, namings } from "./named-functions.ts";
import { get, insert, nic, ONE_ROOT, port, rmrr, ROOT, type WayDown } from "./small-plans.ts";

const RHSA: PlanStructure = {
  structure: { kind: "rhsa", reserved: 0, registerBase: 0xfea00000n, proximityDomain: 0 },
  scopes: [],
};

const INSERTED_TWICE = [0, 1].map(() => ({ do: "insert-all-of", list: 1, source: 0 }) as const);

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
    keeps: ({ platform, steps }, plan) =>
      platform.functions.every(({ classCode }) => classCode === 0x020000) &&
      steps.some((step) => step.do === "get") &&
      steps.some((step) => step.do === "fail-allocations" && step.first === plan.rmrrs.length + 1),
    reaches: (plan) => plan.rmrrs.length === 0,
  },
  {
    pass: "drop something and fail earlier allocations",
    from: {
      ...ONE_ROOT,
      functions: [nic()],
      steps: [{ do: "fail-allocations", first: 1, count: 3 }, get(0, 0), get(0, 1)],
    },
    // The first get fails with its first allocation, and the second one with both: or there is only one.
    keeps: ({ steps }) => {
      const gets = steps.filter((step) => step.do === "get").length;
      return gets > 0 && steps.some((step) => step.do === "fail-allocations" && step.count === 2 * gets - 1);
    },
    reaches: (plan) => plan.steps.length === 2,
  },
  ...[false, true].map((isReversed): WayDown => ({
    pass: "let another function inherit and fail another allocation",
    from: {
      ...ONE_ROOT,
      functions: [nic(), nic(ROOT, 1)],
      rmrrs: [
        { ...rmrr(0), limit: isReversed ? 0x3fffn : 0x1fffn },
        { ...rmrr(1), limit: 0x2fffn },
      ],
      steps: [{ do: "fail-allocations", first: 2, count: 1 }, get(0), get(1, 1)],
    },
    // The allocation behind that of the first RMRR, or that behind those of both, of which the shorter one comes first.
    keeps: ({ platform, steps }, { rmrrs }) => {
      const [first, second] = rmrrs;
      const named = new Set(namings(platform).map((naming) => naming.rmrr)).size;
      const failing = platform.functions.length === 2 ? 2 : 4;
      return (
        named === 2 &&
        platform.functions.length > 0 &&
        steps.filter((step) => step.do === "get").length === 2 &&
        steps.some((step) => step.do === "fail-allocations" && step.first === failing) &&
        first!.limit < second!.limit !== (isReversed && platform.functions.length === 2)
      );
    },
    reaches: (plan) => plan.functions.length === 1,
  })),
  {
    pass: "let the window of an ISA bridge be the region",
    from: {
      ...ONE_ROOT,
      functions: [nic()],
      rmrrs: [rmrr(0)],
      steps: [get(0), { do: "fail-allocations", first: 2, count: 2 }, ...INSERTED_TWICE],
    },
    // The window comes whole before anything may fail.
    keeps: ({ platform, steps }, { rmrrs }) => {
      const kinds = kindsOf({ platform, steps });
      if (platform.functions.length !== 1) return false;
      return rmrrs.length > 0
        ? namings(platform).length > 0 && kinds.startsWith("get fail-allocations insert-all-of insert-all-of")
        : platform.functions[0]!.classCode === 0x060100 &&
            kinds.startsWith("get insert-all-of fail-allocations insert-all-of");
    },
    reaches: (plan) => plan.rmrrs.length === 0,
  },
  {
    pass: "let the window of an ISA bridge be the region",
    from: { ...ONE_ROOT, functions: [nic()], rmrrs: [rmrr(0)], steps: [get(0), insert({}, 1)] },
    // What is inserted is what a device got.
    keeps: ({ platform, steps }) => {
      const gets = askedFunctions({ platform, steps });
      const [inserted] = steps.flatMap((step) => (step.do === "insert" ? [step.region] : []));
      const isWindow = inserted?.start === 0n && inserted.type === "direct-relaxable";
      return isWindow
        ? gets.some((fn) => fn.classCode === 0x060100)
        : inserted !== undefined && namings(platform).some(({ named }) => gets.includes(named));
    },
    reaches: (plan) => plan.rmrrs.length === 0,
  },
  {
    pass: "let the window of an ISA bridge be the region",
    from: {
      ...ONE_ROOT,
      functions: [nic()],
      rmrrs: [rmrr(0)],
      steps: [
        insert({ start: 0x3000n, end: 0x3fffn }),
        get(0, 1),
        { do: "fail-allocations", first: 2, count: 1 },
        { do: "insert-all-of", list: 0, source: 1 },
      ],
    },
    // The second region that is inserted meets nothing that was there, or the first one does: it is the same.
    keeps: ({ platform, steps }, { rmrrs }) => {
      if (!kindsOf({ platform, steps }).startsWith("insert get fail-allocations insert-all-of")) return false;
      const [inserted] = steps.flatMap((step) => (step.do === "insert" ? [step.region] : []));
      const [first] = steps.flatMap((step) => (step.do === "fail-allocations" ? [step.first] : []));
      return rmrrs.length > 0
        ? namings(platform).length > 0 && first === 2 && inserted!.end > 0x2000n
        : platform.functions[0]?.classCode === 0x060100 && first === 1 && inserted!.start === 0n;
    },
    reaches: (plan) => plan.rmrrs.length === 0,
  },
  {
    pass: "let another function inherit and reorder RMRRs or steps",
    from: {
      ...ONE_ROOT,
      functions: [port(), { ...nic(0), absent: true }],
      steps: [{ do: "add", device: 1 }, get(1)],
    },
    // Who comes below a bridge is got, or who is alone is got and comes.
    keeps: ({ platform, steps }) =>
      platform.functions.length === 2
        ? platform.functions[1]!.parent !== undefined && kindsOf({ platform, steps }).startsWith("add get")
        : platform.functions.length === 1 && kindsOf({ platform, steps }).startsWith("get add"),
    reaches: (plan) => plan.functions.length === 1,
  },
  {
    pass: "let another function inherit and reorder RMRRs or steps",
    from: {
      ...ONE_ROOT,
      functions: [port(), nic(0)],
      rmrrs: [
        { ...rmrr(), limit: 0x3fffn, scopes: [planScope(2, 0, [], 0, false)] },
        { ...rmrr(1), limit: 0x2fffn },
      ],
      steps: [get(1)],
    },
    // The longer range comes first where a bridge has it, and last where one function has both.
    keeps: ({ platform, steps }, { rmrrs: [first, second] }) => {
      const fewer = platform.functions.length;
      const named = new Set(namings(platform).map((naming) => naming.rmrr)).size;
      return (
        kindsOf({ platform, steps }).startsWith("get") &&
        named === 2 &&
        first!.limit !== second!.limit &&
        (fewer === 1 || (fewer === 2 && platform.functions[1]!.parent !== undefined)) &&
        first!.limit > second!.limit === (fewer === 2)
      );
    },
    reaches: (plan) => plan.functions.length === 1,
  },
  {
    pass: "let functions come with the bridge above them",
    from: {
      ...ONE_ROOT,
      functions: [port(), { ...nic(0), absent: true }, { ...nic(0, 1), physicalFunction: 1, absent: true }],
      steps: [{ do: "add", device: 1 }, get(2)],
    },
    // Who is got came below a bridge, with the one that was added.
    keeps: (scenario) => {
      const { platform, steps } = scenario;
      const [asked] = askedFunctions(scenario);
      if (!kindsOf(scenario).startsWith("add get") || asked?.parent === undefined || asked.absent !== true)
        return false;
      const [added] = steps.flatMap((step) => (step.do === "add" ? [step.device] : []));
      const above = platform.functions.find(({ label }) => label === asked.parent)!;
      return added !== asked.label && (added !== above.label || above.absent === true);
    },
    reaches: (plan) => plan.functions.length === 2,
  },
  ...[0, 1].map((others): WayDown => ({
    pass: "let another structure be too short",
    from: {
      ...ONE_ROOT,
      rmrrs: [{ ...rmrr(), shortened: 8 }],
      structures: [RHSA].slice(0, others),
    },
    // A structure is too short, and there are as many others as there were, or fewer.
    keeps: ({ platform }) => {
      const { structures } = decodeTable(platform.dmar);
      return structures.some(({ structure }) => structure.kind === "opaque" && structure.content.length < 8);
    },
    reaches: (plan) => plan.rmrrs.length === 0,
  })),
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
