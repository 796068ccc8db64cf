import { describe, expect, test } from "vitest";
import type { PathFaultCode } from "../../model/dmar/platform-faults.ts";
import { findPlatformFaults } from "../../model/dmar/platform-faults.ts";
import type { DeviceScope, DmarStructure, PathHop } from "../../model/dmar/table.ts";
import { drhd, HAND_MADE, tableWith } from "../model/hand-made-platform.ts";

const hops = (...path: [device: number, number: number][]): PathHop[] =>
  path.map(([device, number]) => ({ device, function: number }));

const scope = (type: number, startBus: number, ...path: [device: number, number: number][]): DeviceScope => ({
  type,
  flags: 0,
  enumerationId: 0,
  startBus,
  path: hops(...path),
});

const rmrr = (segment: number, ...scopes: DeviceScope[]): DmarStructure => ({
  kind: "rmrr",
  reserved: 0,
  segment,
  base: 0x1000n,
  limit: 0x1fffn,
  scopes,
});

/** The table has two DRHDs of 16 bytes, then an RMRR whose first scope, of one hop, names a root port. */
const FIRST_SCOPE_AT = 48 + 32 + 24;
const SECOND_SCOPE_AT = FIRST_SCOPE_AT + 8;
const faultsOf = (...structures: DmarStructure[]): ReturnType<typeof findPlatformFaults> =>
  findPlatformFaults({ ...HAND_MADE, dmar: tableWith(drhd(0), drhd(1), ...structures) });

type Expected = { readonly offset: number; readonly hop?: number; readonly device?: string };

const CASES: [code: PathFaultCode, scope: DeviceScope, expected: Expected][] = [
  ["start-bus-not-root", scope(1, 3, [0, 0]), { offset: SECOND_SCOPE_AT + 5 }],
  ["hop-absent", scope(1, 0, [9, 0], [0, 0]), { offset: SECOND_SCOPE_AT + 6, hop: 0 }],
  ["hop-absent", scope(1, 0, [0x1c, 0], [0, 0], [5, 0], [0, 0]), { offset: SECOND_SCOPE_AT + 10, hop: 2 }],
  // Device 1 function 1 of the bus of an ARI device: function 9 has that requester ID.
  ["hop-absent", scope(1, 0, [0x1c, 0], [0, 0], [0, 0], [1, 1], [0, 0]), { offset: SECOND_SCOPE_AT + 12, hop: 3 }],
  ["hop-not-bridge", scope(1, 0, [0x14, 0], [0, 0]), { offset: SECOND_SCOPE_AT + 6, hop: 0, device: "xhci" }],
  [
    "hop-not-bridge",
    scope(2, 0, [0x1c, 0], [0, 0], [1, 0], [2, 1], [0, 0]),
    { offset: SECOND_SCOPE_AT + 12, hop: 3, device: "vf0" },
  ],
  ["endpoint-scope-names-bridge", scope(1, 0, [0x1e, 0]), { offset: SECOND_SCOPE_AT, device: "cardbus" }],
  ["sub-hierarchy-scope-names-endpoint", scope(2, 0, [2, 0]), { offset: SECOND_SCOPE_AT, device: "gpu" }],
];

describe("a scope that does not match the hierarchy is reported with its place", () => {
  test.each(CASES)("%s", (code, faulty, expected) => {
    const found = faultsOf(rmrr(0, scope(2, 0, [0x1c, 0]), faulty));
    expect(found.map(({ message: sentence, ...fault }) => ({ ...fault, says: sentence.endsWith(".") }))).toEqual([
      { code, section: "VT-d 8.3.1", structure: 2, scope: 1, says: true, ...expected },
    ]);
  });

  test("after a scope of several hops", () => {
    const named = scope(1, 0, [0x1c, 0], [0, 0], [0, 0], [0, 0]);
    expect(faultsOf(rmrr(0, named, scope(1, 3, [0, 0])))).toMatchObject([{ offset: FIRST_SCOPE_AT + 14 + 5 }]);
  });

  test("in words that say which bus and which function it concerns", () => {
    expect(faultsOf(rmrr(1, scope(1, 0x30, [0, 0])))[0]!.message).toContain("bus 0x30 is no root bus of segment 0x1.");
    expect(faultsOf(rmrr(0, scope(1, 0, [9, 0], [0, 0])))[0]!.message).toContain("0000:00:09.0");
  });

  test("in every structure that has scopes", () => {
    const faulty = scope(1, 0x30, [0, 0]);
    const flags = { flags: 0, reserved: 0, segment: 0 };
    const found = faultsOf(
      { kind: "drhd", flags: 0, size: 0, segment: 0, registerBase: 0n, scopes: [faulty] },
      rmrr(0, faulty),
      { kind: "atsr", ...flags, scopes: [faulty] },
      { kind: "satc", ...flags, scopes: [faulty] },
      { kind: "sidp", reserved: 0, segment: 0, scopes: [faulty] },
    );
    expect(found.map(({ code, structure }) => [code, structure])).toEqual(
      [2, 3, 4, 5, 6].map((structure) => ["start-bus-not-root", structure]),
    );
  });

  test("by the root buses and functions of the structure's own segment", () => {
    expect(faultsOf(rmrr(1, scope(1, 0, [2, 0])))).toEqual([]);
    expect(faultsOf(rmrr(1, scope(1, 0x80, [0, 0])))).toMatchObject([{ code: "start-bus-not-root" }]);
    expect(faultsOf(rmrr(1, scope(1, 0, [0x1c, 0], [0, 0])))).toMatchObject([{ code: "hop-absent" }]);
  });
});

describe("not a fault of the hierarchy:", () => {
  test("a structure that has no scopes", () => {
    expect(
      faultsOf(
        { kind: "rhsa", reserved: 0, registerBase: 0n, proximityDomain: 0 },
        { kind: "andd", reserved: 0, acpiDeviceNumber: 1, objectName: "\\A" },
        { kind: "opaque", type: 9, content: new Uint8Array(20) },
      ),
    ).toEqual([]);
  });

  const faultless: [string, DeviceScope][] = [
    ["an endpoint at the root", scope(1, 0, [0x14, 0])],
    ["an endpoint behind bridges", scope(1, 0, [0x1c, 0], [0, 0], [0, 0], [0, 0])],
    ["an endpoint on another root bus", scope(1, 0x80, [0, 0])],
    ["a bridge behind a bridge", scope(2, 0, [0x1c, 0], [0, 0])],
    ["a function that is not there, named by the last hop", scope(1, 0, [0x1c, 0], [9, 0])],
    ["a function behind a bridge that is absent at first", scope(1, 0, [0x1d, 0], [0, 0])],
    ["the path of an interrupt controller, whose bus is no PCI bus", scope(3, 0xf0, [0x1f, 0])],
    ["the path of a scope of a type that is not known", scope(9, 0xf0, [0x1f, 0], [0, 0])],
  ];
  test.each(faultless)("%s", (_name, named) => {
    expect(faultsOf(rmrr(0, named))).toEqual([]);
  });
});
