/**
 * Every pass finds a way down that no other finds: a plan, what is to stay true of it, and what is left of it in
 * the end with the pass, but not without.
 */

import { describe, expect, test } from "vitest";
import { ALL_SPARE, EMPTY_PLAN, type Plan, placeOnRoot, planScope, type PlanStep } from "../../generators/plan.ts";
import { tryRealise } from "../../generators/realise.ts";
import { listsOf } from "../../generators/shrinking/edit-steps.ts";
import { scopesOf } from "../../generators/shrinking/edit-scopes.ts";
import { readPaths } from "../../generators/shrinking/read-paths.ts";
import { PASSES } from "../../generators/shrinking/simplicity.ts";
import { PAGE_SIZE } from "../../model/region.ts";
import type { Scenario } from "../../model/scenario.ts";
import { GROUP_WAYS_DOWN } from "./group-ways-down.ts";
import { HISTORY_WAYS_DOWN } from "./history-ways-down.ts";
import { PLATFORM_WAYS_DOWN } from "./platform-ways-down.ts";
import { askedFunctions, namings } from "./named-functions.ts";
import { bridgeRmrr, get, insert, nic, ONE_ROOT, pages, port, rmrr, ROOT, type WayDown } from "./small-plans.ts";

const OTHER_ROOT = placeOnRoot(1);

const ask: PlanStep = { do: "ask", predicate: "locked", device: 0 };

const TWO_SEGMENTS: Plan = {
  ...EMPTY_PLAN,
  roots: [0, 1].map((segment) => ({ segment, gap: 0, spare: ALL_SPARE })),
};

function count(scenario: Scenario, kind: string): number {
  return scenario.steps.filter((step) => step.do === kind).length;
}

function isTotal(scenario: Scenario, least: bigint): boolean {
  let sum = 0n;
  for (const step of scenario.steps) if (step.do === "insert") sum += step.region.end - step.region.start + 1n;
  return sum >= least;
}

const WAYS_DOWN: readonly WayDown[] = [
  {
    pass: "join RMRRs",
    from: { ...ONE_ROOT, functions: [nic(), nic(ROOT, 1)], rmrrs: [rmrr(0), rmrr(1)] },
    keeps: ({ platform }) => new Set(namings(platform).map(({ named }) => named)).size === 2,
    reaches: (plan) => plan.rmrrs.length === 1,
  },
  {
    pass: "promote buses to root buses",
    from: {
      ...TWO_SEGMENTS,
      functions: [port(), port(OTHER_ROOT), nic(1)],
      rmrrs: [bridgeRmrr(0)],
      steps: [get(2)],
    },
    keeps: (scenario) =>
      namings(scenario.platform).some(({ named }) =>
        askedFunctions(scenario).some((fn) => fn.segment !== named.segment && fn.bus === named.secondaryBus),
      ),
    reaches: (plan) => plan.functions.length === 2,
  },
  {
    pass: "drop a scope and exchange functions",
    from: {
      ...TWO_SEGMENTS,
      functions: [nic(), nic(OTHER_ROOT)],
      otherDevices: [{}],
      rmrrs: [rmrr(0, 0)],
      steps: [get(1)],
    },
    // Who comes first takes the first scope's slot, whatever its segment; the asked one is of another and has one too.
    keeps: (scenario, plan) => {
      const [asked] = askedFunctions(scenario);
      const [reserved] = plan.rmrrs;
      if (asked === undefined || reserved === undefined || asked.segment === reserved.segment) return false;
      const isFirst = scenario.platform.functions.indexOf(asked) < scopesOf(plan).length;
      return isFirst && plan.functions.length === 2 && plan.otherDevices.length === 1;
    },
    reaches: (plan) => scopesOf(plan).length === 1,
  },
  {
    pass: "drop functions from under their scopes",
    from: {
      ...ONE_ROOT,
      functions: [port(), nic(0), nic(ROOT, 1)],
      otherDevices: [{}],
      rmrrs: [rmrr(2, 2)],
      steps: [get(1)],
    },
    keeps: (scenario, plan) =>
      scopesOf(plan).length === 2 &&
      plan.otherDevices.length === 1 &&
      askedFunctions(scenario).some(
        (fn) => fn.parent !== undefined && namings(scenario.platform).every(({ named }) => named !== fn),
      ) &&
      namings(scenario.platform).every(({ named }) => named.headerType === 0),
    reaches: (plan) => plan.functions.length === 2,
  },
  {
    pass: "let another function inherit",
    from: { ...ONE_ROOT, functions: [nic(), nic(ROOT, 1), nic(ROOT, 2)], steps: [get(0, 0), get(1, 1), get(2, 2)] },
    // The lists keep their order.
    keeps: (scenario) => {
      const lists = scenario.steps.flatMap((step) => (step.do === "get" ? [step.list] : []));
      return lists.join() === "list0,list1,list2" && askedFunctions(scenario).length >= 2;
    },
    reaches: (plan) => plan.functions.length === 2,
  },
  {
    pass: "hoist functions",
    from: { ...ONE_ROOT, functions: [port(), nic(0)], steps: [get(0, 0), get(1, 1)] },
    keeps: (scenario) => new Set(askedFunctions(scenario).map(({ headerType }) => headerType)).size === 2,
    reaches: (plan) => plan.functions.every(({ place }) => place < 0),
  },
  {
    pass: "drop two things at once",
    from: { ...ONE_ROOT, functions: [nic()], steps: [get(0, 0), get(0, 1), ask, ask] },
    keeps: (scenario) => count(scenario, "get") > 0 && count(scenario, "get") === count(scenario, "ask"),
    reaches: (plan) => plan.steps.length === 2,
  },
  {
    pass: "insert regions, not lists",
    from: {
      ...ONE_ROOT,
      functions: [nic()],
      rmrrs: [rmrr(0)],
      steps: [get(0), { do: "insert-all-of", list: 1, source: 0 }],
    },
    keeps: (scenario) => count(scenario, "insert") + count(scenario, "insert-all-of") > 0,
    reaches: (plan) => plan.steps.length === 1 && plan.functions.length === 0,
  },
  {
    pass: "choose one insert anew for two",
    from: { ...EMPTY_PLAN, steps: [1, 2, 3].map((page) => insert(pages(page))) },
    keeps: (scenario) => count(scenario, "insert") >= 2 && isTotal(scenario, 3n * PAGE_SIZE),
    reaches: (plan) => plan.steps.length === 2,
  },
  {
    pass: "drop RMRRs",
    from: { ...ONE_ROOT, rmrrs: [rmrr(), rmrr()] },
    keeps: () => true,
    reaches: (plan) => plan.rmrrs.length === 0,
  },
  {
    pass: "drop other structures",
    from: {
      ...ONE_ROOT,
      structures: [{ structure: { kind: "opaque", type: 9, content: new Uint8Array(4) }, scopes: [] }],
    },
    keeps: () => true,
    reaches: (plan) => plan.structures.length === 0,
  },
  {
    pass: "drop devices that are not PCI",
    from: { ...EMPTY_PLAN, otherDevices: [{}, {}], steps: [get(-1), get(-2, 1)] },
    keeps: (scenario) => count(scenario, "get") === 2,
    reaches: (plan) => plan.otherDevices.length === 1,
  },
  {
    pass: "drop groups and their members",
    from: {
      ...ONE_ROOT,
      functions: [nic()],
      groups: [{ members: [0] }, { members: [] }],
      steps: [{ do: "show", group: 1 }],
    },
    keeps: (scenario) => count(scenario, "show") === 1,
    reaches: (plan) => plan.groups.length === 1,
  },
  {
    pass: "drop root buses",
    from: { ...TWO_SEGMENTS, functions: [nic(OTHER_ROOT)] },
    keeps: ({ platform }) => platform.functions.length === 1,
    reaches: (plan) => plan.roots.length === 1,
  },
  {
    pass: "calm functions",
    from: { ...ONE_ROOT, functions: [{ ...port(), headerType: 2, classCode: 0x060700 }] },
    keeps: ({ platform }) => platform.functions.length === 1,
    reaches: (plan) => plan.functions[0]!.headerType === 0 && plan.functions[0]!.classCode === 0x020000,
  },
  {
    pass: "calm scopes",
    from: {
      ...ONE_ROOT,
      functions: [nic()],
      rmrrs: [{ ...rmrr(0), scopes: [{ ...planScope(77, 0, [], 9, false), flags: 3 }, planScope(1, 0, [], 0, false)] }],
    },
    keeps: (_scenario, plan) => scopesOf(plan).length === 2 && plan.functions.length === 1,
    reaches: (plan) =>
      scopesOf(plan).every(({ type, flags, enumerationId }) => type === 1 && flags === 0 && enumerationId === 0),
  },
  {
    pass: "calm regions",
    from: { ...EMPTY_PLAN, steps: [insert({ type: "msi" }), insert({ type: "reserved" })] },
    keeps: (scenario) => count(scenario, "insert") === 2,
    reaches: (plan) => plan.steps.every((step) => step.do === "insert" && step.region.type === "direct"),
  },
  {
    pass: "calm details",
    from: { ...EMPTY_PLAN, otherDevices: [{ acpiName: "\\A" }] },
    keeps: ({ platform }) => platform.otherDevices.length === 1,
    reaches: (plan) => plan.otherDevices[0]!.acpiName === undefined,
  },
  {
    pass: "order lists",
    from: { ...EMPTY_PLAN, otherDevices: [{}], lastListFirst: true, steps: [get(-1, 7), get(-1, 3)] },
    keeps: (scenario) => count(scenario, "get") === 2,
    reaches: (plan) => listsOf(plan).join() === "0,1" && !plan.lastListFirst,
  },
  {
    pass: "simplify regions",
    from: { ...EMPTY_PLAN, steps: [insert(pages(0x7_0000, 0x7_ffff)), insert(pages(0x8_0000))] },
    keeps: ({ steps }) => {
      const [first, second] = steps.flatMap((step) => (step.do === "insert" ? [step.region] : []));
      return first !== undefined && second !== undefined && first.end + 1n === second.start;
    },
    reaches: ({ steps: [first, second] }) =>
      JSON.stringify([first, second], plainly) === JSON.stringify([insert(pages(1)), insert(pages(2))], plainly),
  },
  {
    pass: "lower segments",
    from: {
      ...ONE_ROOT,
      roots: [{ segment: 9, gap: 0, spare: ALL_SPARE }],
      rmrrs: [{ ...rmrr(), segment: 9 }],
      functions: [nic()],
    },
    keeps: ({ platform }, plan) => platform.functions.length === 1 && plan.rmrrs[0]?.segment === plan.roots[0]!.segment,
    reaches: (plan) => plan.roots[0]!.segment === 0,
  },
  {
    pass: "close gaps in bus numbers",
    from: { ...EMPTY_PLAN, roots: [{ segment: 0, gap: 40, spare: 0 }], functions: [nic()] },
    keeps: ({ platform }) => platform.functions.some((fn) => fn.bus >= 3),
    reaches: (plan) => plan.roots[0]!.gap === 3 && plan.roots[0]!.spare === ALL_SPARE,
  },
  {
    pass: "lower device and function numbers",
    from: { ...ONE_ROOT, functions: [nic(ROOT, 20), { ...nic(ROOT, 20), function: 6 }] },
    keeps: ({ platform }) => platform.functions.some((fn) => fn.function > 2),
    reaches: (plan) =>
      plan.functions.every(({ device }) => device === 0) && plan.functions.some((fn) => fn.function === 3),
  },
  ...GROUP_WAYS_DOWN,
  ...HISTORY_WAYS_DOWN,
  ...PLATFORM_WAYS_DOWN,
];

function plainly(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}` : value;
}

/** Shrinks as the arbitrary does, with some of the passes. */
function shrink(way: WayDown, passes: typeof PASSES): Plan {
  let plan = way.from;
  for (let taken = 0; taken < 1000; taken++) {
    const current = readPaths(plan);
    const next = firstOf(passes, current, way);
    if (next === undefined) return current;
    plan = next;
  }
  throw new Error("shrinking does not end");
}

function firstOf(passes: typeof PASSES, plan: Plan, way: WayDown): Plan | undefined {
  for (const pass of passes) {
    for (const candidate of pass.candidates(plan)) {
      const scenario = tryRealise(candidate);
      if (scenario !== undefined && way.keeps(scenario, candidate)) return candidate;
    }
  }
  return undefined;
}

describe.each(WAYS_DOWN)("the pass «$pass»", (way) => {
  test("leads to where no other does", () => {
    expect(PASSES.map(({ name }) => name)).toContain(way.pass);
    expect(way.keeps(tryRealise(way.from)!, way.from)).toBe(true);
    expect(way.reaches(shrink(way, PASSES))).toBe(true);
    const others = PASSES.filter(({ name }) => name !== way.pass);
    expect(way.reaches(shrink(way, others))).toBe(false);
  });
});

describe("the passes", () => {
  test("are all needed, or save tries where others get as far", () => {
    const needed = new Set(WAYS_DOWN.map(({ pass }) => pass));
    const rest = PASSES.map(({ name }) => name).filter((name) => !needed.has(name));
    expect(rest).toEqual([
      // Only a real table is thawed, and only its header is not as usual: see shrinking.test.ts.
      "thaw table",
      // Many at once; what follows would get there one by one, with a hundred tries for each.
      "drop the last RMRRs",
      // These go through many things fast; what follows them would get there one by one.
      "drop scopes",
      "drop lists",
      "drop steps",
      "drop idle functions",
      "drop subtrees",
      "plain header",
    ]);
  });
});
