/** What is worth hearing about a table that has no fault, and what is not. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeTable } from "../../model/dmar/encode.ts";
import { findFaults } from "../../model/dmar/faults.ts";
import { findNotes } from "../../model/dmar/notes/find-notes.ts";
import { NOTE_KINDS, type NoteCode } from "../../model/dmar/notes/note-kinds.ts";
import type { TableNote } from "../../model/dmar/notes/table-note.ts";
import type { DeviceScope, DmarStructure, DmarTable } from "../../model/dmar/table.ts";
import { lawRuns } from "../oracle/law-runs.ts";
import { anyBytes } from "./arbitraries.ts";
import { ANDD, ATSR, DRHD, RHSA, RMRR, SATC, SCOPE, SIDP } from "./hand-made-tables.ts";
import {
  at,
  BELOW,
  BRIDGE,
  FIRST,
  HPET,
  IOAPIC,
  NAMESPACE,
  NAMING,
  NOTED_TABLES,
  OTHER,
  QUIET,
  table,
  withFlags,
} from "./noted-tables.ts";
import { readRealTables, REAL_TABLES_ABSENT } from "./real-tables.ts";

const notesOf = (noted: DmarTable): readonly TableNote[] => findNotes(encodeTable(noted));
const codes = (noted: DmarTable): readonly NoteCode[] => notesOf(noted).map(({ code }) => code);

describe("exactly one note is made, with its place, in a table without the corresponding fault", () => {
  const cases = Object.entries(NOTED_TABLES).flatMap(([code, tables]) =>
    tables.map(([noted, expected], index) => ({ code, index, noted, expected })),
  );
  test.each(cases)("$code, table $index", ({ code, noted, expected }) => {
    const notes = notesOf(noted);
    const { values: _, section = NOTE_KINDS[code as NoteCode].section, ...place } = expected;
    const places = notes.map(({ message: _message, values: _values, ...note }) => note);
    expect(places).toEqual([{ code, section, ...place }]);
    if (expected.values !== undefined) expect(notes[0]!.values).toStrictEqual(expected.values);
    expect(notes[0]!.message).toMatch(/^[A-Z0-9].*\.$/);
  });

  test("a device without a unit is reported, unless a unit lists it or a bridge above it", () => {
    const named = (scope: DeviceScope): readonly NoteCode[] =>
      codes(table({ ...NAMING, scopes: [SCOPE, BRIDGE] }, { ...RMRR, scopes: [scope] }));
    const [segment, device] = ["segment-without-include-all", "device-without-unit"];
    expect(named({ ...SCOPE, ...at([2, 0]) })).toEqual([segment, device]);
    const twice = { ...RMRR, scopes: [{ ...SCOPE, ...at([2, 0]) }] };
    expect(codes(table(NAMING, twice, { ...twice, base: 0x20_0000n, limit: 0x2f_ffffn }))).toEqual([segment, device]);
    expect(named(SCOPE)).toEqual([segment]);
    expect(named(BELOW)).toEqual([segment]);
    expect(codes(table({ ...NAMING, scopes: [BELOW] }, { ...ATSR, scopes: [BRIDGE] }))).toEqual([segment]);
    expect(codes(table({ ...NAMING, scopes: [SCOPE] }, { ...ATSR, scopes: [BRIDGE] }))).toEqual([segment, device]);
    expect(codes(table({ ...NAMING, scopes: [BELOW] }, { ...RMRR, scopes: [BELOW] }))).toEqual([segment]);
  });
});

describe("no note is made", () => {
  const quiet: readonly (readonly [string, DmarTable])[] = [
    ["of the least table", table(DRHD)],
    [
      "of a table with a structure of each type",
      withFlags(
        7,
        { ...DRHD, scopes: [IOAPIC, HPET, NAMESPACE] },
        RMRR,
        { ...ATSR, scopes: [BRIDGE] },
        RHSA,
        ANDD,
        SATC,
        SIDP,
      ),
    ],
    ["of what the scopes of an SoC's devices say", table(DRHD, { ...SIDP, scopes: [{ ...SCOPE, flags: 0x1f }] })],
    ["of the size of a register set", table({ ...DRHD, size: 0x0f })],
    ["of register sets that touch", table({ ...NAMING, registerBase: 0xfed8_f000n }, DRHD)],
    ["of registers up to the host address width", table({ ...DRHD, registerBase: (1n << 39n) - 0x1000n })],
    [
      "of one device in units of two segments",
      table(NAMING, DRHD, { ...OTHER, segment: 1 }, { ...DRHD, segment: 1, registerBase: 0x1000n }),
    ],
    ["of several functions of one HPET", table({ ...DRHD, scopes: [HPET, { ...HPET, ...at([30, 5]) }] })],
    [
      "of a path that starts where a unit's does",
      table({ ...NAMING, scopes: [{ ...SCOPE, startBus: 64 }] }, DRHD, {
        ...RMRR,
        scopes: [{ ...SCOPE, startBus: 64, ...at([0, 0]) }],
      }),
    ],
    ["of an RMRR at 1 MiB", table(DRHD, { ...RMRR, base: 0x10_0000n })],
    [
      "of RMRRs around the interrupt window",
      table(
        DRHD,
        { ...RMRR, base: 0xfedf_f000n, limit: 0xfedf_ffffn },
        { ...RMRR, base: 0xfef0_0000n, limit: 0xfef0_0fffn },
      ),
    ],
    [
      "of RMRRs around registers",
      table(
        DRHD,
        { ...RMRR, base: 0xfed8_f000n, limit: 0xfed8_ffffn },
        { ...RMRR, base: 0xfed9_1000n, limit: 0xfed9_1fffn },
      ),
    ],
    ["of RMRRs that touch", table(DRHD, RMRR, { ...RMRR, base: 0x20_0000n, limit: 0x20_0fffn })],
    ["of an ATSR for all ports without scopes", table(DRHD, { ...ATSR, flags: 1, scopes: [] })],
    ["of one unit's domain, said twice", table(DRHD, RHSA, RHSA)],
    ["where no unit is: that is a fault, and said once", table({ ...RMRR, segment: 3 }, RHSA)],
    ["of bytes that are no whole header", { header: QUIET, structures: [] }],
  ];
  test.each(quiet)("%s", (_name, right) => {
    expect(codes(right)).toEqual([]);
  });

  test("of the range of an RMRR without a valid one", () => {
    const none = { ...RMRR, base: 0x1000n, limit: 0xfffn };
    expect(codes(table(DRHD, none, none))).toEqual([]);
  });

  test("of scopes of unknown type", () => {
    expect(codes(table(DRHD, { ...RMRR, scopes: [{ ...SCOPE, type: 9, flags: 1, enumerationId: 1 }] }))).toEqual([]);
  });

  test("of a truncated header", () => {
    const bytes = encodeTable(withFlags(0xff, DRHD));
    expect(findNotes(bytes.subarray(0, FIRST - 1))).toEqual([]);
    expect(findNotes(bytes.subarray(0, FIRST))).not.toEqual([]);
  });
});

describe("something missing where part of the table cannot be read", () => {
  const absent: readonly (readonly [NoteCode, DmarTable])[] = (
    [
      "interrupt-remapping-without-ioapic",
      "segment-without-include-all",
      "segment-without-unit",
      "start-bus-may-not-be-root",
      "rhsa-without-unit",
      "andd-without-scope",
      "namespace-scope-without-andd",
    ] as const
  ).map((code) => [code, NOTED_TABLES[code][0]![0]]);
  const device = { ...RMRR, scopes: [{ ...SCOPE, ...at([2, 0]) }] };
  const withDevice: DmarTable = table(NAMING, device);

  test.each([...absent, ["device-without-unit", withDevice] as const])("is not noted: %s", (code, noted) => {
    const unread: readonly DmarStructure[] = [
      { kind: "opaque", type: 0, content: new Uint8Array(2) },
      { ...NAMING, registerBase: 0xfed6_0000n, segment: 9, scopes: [], rest: Uint8Array.of(1, 0, 0, 0) },
    ];
    for (const structure of unread) {
      expect(codes({ ...noted, structures: [...noted.structures, structure] })).not.toContain(code);
    }
    const bytes = encodeTable({ ...noted, structures: [...noted.structures, DRHD] });
    expect(findNotes(bytes.subarray(0, bytes.length - 1)).map((note) => note.code)).not.toContain(code);
    const unknown: DmarStructure = { kind: "opaque", type: 99, content: new Uint8Array(2) };
    expect(codes({ ...noted, structures: [...noted.structures, unknown] })).toContain(code);
  });

  test("does not hide notes on what can be read", () => {
    const bytes = encodeTable(table({ ...DRHD, registerBase: 0n }, DRHD));
    expect(findNotes(bytes.subarray(0, bytes.length - 1)).map(({ code }) => code)).toEqual(["unit-registers-at-zero"]);
  });
});

describe("kinds", () => {
  test("have a source, and a sentence", () => {
    for (const [code, { section, meaning }] of Object.entries(NOTE_KINDS)) {
      expect(section, code).toMatch(/^VT-d [38]\.\d/);
      expect(meaning, code).toMatch(/^[A-Z].*\.$/);
    }
  });

  test("are never reported by a fault as well", () => {
    const tables = Object.values(NOTED_TABLES).flatMap((cases) => cases.map(([noted]) => noted));
    const faulty = tables.filter((noted) =>
      findFaults(encodeTable(noted)).some(({ code }) => code !== "include-all-not-last"),
    );
    expect(faulty).toEqual([]);
  });
});

describe("laws", () => {
  test("no bytes make the search throw; notes are ordered by offset, within the bytes", () => {
    const numRuns = lawRuns(1_000);
    let notes = 0;
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        let last = 0;
        for (const { offset } of findNotes(bytes)) {
          expect(offset).toBeGreaterThanOrEqual(last);
          expect(offset).toBeLessThan(bytes.length);
          last = offset;
          notes++;
        }
      }),
      { numRuns },
    );
    expect(notes).toBeGreaterThan(numRuns);
  });

  const page = fc.integer({ min: 0, max: 9 });
  const ranges = fc.array(fc.tuple(page, page, fc.integer({ min: 0, max: 1 })), { maxLength: 6 });
  const address = (number: number): bigint => 0x10_0000n + BigInt(number) * 0x1000n;

  test("RMRRs have a note that says how they overlap if and only if they do", () => {
    fc.assert(
      fc.property(ranges, (drawn) => {
        const rmrrs = drawn.map(([first, last, device]) => ({
          ...RMRR,
          base: address(Math.min(first, last)),
          limit: address(Math.max(first, last)) + 0xfffn,
          scopes: [{ ...SCOPE, ...at([device, 0]) }],
        }));
        const pairs = rmrrs.flatMap((left, index) => rmrrs.slice(index + 1).map((right) => [left, right] as const));
        const common = pairs.filter(([left, right]) => left.base <= right.limit && right.base <= left.limit);
        const equal = common.filter(([left, right]) => left.base === right.base && left.limit === right.limit);
        const sameDevice = equal.filter(
          ([left, right]) => left.scopes[0]!.path[0]!.device === right.scopes[0]!.path[0]!.device,
        );
        const found = codes(table(DRHD, ...rmrrs));
        expect(found.includes("rmrr-ranges-overlap")).toBe(common.length > equal.length);
        expect(found.includes("rmrr-duplicate")).toBe(sameDevice.length > 0);
        expect(found.length > 0).toBe(common.length > 0);
        if (sameDevice.length === 0) expect(found.includes("rmrr-ranges-equal")).toBe(equal.length > 0);
      }),
      { numRuns: lawRuns(1_000) },
    );
  });

  test("RMRRs over registers are found, wherever they and the units are", () => {
    fc.assert(
      fc.property(ranges, fc.uniqueArray(page, { minLength: 1, maxLength: 5 }), (drawn, units) => {
        const drhds = units.map((unit) => ({ ...DRHD, registerBase: address(unit) }));
        const rmrrs = drawn.map(([first, last]) => ({
          ...RMRR,
          base: address(Math.min(first, last)),
          limit: address(Math.max(first, last)) + 0xfffn,
        }));
        const over = rmrrs.map(({ base, limit }) =>
          drhds.some(({ registerBase }) => base <= registerBase && registerBase <= limit),
        );
        const noted = notesOf(table(...drhds, ...rmrrs)).filter(({ code }) => code === "rmrr-over-unit-registers");
        expect(noted.map(({ values }) => values["rmrr"])).toEqual(
          over.flatMap((isOver, index) => (isOver ? [index] : [])),
        );
      }),
      { numRuns: lawRuns(500) },
    );
  });
});

describe.skipIf(REAL_TABLES_ABSENT)(
  "the tables of real machines (skipped where they are not beside the checkout)",
  () => {
    test("have seven notes, each of them meaningful", () => {
      const counts = new Map<string, number>();
      for (const { bytes } of readRealTables()) {
        for (const { code } of findNotes(bytes)) counts.set(code, (counts.get(code) ?? 0) + 1);
      }
      expect(Object.fromEntries(counts)).toEqual({
        "rmrr-below-1-mib": 2,
        "start-bus-may-not-be-root": 5,
        "unit-registers-at-zero": 1,
      });
    });
  },
);
