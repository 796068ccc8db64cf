/** Plans of scenarios that no generator drew. */

import { describe, expect, test } from "vitest";
import { planOf } from "../../generators/plan-of.ts";
import { otherDeviceReference, placeOnRoot } from "../../generators/plan.ts";
import { realise } from "../../generators/realise.ts";
import { STREAMS } from "../../generators/streams.ts";
import { encodeTable } from "../../model/dmar/encode.ts";
import type { DmarTable } from "../../model/dmar/table.ts";
import type { PciFunction, Platform } from "../../model/platform.ts";
import type { Scenario, Step } from "../../model/scenario.ts";

function pci(label: string, bus: number, device: number, more: Partial<PciFunction> = {}): PciFunction {
  return { kind: "pci", label, segment: 0, bus, device, function: 0, classCode: 0x020000, headerType: 0, ...more };
}

function port(label: string, bus: number, device: number, secondaryBus: number, subordinateBus: number): PciFunction {
  return pci(label, bus, device, { classCode: 0x060400, headerType: 1, secondaryBus, subordinateBus });
}

const TABLE: DmarTable = {
  header: {
    revision: 1,
    oemId: "HAND",
    oemTableId: "MADE",
    oemRevision: 0,
    creatorId: "X",
    creatorRevision: 0,
    hostAddressWidth: 38,
    flags: 0,
  },
  structures: [
    { kind: "drhd", flags: 1, size: 0, segment: 0, registerBase: 0x1000n, scopes: [] },
    {
      kind: "rmrr",
      reserved: 0,
      segment: 0,
      base: 0x5000n,
      limit: 0x5fffn,
      scopes: [
        {
          type: 1,
          flags: 0,
          enumerationId: 0,
          startBus: 0,
          path: [
            { device: 2, function: 0 },
            { device: 0, function: 0 },
          ],
        },
      ],
    },
  ],
};

/** Two root ports, of which the one with the higher buses is listed first, and labels of a person's choice. */
const PLATFORM: Platform = {
  rootBuses: [{ segment: 0, bus: 0, lastBus: 40 }],
  functions: [
    port("right port", 0, 2, 5, 9),
    port("left port", 0, 1, 1, 3),
    pci("card", 5, 0, { parent: "right port" }),
    pci("its first VF", 6, 0, { parent: "right port", physicalFunction: "card" }),
  ],
  otherDevices: [{ kind: "other", label: "timer", acpiName: "\\TIMR" }],
  groups: [{ label: "both", members: ["card", "timer"] }],
  dmar: encodeTable(TABLE),
};

const STEPS: readonly Step[] = [
  { do: "get", device: "card", list: "mine" },
  { do: "group", group: "both", list: "theirs" },
  { do: "insert-all-of", list: "all", source: "mine" },
  { do: "ask", predicate: "downstream", device: "timer", bridge: "right port" },
  { do: "attach", group: "both", aperture: { start: 0n, end: 9n }, mappings: [] },
  { do: "remove", device: "card" },
  { do: "fail-allocations", first: 1, count: 2 },
  { do: "read", list: "theirs" },
  { do: "put", list: "theirs" },
];

/** Everything of a platform by label, so that the order of its lists does not count. */
function byLabel({ functions, otherDevices, groups, rootBuses }: Platform): unknown {
  const entries = [...functions, ...otherDevices, ...groups].map((each) => [each.label, each] as const);
  return { rootBuses, ...Object.fromEntries(entries) };
}

describe("planOf", () => {
  test("finds out numbers, places, paths and labels", () => {
    const plan = planOf({ platform: PLATFORM, steps: STEPS })!;
    expect(plan.roots).toEqual([{ segment: 0, gap: 0, spare: 31 }]);
    const labels = plan.functions.map(({ label }) => label);
    expect(labels).toEqual(["left port", "right port", "card", "its first VF"]);
    expect(plan.functions.map(({ place }) => place)).toEqual([placeOnRoot(0), placeOnRoot(0), 1, 1]);
    expect(plan.functions.map(({ gap, spare }) => [gap, spare])).toEqual([
      [0, 2],
      [1, 3],
      [0, 0],
      [0, 0],
    ]);
    expect(plan.functions[3]).toMatchObject({ physicalFunction: 2, beyondBus: true });
    expect(plan.otherDevices).toEqual([{ label: "timer", acpiName: "\\TIMR" }]);
    expect(plan.groups).toEqual([{ label: "both", members: [2, otherDeviceReference(0)] }]);
    const { platform } = realise(plan);
    expect(byLabel(platform)).toEqual(byLabel(PLATFORM));
    expect(platform.dmar).toEqual(PLATFORM.dmar);
  });

  test("takes the end that all scenarios have from the steps, and leaves the rest in order", () => {
    const end: readonly Step[] = [
      { do: "read", list: "mine" },
      { do: "put", list: "mine" },
      { do: "read", list: "all" },
      { do: "put", list: "all" },
      { do: "tear-down" },
    ];
    const [all, backwards, unfinished] = [end, [end[2]!, end[3]!, end[0]!, end[1]!, end[4]!], []].map((last) =>
      planOf({ platform: PLATFORM, steps: [...STEPS, ...last] })!,
    );
    const kinds = STEPS.map((step) => step.do).filter((kind) => kind !== "read");
    for (const plan of [all!, backwards!, unfinished!]) expect(plan.steps.map((step) => step.do)).toEqual(kinds);
    expect([all, backwards].map((plan) => plan!.lastListFirst)).toEqual([false, true]);
    expect(realise(all!).steps.map((step) => step.do)).toEqual([...STEPS, ...end].map((step) => step.do));
    expect(realise(backwards!).steps.findLast((step) => step.do === "put")).toEqual({ do: "put", list: "list0" });
  });

  test("keeps puts before others if a list is never put", () => {
    const get = (list: string): Step => ({ do: "get", device: "card", list });
    const steps: readonly Step[] = [get("a"), get("b"), get("c"), { do: "put", list: "b" }, { do: "put", list: "c" }];
    // Left out, these puts would come behind that of the first list, which realising adds.
    expect(planOf({ platform: PLATFORM, steps })!.steps.map((step) => step.do)).toEqual([
      "get",
      "get",
      "get",
      "put",
      "put",
    ]);
  });

  test("keeps the bytes of a table that says more than a plan can", () => {
    const structures = [...TABLE.structures].reverse();
    const dmar = encodeTable({ ...TABLE, structures, trailing: new Uint8Array([1, 2]) });
    const plan = planOf({ platform: { ...PLATFORM, dmar }, steps: STEPS })!;
    expect(plan.table).toEqual(dmar);
    expect(plan.rmrrs).toEqual([]);
    expect(realise(plan).platform.dmar).toEqual(dmar);
  });

  test.each([
    ["a parent that is not there", { functions: [pci("a", 0, 0, { parent: "b" })] }],
    ["a bus that nobody has", { functions: [pci("a", 3, 0)] }],
    ["a bridge behind what is below it", { functions: [pci("a", 1, 0, { parent: "p" }), port("p", 0, 0, 1, 1)] }],
    [
      "root buses that overlap",
      {
        rootBuses: [
          { segment: 0, bus: 0, lastBus: 9 },
          { segment: 0, bus: 5, lastBus: 9 },
        ],
      },
    ],
  ])("finds none where the hierarchy has %s", (_what, wrong) => {
    expect(planOf({ platform: { ...PLATFORM, ...wrong }, steps: [] })).toBeUndefined();
  });

  test.each([
    ["a device", { do: "get", device: "nobody", list: "a" }],
    ["a bridge", { do: "ask", predicate: "downstream", device: "card", bridge: "nobody" }],
    ["a group", { do: "show", group: "nobody" }],
  ] as readonly (readonly [string, Step])[])("finds none where steps name %s that is not there", (_what, step) => {
    expect(planOf({ platform: PLATFORM, steps: [step] })).toBeUndefined();
  });
});

describe("a scenario written by hand", () => {
  test("shrinks, and what is left of it keeps its labels", () => {
    const scenario: Scenario = { platform: PLATFORM, steps: STEPS };
    const arbitrary = STREAMS[0]!.scenarios();
    let current = scenario;
    let context: unknown;
    const fails = ({ platform, steps }: Scenario): boolean =>
      steps.some((step) => step.do === "get") && platform.functions.some((fn) => fn.headerType === 1);
    for (let taken = 0; taken < 100; taken++) {
      const next = [...arbitrary.shrink(current, context)].find(({ value }) => fails(value));
      if (next === undefined) break;
      current = next.value;
      context = next.context;
    }
    const [bridge] = current.platform.functions;
    expect(current.platform.functions).toHaveLength(1);
    expect(PLATFORM.functions.map(({ label }) => label)).toContain(bridge!.label);
    expect(current.steps).toEqual([
      { do: "get", device: bridge!.label, list: "list0" },
      { do: "read", list: "list0" },
      { do: "put", list: "list0" },
      { do: "tear-down" },
    ]);
  });
});
