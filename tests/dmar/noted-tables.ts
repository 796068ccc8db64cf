/** Tables without fault in which something is worth a note, by the kind of the note. */

import type { NoteCode } from "../../model/dmar/notes/note-kinds.ts";
import type { TableNote } from "../../model/dmar/notes/table-note.ts";
import type { DeviceScope, DmarHeader, DmarStructure, DmarTable, DrhdStructure } from "../../model/dmar/table.ts";
import { ANDD, ATSR, DRHD, HEADER, RHSA, RMRR, SATC, SCOPE, SIDP } from "./hand-made-tables.ts";

/** Nothing is offered, so nothing is missing. */
export const QUIET: DmarHeader = { ...HEADER, flags: 0 };
export const table = (...structures: readonly DmarStructure[]): DmarTable => ({ header: QUIET, structures });
export const withFlags = (flags: number, ...structures: readonly DmarStructure[]): DmarTable => ({
  header: { ...QUIET, flags },
  structures,
});

export const at = (...hops: readonly (readonly [number, number])[]): Pick<DeviceScope, "path"> => ({
  path: hops.map(([device, number]) => ({ device, function: number })),
});
export const IOAPIC: DeviceScope = { ...SCOPE, type: 3, enumerationId: 2, ...at([30, 7]) };
export const HPET: DeviceScope = { ...SCOPE, type: 4, ...at([30, 6]) };
export const NAMESPACE: DeviceScope = { ...SCOPE, type: 5, enumerationId: 1 };
export const BRIDGE: DeviceScope = { ...SCOPE, type: 2, ...at([28, 0]) };
export const BELOW: DeviceScope = { ...SCOPE, ...at([28, 0], [0, 0]) };

/** Registers elsewhere, and scopes instead of INCLUDE_PCI_ALL. */
export const NAMING: DrhdStructure = { ...DRHD, flags: 0, registerBase: 0xfed8_0000n, scopes: [SCOPE] };
export const OTHER: DrhdStructure = { ...NAMING, registerBase: 0xfed7_0000n };

/** Where the first structure starts. */
export const FIRST = 48;
/** Lengths, of structures with one scope where they have any. */
const [DRHD_LENGTH, NAMING_LENGTH, RMRR_LENGTH, RHSA_LENGTH, ANDD_LENGTH] = [16, 24, 32, 20, 15];

export type ExpectedNote = Pick<TableNote, "offset"> &
  Partial<Pick<TableNote, "structure" | "scope" | "section" | "values">>;

/** Tables without fault in which something is worth a note, the only one, and where it is. */
export const NOTED_TABLES: Readonly<Record<NoteCode, readonly (readonly [DmarTable, ExpectedNote])[]>> = {
  "reserved-not-zero": [
    [withFlags(8, DRHD), { offset: 37, section: "VT-d 8.1", values: { field: "Flags", bits: "0x8" } }],
    [
      { header: { ...QUIET, reserved: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 7) }, structures: [DRHD] },
      { offset: 38, section: "VT-d 8.1", values: { bytes: "00000000000000000007" } },
    ],
    [
      table({ ...DRHD, flags: 0x83 }),
      { offset: FIRST + 4, structure: 0, section: "VT-d 8.3", values: { field: "Flags", bits: "0x82" } },
    ],
    [
      table({ ...DRHD, size: 0x1f }),
      { offset: FIRST + 5, structure: 0, section: "VT-d 8.3", values: { field: "Size", bits: "0x10" } },
    ],
    [
      table(DRHD, { ...RMRR, reserved: 0x100 }),
      {
        offset: FIRST + DRHD_LENGTH + 4,
        structure: 1,
        section: "VT-d 8.4",
        values: { field: "Reserved", bits: "0x100" },
      },
    ],
    [table(DRHD, { ...ATSR, flags: 2 }), { offset: FIRST + DRHD_LENGTH + 4, structure: 1, section: "VT-d 8.5" }],
    [table(DRHD, { ...ATSR, reserved: 1 }), { offset: FIRST + DRHD_LENGTH + 5, structure: 1, section: "VT-d 8.5" }],
    [table(DRHD, { ...RHSA, reserved: 1 }), { offset: FIRST + DRHD_LENGTH + 4, structure: 1, section: "VT-d 8.6" }],
    [
      table({ ...DRHD, scopes: [NAMESPACE] }, { ...ANDD, reserved: 0x10000 }),
      { offset: FIRST + NAMING_LENGTH + 4, structure: 1, section: "VT-d 8.7" },
    ],
    [table(DRHD, { ...SATC, flags: 0x10 }), { offset: FIRST + DRHD_LENGTH + 4, structure: 1, section: "VT-d 8.8" }],
    [table(DRHD, { ...SIDP, reserved: 1 }), { offset: FIRST + DRHD_LENGTH + 4, structure: 1, section: "VT-d 8.9" }],
    [
      table(DRHD, { ...RMRR, scopes: [{ ...SCOPE, flags: 1 }] }),
      {
        offset: FIRST + DRHD_LENGTH + 24 + 2,
        structure: 1,
        scope: 0,
        section: "VT-d 8.3.1",
        values: { field: "bytes 2 and 3", bits: "0x1" },
      },
    ],
    [
      table(DRHD, { ...SIDP, scopes: [{ ...SCOPE, flags: 0x20 }] }),
      { offset: FIRST + DRHD_LENGTH + 8 + 2, structure: 1, scope: 0, section: "VT-d 8.3.1" },
    ],
    [
      table(DRHD, { ...RMRR, scopes: [{ ...SCOPE, enumerationId: 3 }] }),
      {
        offset: FIRST + DRHD_LENGTH + 24 + 4,
        structure: 1,
        scope: 0,
        section: "VT-d 8.3.1",
        values: { field: "Enumeration ID", bits: "0x3" },
      },
    ],
  ],
  "x2apic-opt-out-without-remapping": [[withFlags(2, DRHD), { offset: 37, values: { flags: 2 } }]],
  "interrupt-remapping-without-ioapic": [
    [withFlags(1, DRHD), { offset: 37, values: { flags: 1 } }],
    [withFlags(3, { ...DRHD, scopes: [HPET] }), { offset: 37 }],
  ],
  "ioapic-id-duplicate": [
    [
      table({ ...DRHD, scopes: [IOAPIC, { ...IOAPIC, ...at([30, 5]) }] }),
      {
        offset: FIRST + 24,
        structure: 0,
        scope: 1,
        values: { id: 2, path: "00:1e.5", otherPath: "00:1e.7", other: "0x0040" },
      },
    ],
    [
      table({ ...NAMING, scopes: [IOAPIC] }, { ...DRHD, scopes: [IOAPIC] }),
      { offset: FIRST + NAMING_LENGTH + 16, structure: 1, scope: 0 },
    ],
  ],
  "unit-registers-at-zero": [
    [table({ ...DRHD, registerBase: 0n }), { offset: FIRST + 8, structure: 0, values: { registerBase: "0x0" } }],
  ],
  "unit-registers-unaligned": [
    [
      table({ ...DRHD, registerBase: 0xfed9_0800n }),
      { offset: FIRST + 8, structure: 0, values: { registerBase: "0xfed90800" } },
    ],
  ],
  "unit-registers-beyond-width": [
    [
      table({ ...DRHD, registerBase: 1n << 39n }),
      { offset: FIRST + 8, structure: 0, values: { registerBase: "0x8000000000", bits: 39 } },
    ],
    [table({ ...DRHD, registerBase: (1n << 39n) - 0x1000n, size: 1 }), { offset: FIRST + 8, structure: 0 }],
  ],
  "unit-duplicate": [
    [
      table({ ...NAMING, registerBase: DRHD.registerBase }, DRHD),
      { offset: FIRST + NAMING_LENGTH + 8, structure: 1, values: { registerBase: "0xfed90000", other: "0x0030" } },
    ],
  ],
  "unit-registers-overlap": [
    [table(DRHD, { ...DRHD, segment: 1 }), { offset: FIRST + DRHD_LENGTH + 8, structure: 1 }],
    [
      table({ ...NAMING, registerBase: 0xfed8_f000n, size: 1 }, DRHD),
      {
        offset: FIRST + NAMING_LENGTH + 8,
        structure: 1,
        values: { registers: "[0xfed90000, 0xfed90fff]", others: "[0xfed8f000, 0xfed90fff]", other: "0x0030" },
      },
    ],
    [
      table(NAMING, { ...DRHD, registerBase: 0xfed7_0000n, size: 15 }),
      { offset: FIRST + NAMING_LENGTH + 8, structure: 1 },
    ],
  ],
  "device-in-two-units": [
    [
      table(NAMING, OTHER, DRHD),
      {
        offset: FIRST + NAMING_LENGTH + 16,
        structure: 1,
        scope: 0,
        values: { path: "00:14.0", other: "0x0040" },
      },
    ],
    [
      table({ ...NAMING, scopes: [BRIDGE] }, { ...OTHER, scopes: [BELOW] }, DRHD),
      {
        offset: FIRST + NAMING_LENGTH + 16,
        structure: 1,
        scope: 0,
        values: { path: "00:1c.0/00.0", bridge: "00:1c.0", other: "0x0040" },
      },
    ],
    [
      table({ ...NAMING, scopes: [BELOW] }, { ...OTHER, scopes: [BRIDGE] }, DRHD),
      { offset: FIRST + 16, structure: 0, scope: 0 },
    ],
  ],
  "include-all-duplicate": [
    [
      table(DRHD, { ...DRHD, registerBase: 0xfed8_0000n }),
      { offset: FIRST + DRHD_LENGTH + 4, structure: 1, values: { segment: 0, other: "0x0030" } },
    ],
  ],
  "include-all-lists-device": [
    [table({ ...DRHD, scopes: [IOAPIC, SCOPE] }), { offset: FIRST + 24, structure: 0, scope: 1 }],
  ],
  "segment-without-include-all": [
    [table(NAMING), { offset: FIRST, structure: 0, values: { segment: 0 } }],
    [table(NAMING, { ...OTHER, scopes: [BRIDGE] }), { offset: FIRST, structure: 0 }],
    [
      table(DRHD, { ...NAMING, segment: 0x12 }),
      { offset: FIRST + DRHD_LENGTH, structure: 1, values: { segment: 0x12 } },
    ],
  ],
  "segment-without-unit": [
    [table(DRHD, { ...RMRR, segment: 1 }), { offset: FIRST + DRHD_LENGTH + 6, structure: 1, values: { segment: 1 } }],
    [table(DRHD, { ...SATC, segment: 2 }), { offset: FIRST + DRHD_LENGTH + 6, structure: 1 }],
  ],
  // Beside the note on the segment, which such a table has too.
  "device-without-unit": [],
  "scope-duplicate": [
    [
      table(DRHD, { ...RMRR, scopes: [SCOPE, BELOW, SCOPE] }),
      {
        offset: FIRST + DRHD_LENGTH + 24 + 8 + 10,
        structure: 1,
        scope: 2,
        values: { path: "00:14.0", other: "0x0058" },
      },
    ],
    [table({ ...DRHD, scopes: [IOAPIC, IOAPIC] }), { offset: FIRST + 24, structure: 0, scope: 1 }],
  ],
  "endpoint-and-bridge": [
    [
      table({ ...NAMING, scopes: [{ ...BRIDGE, type: 1 }] }, DRHD, { ...ATSR, scopes: [BRIDGE] }),
      {
        offset: FIRST + NAMING_LENGTH + DRHD_LENGTH + 8,
        structure: 2,
        scope: 0,
        values: { path: "00:1c.0", here: "bridge", other: "0x0040" },
      },
    ],
    [
      table(DRHD, { ...RMRR, scopes: [{ ...BRIDGE, type: 1 }, BELOW] }),
      {
        offset: FIRST + DRHD_LENGTH + 32,
        structure: 1,
        scope: 1,
        values: { path: "00:1c.0/00.0", endpoint: "00:1c.0", other: "0x0058" },
      },
    ],
  ],
  "start-bus-may-not-be-root": [
    [
      table(DRHD, { ...RMRR, scopes: [{ ...SCOPE, startBus: 3 }] }),
      { offset: FIRST + DRHD_LENGTH + 24 + 5, structure: 1, scope: 0, values: { path: "03:14.0", bus: "03", hops: 1 } },
    ],
    [
      table({ ...DRHD, scopes: [{ ...IOAPIC, startBus: 3 }] }, { ...RMRR, scopes: [{ ...BELOW, startBus: 3 }] }),
      { offset: FIRST + NAMING_LENGTH + 24 + 5, structure: 1, scope: 0 },
    ],
  ],
  "rmrr-below-1-mib": [
    [
      table(DRHD, { ...RMRR, base: 0xf_f000n }),
      { offset: FIRST + DRHD_LENGTH + 8, structure: 1, values: { rmrr: 0, range: "[0xff000, 0x1fffff]" } },
    ],
  ],
  "rmrr-over-interrupt-window": [
    [
      table(DRHD, { ...RMRR, base: 0xfedf_0000n, limit: 0xfee0_0fffn }),
      { offset: FIRST + DRHD_LENGTH + 8, structure: 1, values: { rmrr: 0, range: "[0xfedf0000, 0xfee00fff]" } },
    ],
    [
      table(DRHD, { ...RMRR, base: 0xfeef_f000n, limit: 0xff00_0fffn }),
      { offset: FIRST + DRHD_LENGTH + 8, structure: 1 },
    ],
  ],
  "rmrr-over-unit-registers": [
    [
      table(DRHD, { ...RMRR, base: 0xfed8_0000n, limit: 0xfed9_0fffn }),
      {
        offset: FIRST + DRHD_LENGTH + 8,
        structure: 1,
        values: { rmrr: 0, registers: "[0xfed90000, 0xfed90fff]", unit: "0x0030" },
      },
    ],
    [
      table({ ...DRHD, size: 4 }, { ...RMRR, base: 0xfed9_f000n, limit: 0xfeda_0fffn }),
      { offset: FIRST + DRHD_LENGTH + 8, structure: 1 },
    ],
  ],
  "rmrr-names-bridge": [
    [
      table(DRHD, { ...RMRR, scopes: [SCOPE, BRIDGE] }),
      { offset: FIRST + DRHD_LENGTH + 32, structure: 1, scope: 1, values: { path: "00:1c.0" } },
    ],
  ],
  "rmrr-scope-ignored": [
    [
      table(DRHD, { ...RMRR, scopes: [IOAPIC] }),
      { offset: FIRST + DRHD_LENGTH + 24, structure: 1, scope: 0, values: { type: 3, device: "IOAPIC 2" } },
    ],
    [table(DRHD, { ...RMRR, scopes: [HPET] }), { offset: FIRST + DRHD_LENGTH + 24, structure: 1, scope: 0 }],
    [
      table({ ...DRHD, scopes: [NAMESPACE] }, { ...RMRR, scopes: [NAMESPACE] }, ANDD),
      { offset: FIRST + NAMING_LENGTH + 24, structure: 1, scope: 0 },
    ],
  ],
  "rmrr-duplicate": [
    [
      table(DRHD, RMRR, { ...RMRR, scopes: [BELOW, SCOPE] }),
      {
        offset: FIRST + DRHD_LENGTH + RMRR_LENGTH,
        structure: 2,
        values: { rmrr: 1, other: 0, range: "[0x100000, 0x1fffff]", path: "00:14.0" },
      },
    ],
  ],
  "rmrr-ranges-equal": [
    [
      table(DRHD, RMRR, { ...RMRR, scopes: [BELOW] }),
      {
        offset: FIRST + DRHD_LENGTH + RMRR_LENGTH,
        structure: 2,
        values: { rmrr: 1, other: 0, range: "[0x100000, 0x1fffff]" },
      },
    ],
  ],
  "rmrr-ranges-overlap": [
    [
      table(DRHD, RMRR, { ...RMRR, base: 0x1f_f000n, limit: 0x2f_ffffn }),
      {
        offset: FIRST + DRHD_LENGTH + RMRR_LENGTH,
        structure: 2,
        values: { rmrr: 1, other: 0, relation: "overlaps", common: "[0x1ff000, 0x1fffff]", path: "00:14.0" },
      },
    ],
    [
      table(DRHD, RMRR, { ...RMRR, base: 0x10_1000n }),
      {
        offset: FIRST + DRHD_LENGTH + RMRR_LENGTH,
        structure: 2,
        values: { rmrr: 1, other: 0, relation: "is inside", common: "[0x101000, 0x1fffff]", path: "00:14.0" },
      },
    ],
    [
      table(DRHD, RMRR, { ...RMRR, limit: 0x2f_ffffn, scopes: [BELOW] }),
      {
        offset: FIRST + DRHD_LENGTH + RMRR_LENGTH,
        structure: 2,
        values: { rmrr: 1, other: 0, relation: "encloses", common: "[0x100000, 0x1fffff]" },
      },
    ],
  ],
  "atsr-scope-not-root-port": [
    [
      table(DRHD, { ...ATSR, scopes: [SCOPE] }),
      { offset: FIRST + DRHD_LENGTH + 8, structure: 1, scope: 0, values: { type: 1, path: "00:14.0" } },
    ],
  ],
  "atsr-scope-ignored": [
    [table(DRHD, { ...ATSR, flags: 1 }), { offset: FIRST + DRHD_LENGTH, structure: 1, values: { scopes: 1 } }],
  ],
  "rhsa-without-unit": [
    [
      table(DRHD, { ...RHSA, registerBase: 0xfed9_1000n }),
      { offset: FIRST + DRHD_LENGTH + 8, structure: 1, values: { registerBase: "0xfed91000" } },
    ],
  ],
  "rhsa-conflict": [
    [
      table(DRHD, RHSA, { ...RHSA, proximityDomain: 1 }),
      {
        offset: FIRST + DRHD_LENGTH + RHSA_LENGTH + 16,
        structure: 2,
        values: { domain: 1, otherDomain: 0, other: "0x0040" },
      },
    ],
  ],
  "andd-without-scope": [
    [
      table(DRHD, ANDD),
      { offset: FIRST + DRHD_LENGTH + 7, structure: 1, values: { number: 1, objectName: "\\_SB.X" } },
    ],
  ],
  "andd-number-duplicate": [
    [
      table({ ...DRHD, scopes: [NAMESPACE] }, ANDD, { ...ANDD, objectName: "\\_SB.Y" }),
      {
        offset: FIRST + NAMING_LENGTH + ANDD_LENGTH + 7,
        structure: 2,
        values: { number: 1, objectName: "\\_SB.Y", other: "0x0048" },
      },
    ],
  ],
  "andd-name-not-absolute": [
    [
      table({ ...DRHD, scopes: [NAMESPACE] }, { ...ANDD, objectName: "_SB.X" }),
      { offset: FIRST + NAMING_LENGTH + 8, structure: 1, values: { objectName: "_SB.X" } },
    ],
  ],
  "namespace-scope-without-andd": [
    [
      table({ ...DRHD, scopes: [NAMESPACE] }),
      { offset: FIRST + 16 + 4, structure: 0, scope: 0, values: { number: 1 } },
    ],
  ],
};
