/** Plans into scenarios: the addresses that they get, and what is repaired on the way. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ALL_SPARE,
  EMPTY_PLAN,
  otherDeviceReference,
  type Place,
  type Plan,
  type PlanFunction,
  planFunction,
  placeOnRoot,
  planScope,
} from "../../generators/plan.ts";
import { realise, tryRealise } from "../../generators/realise.ts";
import { decodeTable } from "../../model/dmar/decode.ts";
import type { DmarStructure } from "../../model/dmar/table.ts";
import { formatAddress } from "../../model/platform.ts";
import { validatePlatform } from "../../model/platform-validity.ts";

const ROOT: Place = placeOnRoot(0);
const ONE_ROOT: Plan = { ...EMPTY_PLAN, roots: [{ segment: 0, gap: 0, spare: ALL_SPARE }] };

function endpoint(place: Place, device = 0, fn = 0): PlanFunction {
  return planFunction(place, device, fn, 0x020000, 0, 0, 0);
}

function bridge(place: Place, device = 0, gap = 0, spare = 0): PlanFunction {
  return planFunction(place, device, 0, 0x060400, 1, gap, spare);
}

/** The addresses of a plan's functions, with the bus range behind a bridge. */
function addresses(plan: Plan): readonly string[] {
  const { platform } = realise(plan);
  expect(validatePlatform(platform)).toEqual([]);
  return platform.functions.map((fn) =>
    fn.secondaryBus === undefined
      ? formatAddress(fn)
      : `${formatAddress(fn)} [${fn.secondaryBus.toString(16)}-${fn.subordinateBus!.toString(16)}]`,
  );
}

function structures(plan: Plan): readonly DmarStructure[] {
  return decodeTable(realise(plan).platform.dmar).structures.map(({ structure }) => structure);
}

describe("bus numbers", () => {
  test("are handed out depth first, in the order of the plan", () => {
    const functions = [bridge(ROOT, 1), bridge(ROOT, 2), bridge(0), endpoint(2), endpoint(1)];
    expect(addresses({ ...ONE_ROOT, functions })).toEqual([
      "0000:00:01.0 [1-2]",
      "0000:00:02.0 [3-3]",
      "0000:01:00.0 [2-2]",
      "0000:02:00.0",
      "0000:03:00.0",
    ]);
  });

  test("leave the gaps that are wished for before a bridge and at the end of its range", () => {
    const functions = [bridge(ROOT, 1, 2, 3), bridge(0, 0, 1), bridge(ROOT, 2)];
    expect(addresses({ ...ONE_ROOT, functions })).toEqual([
      "0000:00:01.0 [3-8]",
      "0000:03:00.0 [5-5]",
      "0000:00:02.0 [9-9]",
    ]);
  });

  test("keep the root buses of a segment apart, and those of others as they are", () => {
    const roots = [
      { segment: 0, gap: 1, spare: 2 },
      { segment: 1, gap: 0, spare: 0 },
      { segment: 0, gap: 0, spare: ALL_SPARE },
    ];
    const functions = [bridge(placeOnRoot(0)), endpoint(placeOnRoot(1)), endpoint(placeOnRoot(2))];
    const { platform } = realise({ ...EMPTY_PLAN, roots, functions });
    expect(platform.rootBuses).toEqual([
      { segment: 0, bus: 1, lastBus: 4 },
      { segment: 1, bus: 0, lastBus: 0 },
      { segment: 0, bus: 5, lastBus: 255 },
    ]);
  });

  test("grant no more wishes than there are numbers", () => {
    const functions = [bridge(ROOT, 0, 300, 300), bridge(0, 0, 300, 300)];
    expect(addresses({ ...ONE_ROOT, functions })).toEqual(["0000:00:00.0 [fe-ff]", "0000:fe:00.0 [ff-ff]"]);
  });

  test("run out at the 257th bus of a segment", () => {
    const chain = (count: number): Plan => ({
      ...ONE_ROOT,
      functions: Array.from({ length: count }, (_, index) => bridge(index === 0 ? ROOT : index - 1)),
    });
    expect(addresses(chain(255)).at(-1)).toBe("0000:fe:00.0 [ff-ff]");
    expect(tryRealise(chain(256))).toBeUndefined();
    expect(() => realise(chain(256))).toThrow(RangeError);
  });

  test("have one behind a bus for virtual functions that lie beyond it", () => {
    const beyond = { ...endpoint(0), physicalFunction: 1, beyondBus: true };
    const functions = [bridge(ROOT), endpoint(0), beyond, { ...beyond, device: 0, function: 1 }, bridge(0, 3)];
    expect(addresses({ ...ONE_ROOT, functions })).toEqual([
      "0000:00:00.0 [1-3]",
      "0000:01:00.0",
      "0000:02:00.0",
      "0000:02:00.1",
      "0000:01:03.0 [3-3]",
    ]);
  });
});

describe("slots", () => {
  test("that are taken are exchanged for the next device", () => {
    const functions = [endpoint(ROOT, 31), endpoint(ROOT, 31), endpoint(ROOT, 1), endpoint(ROOT, 0)];
    expect(addresses({ ...ONE_ROOT, functions })).toEqual([
      "0000:00:1f.0",
      "0000:00:00.0",
      "0000:00:01.0",
      "0000:00:02.0",
    ]);
  });

  test("are filled up when no device is free", () => {
    const functions = Array.from({ length: 256 }, () => endpoint(ROOT));
    expect(new Set(addresses({ ...ONE_ROOT, functions })).size).toBe(256);
    expect(tryRealise({ ...ONE_ROOT, functions: [...functions, endpoint(ROOT)] })).toBeUndefined();
  });

  test("get a function 0 where a device lacks one", () => {
    const functions = [endpoint(ROOT, 3, 5), endpoint(ROOT, 3, 2)];
    expect(addresses({ ...ONE_ROOT, functions })).toEqual(["0000:00:03.0", "0000:00:03.2"]);
  });

  test("do not let a virtual function be the function 0 of others", () => {
    const virtual = { ...endpoint(ROOT, 4), physicalFunction: 0 };
    const functions = [endpoint(ROOT, 0), virtual, endpoint(ROOT, 4, 1)];
    // The last one becomes function 0 of device 4, and the virtual one makes way.
    expect(addresses({ ...ONE_ROOT, functions })).toEqual(["0000:00:00.0", "0000:00:05.0", "0000:00:04.0"]);
  });

  test("are all of device 0 where a function is above 7", () => {
    const functions = [bridge(ROOT), endpoint(0, 0), endpoint(0, 0, 9), endpoint(0, 2, 1)];
    expect(addresses({ ...ONE_ROOT, functions }).slice(1)).toEqual(["0000:01:00.0", "0000:01:00.9", "0000:01:00.11"]);
  });
});

describe("tables", () => {
  test("have a unit for each segment with devices that can be named, before the RMRRs", () => {
    const roots = [0, 0x10000, 7, 9].map((segment) => ({ segment, gap: 0, spare: ALL_SPARE }));
    const functions = [0, 1, 2].map((root) => endpoint(placeOnRoot(root)));
    const rmrr = { segment: 0, base: 0n, limit: 0xfffn, scopes: [], reserved: 0 };
    const found = structures({ ...EMPTY_PLAN, roots, functions, rmrrs: [rmrr] });
    expect(found.map((structure) => structure.kind)).toEqual(["drhd", "drhd", "rmrr"]);
    expect(found.flatMap((structure) => (structure.kind === "drhd" ? [structure.segment] : []))).toEqual([0, 7]);
  });

  test("say by path, root bus and hops, which function a scope names", () => {
    const roots = [{ segment: 0, gap: 0x3a, spare: ALL_SPARE }];
    const functions = [bridge(ROOT, 0x1c), { ...endpoint(0, 0), function: 0 }, endpoint(0, 0, 3)];
    const scopes = [
      planScope(1, 2, [], 0, false),
      planScope(2, 0, [{ device: 9, function: 1 }], 0, false),
      planScope(1, 2, [], 0, true),
      { ...planScope(3, ROOT, [{ device: 30, function: 7 }], 4, false), startBus: 0xf0 },
      planScope(1, ROOT, [{ device: 1, function: 0 }], 0, false),
      // Nothing at all cannot be said by a path.
      planScope(1, ROOT, [], 0, false),
    ];
    const rmrrs = [{ segment: 0, base: 0n, limit: 0xfffn, scopes, reserved: 0 }];
    const [, rmrr] = structures({ ...EMPTY_PLAN, roots, functions, rmrrs });
    expect(rmrr).toMatchObject({
      scopes: [
        {
          type: 1,
          startBus: 0x3a,
          path: [
            { device: 0x1c, function: 0 },
            { device: 0, function: 3 },
          ],
        },
        {
          type: 2,
          startBus: 0x3a,
          path: [
            { device: 0x1c, function: 0 },
            { device: 9, function: 1 },
          ],
        },
        { type: 1, startBus: 0x3b, path: [{ device: 0, function: 3 }] },
        { type: 3, enumerationId: 4, startBus: 0xf0, path: [{ device: 30, function: 7 }] },
        { type: 1, startBus: 0x3a, path: [{ device: 1, function: 0 }] },
      ],
    });
    expect((rmrr as Extract<DmarStructure, { kind: "rmrr" }>).scopes).toHaveLength(5);
  });

  test("leave out scopes whose path no entry has room for", () => {
    const deep = Array.from({ length: 130 }, (_, index) => bridge(index === 0 ? ROOT : index - 1));
    const scopes = [123, 124].map((at) => planScope(2, at, [], 0, false));
    const rmrrs = [{ segment: 0, base: 0n, limit: 0xfffn, scopes, reserved: 0 }];
    const [, rmrr] = structures({ ...ONE_ROOT, functions: deep, rmrrs });
    // Of 124 and 125 hops, only the first fits into 255 bytes.
    expect((rmrr as Extract<DmarStructure, { kind: "rmrr" }>).scopes.map(({ path }) => path.length)).toEqual([124]);
  });

  test("have no structure longer than its length can say", () => {
    const scopes = Array.from({ length: 8200 }, () => planScope(1, 0, [], 0, false));
    const rmrrs = [{ segment: 0, base: 0n, limit: 0xfffn, scopes, reserved: 0 }];
    const plan: Plan = { ...ONE_ROOT, functions: [endpoint(ROOT)], rmrrs };
    expect(tryRealise(plan)).toBeUndefined();
    expect(tryRealise({ ...plan, rmrrs: [{ ...rmrrs[0]!, scopes: scopes.slice(0, 8000) }] })).toBeDefined();
  });

  test("have an address width that holds every RMRR", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (limit) => {
        const rmrrs = [{ segment: 0, base: 0n, limit, scopes: [], reserved: 0 }];
        const { header } = decodeTable(realise({ ...EMPTY_PLAN, rmrrs }).platform.dmar);
        expect(limit >> BigInt(header.hostAddressWidth + 1)).toBe(0n);
        expect(header.hostAddressWidth).toBeGreaterThanOrEqual(38);
      }),
    );
  });

  test("have their structures in the order of types", () => {
    const plan: Plan = {
      ...ONE_ROOT,
      functions: [endpoint(ROOT)],
      rmrrs: [{ segment: 0, base: 0n, limit: 0xfffn, scopes: [], reserved: 0 }],
      structures: [
        { structure: { kind: "opaque", type: 9, content: new Uint8Array(2) }, scopes: [] },
        { structure: { kind: "andd", reserved: 0, acpiDeviceNumber: 1, objectName: "\\A" }, scopes: [] },
        {
          structure: { kind: "drhd", flags: 0, size: 0, segment: 0, registerBase: 1n, scopes: [] },
          scopes: [planScope(1, 0, [], 0, false)],
        },
        { structure: { kind: "atsr", flags: 1, reserved: 0, segment: 0, scopes: [] }, scopes: [] },
      ],
    };
    const kinds = structures(plan).map((structure) => structure.kind);
    expect(kinds).toEqual(["drhd", "drhd", "rmrr", "atsr", "andd", "opaque"]);
    // The unit that includes all comes behind those that do not (VT-d 8.3).
    expect(
      structures(plan)
        .map((structure) => (structure.kind === "drhd" ? structure.flags : -1))
        .slice(0, 2),
    ).toEqual([0, 1]);
  });
});

describe("steps", () => {
  test("end with a look at every list, its put, and the tear-down", () => {
    const steps = [0, 1, 2].map((list) => ({ do: "get", device: 0, list }) as const);
    const plan: Plan = { ...ONE_ROOT, functions: [endpoint(ROOT)], steps: [...steps, { do: "put", list: 1 }] };
    const done = (each: Plan): readonly string[] =>
      realise(each).steps.map((step) => ("list" in step ? `${step.do} ${step.list}` : step.do));
    const gets = ["get list0", "get list1", "get list2", "read list1", "put list1"];
    expect(done(plan)).toEqual([...gets, "read list0", "put list0", "read list2", "put list2", "tear-down"]);
    expect(done({ ...plan, lastListFirst: true })).toEqual([
      ...gets,
      "read list2",
      "put list2",
      "read list0",
      "put list0",
      "tear-down",
    ]);
  });

  test("that start again are preceded by a look at every list and its put", () => {
    const steps = [
      { do: "get", device: 0, list: 0 },
      { do: "get", device: 0, list: 1 },
      { do: "restart" },
      { do: "read", list: 0 },
      { do: "get", device: 0, list: 0 },
    ] as const;
    const plan: Plan = { ...ONE_ROOT, functions: [endpoint(ROOT)], steps };
    expect(
      realise(plan)
        .steps.map((step) => ("list" in step ? `${step.do} ${step.list}` : step.do))
        .join(),
    ).toBe(
      "get list0,get list1,read list0,put list0,read list1,put list1,restart,get list0,read list0,put list0,tear-down",
    );
  });

  test("that speak of lists that are not alive are left out", () => {
    const region = { start: 0n, end: 1n, type: "msi", protection: 0 } as const;
    const plan: Plan = {
      ...EMPTY_PLAN,
      otherDevices: [{}],
      steps: [
        { do: "read", list: 0 },
        { do: "insert-all-of", list: 1, source: 0 },
        { do: "get", device: otherDeviceReference(0), list: 0 },
        { do: "get", device: otherDeviceReference(0), list: 0 },
        { do: "insert-all-of", list: 0, source: 0 },
        { do: "put", list: 0 },
        { do: "scribble", list: 0 },
        { do: "insert", list: 0, region },
      ],
    };
    expect(realise(plan).steps.map((step) => step.do)).toEqual([
      "get",
      "read",
      "put",
      "insert",
      "read",
      "put",
      "tear-down",
    ]);
  });
});

describe("absence", () => {
  test("reaches what hangs on an absent function", () => {
    const functions = [
      { ...bridge(ROOT), absent: true },
      endpoint(0),
      { ...endpoint(0), physicalFunction: 1 },
      { ...endpoint(ROOT, 5), absent: true },
      { ...endpoint(ROOT, 6), physicalFunction: 3 },
      endpoint(ROOT, 7),
    ];
    const { platform } = realise({ ...ONE_ROOT, functions });
    expect(platform.functions.map((fn) => fn.absent === true)).toEqual([true, true, true, true, true, false]);
    expect(validatePlatform(platform)).toEqual([]);
  });
});
