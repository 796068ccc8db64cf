/** Where one note ends and another begins, and which of several places a note names. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeTable } from "../../model/dmar/encode.ts";
import { findNotes } from "../../model/dmar/notes/find-notes.ts";
import type { NoteCode } from "../../model/dmar/notes/note-kinds.ts";
import type { TableNote } from "../../model/dmar/notes/table-note.ts";
import type { DmarTable, RmrrStructure } from "../../model/dmar/table.ts";
import { lawRuns } from "../oracle/law-runs.ts";
import { ANDD, DRHD, RMRR, SATC, SCOPE } from "./hand-made-tables.ts";
import { at, BELOW, BRIDGE, IOAPIC, NAMESPACE, NAMING, OTHER, QUIET, table, withFlags } from "./noted-tables.ts";

const notesOf = (noted: DmarTable): readonly TableNote[] => findNotes(encodeTable(noted));
const codes = (noted: DmarTable): readonly NoteCode[] => notesOf(noted).map(({ code }) => code);
const valuesOf = (noted: DmarTable, wanted: NoteCode): readonly TableNote["values"][] =>
  notesOf(noted).flatMap(({ code, values }) => (code === wanted ? [values] : []));

describe("IOAPICs", () => {
  test("that only an RMRR names are not behind any unit", () => {
    const named = { ...RMRR, scopes: [IOAPIC] };
    expect(codes(table({ ...DRHD, scopes: [IOAPIC] }, named))).toEqual(["rmrr-scope-ignored"]);
    expect(codes(withFlags(1, DRHD, named))).toEqual(["interrupt-remapping-without-ioapic", "rmrr-scope-ignored"]);
  });
});

describe("ACPI namespace devices", () => {
  test("are behind a unit if a scope of type 5 of a DRHD has their number", () => {
    expect(codes(table({ ...DRHD, scopes: [{ ...IOAPIC, enumerationId: 1 }] }, ANDD))).toEqual(["andd-without-scope"]);
    expect(codes(table(DRHD, { ...RMRR, scopes: [NAMESPACE] }, ANDD))).toEqual([
      "rmrr-scope-ignored",
      "andd-without-scope",
    ]);
  });
});

describe("reserved bits", () => {
  const of = (type: number, scope: object): readonly NoteCode[] =>
    codes(table(DRHD, { ...SATC, scopes: [{ ...SCOPE, type, ...scope }] }));

  test("are those of scopes of types 1 to 5", () => {
    expect(of(0, { flags: 0x8000, enumerationId: 1 })).toEqual([]);
    expect(of(5, { flags: 0x8000 })).toContain("reserved-not-zero");
    expect(of(6, { flags: 0x8000, enumerationId: 1 })).toEqual([]);
  });

  test("do not include the device properties of a SATC, nor the enumeration ID of a device that is not PCI", () => {
    expect(of(1, { flags: 0x1f })).toEqual([]);
    expect(of(1, { flags: 0x20 })).toEqual(["reserved-not-zero"]);
    expect(of(2, { enumerationId: 1 })).toEqual(["reserved-not-zero"]);
    expect(of(3, { enumerationId: 1 })).toEqual([]);
  });
});

describe("RMRRs", () => {
  test("with equal ranges are each compared with the first that names the device", () => {
    expect(valuesOf(table(DRHD, RMRR, RMRR, RMRR), "rmrr-duplicate").map(({ other }) => other)).toEqual([0, 0]);
  });

  test.each<[string, Partial<RmrrStructure>]>([
    ["above its Limit", { base: 0x18_0000n, limit: 0x17_ffffn }],
    ["at its Limit", { base: 0x18_0000n, limit: 0x18_0000n }],
    ["above its Limit, over registers", { base: 0xfed9_0800n, limit: 0xfed9_0000n }],
    ["above its Limit, over the interrupt window", { base: 0xfef0_0000n, limit: 0xfee0_0000n }],
    ["above its Limit, below 1 MiB", { base: 0x1000n, limit: 0n }],
  ])("with a Base %s are a fault, and compared with nothing", (_name, range) => {
    expect(codes(table(DRHD, RMRR, { ...RMRR, ...range }))).toEqual([]);
  });

  test("overlap if they share a single byte", () => {
    const codesOf = (range: Partial<RmrrStructure>): readonly NoteCode[] => codes(table(DRHD, { ...RMRR, ...range }));
    expect(codesOf({ base: 0xfeef_ffffn, limit: 0xff00_0000n })).toEqual(["rmrr-over-interrupt-window"]);
    expect(codesOf({ base: 0xfee0_0000n - 1n, limit: 0xfee0_0000n })).toEqual(["rmrr-over-interrupt-window"]);
    expect(codesOf({ base: 0xfed9_0fffn, limit: 0xfeda_0000n })).toEqual(["rmrr-over-unit-registers"]);
    expect(codesOf({ base: 0xfed8_0000n, limit: 0xfed9_0000n })).toEqual(["rmrr-over-unit-registers"]);
    expect(codes(table(DRHD, RMRR, { ...RMRR, base: RMRR.limit, limit: RMRR.limit + 1n }))).toEqual([
      "rmrr-ranges-overlap",
    ]);
  });

  test("with equal starts are described from the later in the table to the earlier", () => {
    const longer = { ...RMRR, limit: 0x2f_ffffn };
    const relation = (...rmrrs: readonly RmrrStructure[]): unknown =>
      valuesOf(table(DRHD, ...rmrrs), "rmrr-ranges-overlap").map((values) => values["relation"]);
    expect(relation(RMRR, longer)).toEqual(["encloses"]);
    expect(relation(longer, RMRR)).toEqual(["is inside"]);
    const end = { ...RMRR, base: 0x18_0000n };
    expect(relation(end, { ...RMRR, limit: 0x18_ffffn })).toEqual(["overlaps"]);
    expect(relation(end, RMRR)).toEqual(["encloses"]);
    expect(relation(RMRR, end)).toEqual(["is inside"]);
  });
});

describe("sentences", () => {
  const message = (noted: DmarTable): string => notesOf(noted)[0]!.message;

  test("say whether a device is named in both of two RMRRs that overlap", () => {
    const longer = { ...RMRR, limit: 0x2f_ffffn };
    expect(message(table(DRHD, RMRR, longer))).toContain("00:14.0 is named in both");
    expect(message(table(DRHD, RMRR, { ...longer, scopes: [BELOW] }))).toContain("no device is named in both");
  });

  test("show segments in the usual PCI notation", () => {
    expect(message(table(DRHD, { ...RMRR, segment: 0x12 }))).toContain("segment 0012,");
  });
});

describe("scopes", () => {
  test("say which of the two scopes treats a function as what", () => {
    const here = (first: number, second: number): unknown =>
      valuesOf(
        table(DRHD, { ...RMRR, scopes: [{ ...BRIDGE, type: first }, BRIDGE, { ...BRIDGE, type: second }] }),
        "endpoint-and-bridge",
      ).map((values) => values["here"]);
    expect(here(1, 1)).toEqual(["bridge"]);
    expect(here(2, 1)).toEqual(["endpoint"]);
  });

  test("start at a root bus of their own segment, for all that a unit's path shows", () => {
    const unit = { ...NAMING, scopes: [{ ...SCOPE, startBus: 64 }] };
    const from = (startBus: number, segment: number): readonly NoteCode[] =>
      codes(
        table(
          unit,
          DRHD,
          { ...DRHD, segment: 1, registerBase: 0xfed6_0000n },
          {
            ...RMRR,
            segment,
            scopes: [{ ...SCOPE, startBus, ...at([1, 0]) }],
          },
        ),
      );
    expect(from(64, 0)).toEqual([]);
    expect(from(65, 0)).toEqual(["start-bus-may-not-be-root"]);
    expect(from(64, 1)).toEqual(["start-bus-may-not-be-root"]);
    expect(from(0, 1)).toEqual([]);
  });

  test("of several hops from a bus that is not a root bus are never matched", () => {
    const message = (hops: readonly (readonly [number, number])[]): string =>
      notesOf(table(DRHD, { ...RMRR, scopes: [{ ...SCOPE, startBus: 3, ...at(...hops) }] }))[0]!.message;
    expect(message([[0, 0]])).not.toContain("never");
    expect(
      message([
        [0, 0],
        [0, 0],
      ]),
    ).toContain("never");
  });
});

describe("units", () => {
  test("are not compared with an impossible width", () => {
    const header = { ...QUIET, hostAddressWidth: 4 };
    expect(notesOf({ header, structures: [DRHD] })).toEqual([]);
  });

  test("at address 0 have no registers that anything could overlap or equal", () => {
    const zero = { ...NAMING, registerBase: 0n };
    const other = { ...zero, scopes: [BRIDGE] };
    const low = { ...RMRR, base: 0n, limit: 0xfffn };
    expect(codes(table(zero, other, DRHD, low))).toEqual([
      "unit-registers-at-zero",
      "unit-registers-at-zero",
      "rmrr-below-1-mib",
    ]);
  });

  test("overlap in one byte", () => {
    const overlapping = table({ ...NAMING, registerBase: DRHD.registerBase + 0xfffn }, DRHD);
    expect(codes(overlapping)).toEqual(["unit-registers-unaligned", "unit-registers-overlap"]);
  });

  test("include everything below a bridge only if they name it as a sub-hierarchy", () => {
    const endpoint = { ...NAMING, scopes: [{ ...BRIDGE, type: 1 }] };
    expect(codes(table(endpoint, { ...OTHER, scopes: [BELOW] }, DRHD))).toEqual(["endpoint-and-bridge"]);
    expect(codes(table(endpoint, { ...RMRR, scopes: [BELOW] }))).toEqual([
      "segment-without-include-all",
      "device-without-unit",
      "endpoint-and-bridge",
    ]);
    expect(codes(table({ ...NAMING, scopes: [BRIDGE, BELOW] }, DRHD))).toEqual([]);
  });

  test("are reported together with the device that they list or lack", () => {
    expect(valuesOf(table({ ...DRHD, scopes: [SCOPE] }), "include-all-lists-device")).toEqual([{ path: "00:14.0" }]);
    const lacking = table(NAMING, { ...RMRR, scopes: [BELOW] });
    expect(valuesOf(lacking, "device-without-unit")).toEqual([{ path: "00:1c.0/00.0" }]);
  });
});

describe("laws", () => {
  const page = fc.integer({ min: 0, max: 12 });
  const address = (number: number): bigint => 0x10_0000n + BigInt(number) * 0x1000n;

  test("an RMRR that overlaps another is in a note, itself or through one with the same range", () => {
    const ranges = fc.array(fc.tuple(page, page), { maxLength: 6 });
    fc.assert(
      fc.property(ranges, (drawn) => {
        const rmrrs = drawn.map(([first, last], device) => ({
          ...RMRR,
          base: address(Math.min(first, last)),
          limit: address(Math.max(first, last)) + 0xfffn,
          scopes: [{ ...SCOPE, ...at([device, 0]) }],
        }));
        const text = ({ base, limit }: RmrrStructure): string => `${base} ${limit}`;
        const overlapping = rmrrs.filter((left) =>
          rmrrs.some((right) => text(left) !== text(right) && left.base <= right.limit && right.base <= left.limit),
        );
        const mentioned = valuesOf(table(DRHD, ...rmrrs), "rmrr-ranges-overlap").flatMap(({ rmrr, other }) =>
          [rmrr, other].map((index) => text(rmrrs[Number(index)]!)),
        );
        expect(new Set(mentioned)).toEqual(new Set(overlapping.map(text)));
      }),
      { numRuns: lawRuns(1_000) },
    );
  });

  test("a unit whose registers overlap another's is in a note, itself or through one at the same address", () => {
    const units = fc.array(fc.tuple(page, fc.integer({ min: 0, max: 2 })), { maxLength: 6 });
    fc.assert(
      fc.property(units, (drawn) => {
        const drhds = drawn.map(([base, size], segment) => ({ ...DRHD, registerBase: address(base), size, segment }));
        const last = ({ registerBase, size }: (typeof drhds)[number]): bigint =>
          registerBase + (0x1000n << BigInt(size)) - 1n;
        const overlapping = drhds.filter((left) =>
          drhds.some((right) => left !== right && left.registerBase <= last(right) && right.registerBase <= last(left)),
        );
        const notes = notesOf(table(...drhds)).filter(({ code }) => code === "unit-registers-overlap");
        const mentioned = notes.flatMap(({ structure, values }) => [
          drhds[structure!]!,
          drhds[(Number(values["other"]) - 48) / 16]!,
        ]);
        const bases = (all: typeof drhds): ReadonlySet<bigint> => new Set(all.map(({ registerBase }) => registerBase));
        expect(bases(mentioned)).toEqual(bases(overlapping));
      }),
      { numRuns: lawRuns(1_000) },
    );
  });
});
