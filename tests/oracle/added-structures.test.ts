/** The twin whose table has structures beside the RMRRs that have to be stepped over. */

import { describe, expect, test } from "vitest";
import { decodeTable } from "../../model/dmar/decode.ts";
import type {
  AnddStructure,
  DeviceScope,
  DmarStructure,
  DrhdStructure,
  OpaqueStructure,
} from "../../model/dmar/table.ts";
import { SCOPE_IOAPIC, SCOPE_NAMESPACE } from "../../model/dmar/table.ts";
import { ADDED_STRUCTURES } from "../../oracle/twins/added-structures.ts";
import {
  bridge,
  bridgeScope,
  dmar,
  endpoint,
  endpointScope,
  get,
  rmrr,
  scenario,
  scope,
} from "../reference/hand-made.ts";
import { structuresIn, twinOf, unitOf } from "./made-twins.ts";

const functions = [
  endpoint("nic", "0:2.0"),
  endpoint("disk", "0:3.0"),
  bridge("port", "0:1c.0", [1, 2]),
  bridge("inner", "1:1.2", [2, 2], { parent: "port" }),
];
const nic = endpointScope(0, "2.0");

/** What the twin has in its table, in the order of the table. */
function table(...structures: readonly DmarStructure[]): readonly DmarStructure[] | undefined {
  const twin = twinOf(ADDED_STRUCTURES, scenario({ functions, structures }, get("nic")));
  return twin === undefined ? undefined : structuresIn(twin);
}

const kinds = (structures: readonly DmarStructure[]): readonly string[] =>
  structures.map((structure) => (structure.kind === "opaque" ? `type ${structure.type}` : structure.kind));
const units = (structures: readonly DmarStructure[]): readonly DrhdStructure[] =>
  structures.filter((structure) => structure.kind === "drhd");
const second = rmrr(0x8000n, 0x8fffn, endpointScope(0, "3.0"));

describe("added structures", () => {
  const added = (): readonly DmarStructure[] => table(unitOf(0), rmrr(0x1000n, 0x1fffn, nic), second)!;

  test("are one of each type, in the order of types, and more units than any machine has", () => {
    const others = ["rmrr", "rmrr", "atsr", "rhsa", "andd", "satc", "sidp", "type 7", "type 257"];
    expect(kinds(added())).toEqual([...Array.from({ length: 33 }, () => "drhd"), ...others]);
    expect(added().slice(32, 35)).toEqual([unitOf(0), rmrr(0x1000n, 0x1fffn, nic), second]);
  });

  test("stand before those of their type that the table has", () => {
    const own: AnddStructure = { kind: "andd", reserved: 0, acpiDeviceNumber: 9, objectName: "\\_SB.OWN" };
    const both = table(unitOf(0), second, own)!;
    const others = ["rmrr", "atsr", "rhsa", "andd", "andd", "satc", "sidp", "type 7", "type 257"];
    expect(kinds(both).slice(33)).toEqual(others);
    expect(both[37]).toEqual(own);
  });

  test("say of the devices that the first RMRR names what is not said of RMRRs", () => {
    const parts = { reserved: 0, segment: 0, scopes: [nic] };
    expect(added().slice(35, 40)).toEqual([
      { kind: "atsr", flags: 0, ...parts },
      { kind: "rhsa", reserved: 0, registerBase: 0xfea0_0000n, proximityDomain: 0 },
      { kind: "andd", reserved: 0, acpiDeviceNumber: 1, objectName: "\\_SB.PCI0.TWIN" },
      { kind: "satc", flags: 0, ...parts },
      { kind: "sidp", ...parts },
    ]);
  });

  test("are units each for an I/O APIC, behind one for those devices", () => {
    const [unit, ...others] = units(added()).slice(0, 32);
    const base = { kind: "drhd", flags: 0, size: 0, segment: 0 } as const;
    expect(unit).toEqual({ ...base, registerBase: 0xfea0_0000n, scopes: [nic] });
    others.forEach((other, index) => {
      const number = index + 1;
      const path = [{ device: 0x1f, function: number % 8 }];
      const ioApic: DeviceScope = { type: 3, flags: 0, enumerationId: number, startBus: 0xf0, path };
      expect(other).toEqual({ ...base, registerBase: 0xfea0_0000n + BigInt(number) * 0x1000n, scopes: [ioApic] });
    });
  });

  test("of types to come read like an RMRR of a page of their own, for the same devices", () => {
    const named = [nic, bridgeScope(0, "1c.0", "1.2"), endpointScope(0, "3.0")];
    const opaque = table(unitOf(0), rmrr(0x1000n, 0x1fffn, ...named))!.slice(-2);
    const asRmrrs = opaque.map((structure): DmarStructure => ({ ...(structure as OpaqueStructure), type: 1 }));
    const read = decodeTable(dmar(...asRmrrs)).structures.map(({ structure }) => structure);
    expect(read).toEqual(opaque.map(() => rmrr(0x6fff_0000n, 0x6fff_0fffn, ...named)));
  });

  test("speak of no device where the first RMRR names none that is PCI", () => {
    const foreign = rmrr(0x1000n, 0x1fffn, scope(SCOPE_IOAPIC, 0, "1e.0"));
    const bare = table(unitOf(0), foreign, second)!;
    expect(kinds(bare).slice(33)).toEqual(["rmrr", "rmrr", "atsr", "rhsa", "andd", "type 7", "type 257"]);
    expect(bare[35]).toEqual({ kind: "atsr", flags: 1, reserved: 0, segment: 0, scopes: [] });
    expect(units(bare)[0]!.scopes).toEqual([
      { type: 3, flags: 0, enumerationId: 0, startBus: 0xf0, path: [{ device: 0x1f, function: 0 }] },
    ]);
  });

  test("leave out the scopes of other types", () => {
    const mixed = rmrr(0x1000n, 0x1fffn, nic, scope(SCOPE_IOAPIC, 0, "1e.0"), endpointScope(0, "3.0"));
    expect(units(table(unitOf(0), mixed)!)[0]!.scopes).toEqual([nic, endpointScope(0, "3.0")]);
  });

  test("are of the segment of the first RMRR", () => {
    const parts = {
      rootBuses: [
        { segment: 0, bus: 0, lastBus: 0xff },
        { segment: 2, bus: 0, lastBus: 0xff },
      ],
      functions: [...functions, endpoint("abroad", "2:0:2.0")],
      structures: [unitOf(0), unitOf(2), { ...rmrr(0x1000n, 0x1fffn, nic), segment: 2 }, second],
    };
    const twin = structuresIn(twinOf(ADDED_STRUCTURES, scenario(parts, get("nic")))!);
    const segments = twin.flatMap((structure) => ("segment" in structure ? structure.segment : []));
    expect(segments).toEqual([...Array.from({ length: 32 }, () => 2), 0, 2, 2, 0, 2, 2, 2]);
    for (const structure of twin) {
      if (structure.kind === "opaque") expect(structure.content.slice(2, 4)).toEqual(Uint8Array.of(2, 0));
    }
  });

  test("declare a device under a number that nothing bears", () => {
    const numberOf = (...structures: readonly DmarStructure[]): readonly number[] =>
      table(unitOf(0), rmrr(0x1000n, 0x1fffn, nic), ...structures)!.flatMap((structure) =>
        structure.kind === "andd" && structure.objectName.endsWith("TWIN") ? structure.acpiDeviceNumber : [],
      );
    const declared = (acpiDeviceNumber: number): AnddStructure => {
      return { kind: "andd", reserved: 0, acpiDeviceNumber, objectName: `\\_SB.D${acpiDeviceNumber}` };
    };
    expect(numberOf()).toEqual([1]);
    expect(numberOf(declared(1))).toEqual([2]);
    expect(numberOf(declared(2))).toEqual([1]);
    const namespaceScope = { ...scope(SCOPE_NAMESPACE, 0, "3.0"), enumerationId: 1 };
    expect(
      numberOf(declared(2), { kind: "satc", flags: 0, reserved: 0, segment: 0, scopes: [namespaceScope] }),
    ).toEqual([3]);
    const ioApic = { ...scope(SCOPE_IOAPIC, 0, "1e.0"), enumerationId: 1 };
    expect(numberOf({ kind: "satc", flags: 0, reserved: 0, segment: 0, scopes: [ioApic] })).toEqual([1]);
    const all = Array.from({ length: 255 }, (_, index) => declared(index + 1));
    expect(numberOf(...all.slice(0, 254))).toEqual([255]);
    expect(numberOf(...all)).toEqual([]);
  });

  test("are none where there is no RMRR, or the table has a fault", () => {
    expect(table(unitOf(0))).toBeUndefined();
    expect(table(unitOf(0), rmrr(0x1001n, 0x1fffn, nic))).toBeUndefined();
    expect(table(rmrr(0x1000n, 0x1fffn, nic))).toBeUndefined();
  });
});
