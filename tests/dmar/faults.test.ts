import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeTable } from "../../model/dmar/decode.ts";
import { encodeTable } from "../../model/dmar/encode.ts";
import { findFaults } from "../../model/dmar/faults.ts";
import { goodRmrrs } from "../../model/dmar/good-rmrrs.ts";
import type { DmarTable } from "../../model/dmar/table.ts";
import { TABLE_FAULTS } from "../../model/dmar/table-fault.ts";
import type { FaultPlace, TableFault, TableFaultCode } from "../../model/dmar/table-fault.ts";
import { lawRuns } from "../oracle/law-runs.ts";
import { anyBytes, withRightChecksum } from "./arbitraries.ts";
import {
  ANDD,
  ATSR,
  DRHD,
  HEADER,
  RHSA,
  RMRR,
  SCOPE,
  SIDP,
  table,
  withHeader,
  withRmrr,
  withScope,
} from "./hand-made-tables.ts";

/** Where the DRHD and, behind it, the RMRR, its first and its second scope start. */
const [DRHD_AT, RMRR_AT, SECOND_SCOPE_AT] = [48, 64, 64 + 24 + 8];

type Expected = Pick<TableFault, "section" | "offset"> & Partial<Pick<TableFault, "structure" | "scope" | "hop">>;

/** A table for each fault, in which it is the only one, and where it has to be found. */
const CASES: Record<TableFaultCode, [fault: DmarTable | Uint8Array, expected: Expected][]> = {
  "signature-wrong": [[withHeader({ signatureOverride: "DMAP" }), { section: "VT-d 8.1", offset: 0 }]],
  "table-truncated": [
    [encodeTable(table(DRHD, RMRR)).subarray(0, 64), { section: "ACPI 5.2.6", offset: 64 }],
    [encodeTable(table(DRHD, RMRR)).subarray(0, 66), { section: "ACPI 5.2.6", offset: 66 }],
    [encodeTable(table(DRHD, RMRR)).subarray(0, 90), { section: "ACPI 5.2.6", offset: 90 }],
    [encodeTable(table(DRHD)).subarray(0, 47), { section: "VT-d 8.1", offset: 47 }],
    [encodeTable(table(DRHD)).subarray(0, 4), { section: "VT-d 8.1", offset: 4 }],
  ],
  "length-below-header": [],
  "bytes-past-length": [
    [
      { ...withHeader({ lengthOverride: 64 }), trailing: new Uint8Array(5) },
      { section: "ACPI 5.2.6", offset: 64 },
    ],
  ],
  "checksum-wrong": [[withHeader({ checksumOverride: 0 }), { section: "ACPI 5.2.6", offset: 9 }]],
  "width-impossible": [
    [withHeader({ hostAddressWidth: 10 }), { section: "VT-d 8.1", offset: 36 }],
    [withHeader({ hostAddressWidth: 64 }), { section: "VT-d 8.1", offset: 36 }],
  ],
  "no-drhd": [[table(RMRR), { section: "VT-d 8.3", offset: 48 }]],
  "structure-length-zero": [
    [table(DRHD, { ...RMRR, lengthOverride: 0 }), { section: "VT-d 8.2", offset: RMRR_AT, structure: 1 }],
  ],
  "structure-length-below-header": [
    [table(DRHD, { ...RMRR, lengthOverride: 3 }), { section: "VT-d 8.2", offset: RMRR_AT, structure: 1 }],
  ],
  "structure-past-table": [
    [table(DRHD, { ...RMRR, lengthOverride: 33 }), { section: "VT-d 8.2", offset: RMRR_AT, structure: 1 }],
  ],
  "trailing-bytes": [
    [
      { ...table(DRHD, RMRR), trailing: new Uint8Array(3) },
      { section: "VT-d 8.2", offset: RMRR_AT + 32 },
    ],
  ],
  "structure-too-short": [
    [
      table(DRHD, { kind: "opaque", type: 1, content: new Uint8Array(19) }),
      { section: "VT-d 8.4", offset: RMRR_AT, structure: 1 },
    ],
    [
      table(DRHD, { kind: "opaque", type: 3, content: new Uint8Array(0) }),
      { section: "VT-d 8.6", offset: RMRR_AT, structure: 1 },
    ],
    [
      table(DRHD, { kind: "opaque", type: 4, content: new Uint8Array(8).fill(0x41) }),
      { section: "VT-d 8.7", offset: RMRR_AT, structure: 1 },
    ],
  ],
  "structure-longer-than-content": [
    [withRmrr({ rest: new Uint8Array(1) }), { section: "VT-d 8.4", offset: RMRR_AT + 32, structure: 1 }],
    [table(DRHD, { ...RHSA, rest: new Uint8Array(4) }), { section: "VT-d 8.6", offset: RMRR_AT + 20, structure: 1 }],
    [table(DRHD, { ...ANDD, rest: Uint8Array.of(0, 1) }), { section: "VT-d 8.7", offset: RMRR_AT + 15, structure: 1 }],
  ],
  "structure-type-unknown": [
    [
      table(DRHD, RMRR, { kind: "opaque", type: 7, content: new Uint8Array(8) }),
      { section: "VT-d 8.2", offset: RMRR_AT + 32, structure: 2 },
    ],
  ],
  "structure-out-of-order": [
    [table(DRHD, ATSR, RMRR), { section: "VT-d 8.2", offset: RMRR_AT + 16, structure: 2 }],
    [table(RMRR, DRHD), { section: "VT-d 8.2", offset: DRHD_AT + 32, structure: 1 }],
  ],
  "include-all-not-last": [
    [
      table(DRHD, { ...DRHD, flags: 0, scopes: [SCOPE] }, RMRR),
      { section: "VT-d 8.3", offset: DRHD_AT + 16, structure: 1 },
    ],
  ],
  "no-scope": [
    [withRmrr({ scopes: [] }), { section: "VT-d 8.4", offset: RMRR_AT, structure: 1 }],
    [table({ ...DRHD, flags: 0 }), { section: "VT-d 8.3", offset: DRHD_AT, structure: 0 }],
    [table(DRHD, { ...ATSR, scopes: [] }), { section: "VT-d 8.5", offset: RMRR_AT, structure: 1 }],
    [table(DRHD, { ...SIDP, scopes: [] }), { section: "VT-d 8.9", offset: RMRR_AT, structure: 1 }],
  ],
  "scope-length-zero": [
    [withScope({ lengthOverride: 0 }), { section: "VT-d 8.3.1", offset: SECOND_SCOPE_AT, structure: 1, scope: 1 }],
  ],
  "scope-length-below-8": [
    [withScope({ path: [] }), { section: "VT-d 8.3.1", offset: SECOND_SCOPE_AT, structure: 1, scope: 1 }],
    [withScope({ lengthOverride: 7 }), { section: "VT-d 8.3.1", offset: SECOND_SCOPE_AT, structure: 1, scope: 1 }],
  ],
  "scope-length-odd": [
    [
      withScope({ rest: new Uint8Array(1) }),
      { section: "VT-d 8.3.1", offset: SECOND_SCOPE_AT, structure: 1, scope: 1 },
    ],
  ],
  "scope-past-structure": [
    [withScope({ lengthOverride: 10 }), { section: "VT-d 8.3.1", offset: SECOND_SCOPE_AT, structure: 1, scope: 1 }],
    [
      table({ ...DRHD, scopes: [{ ...SCOPE, lengthOverride: 255 }] }),
      { section: "VT-d 8.3.1", offset: DRHD_AT + 16, structure: 0, scope: 0 },
    ],
  ],
  "scope-type-unknown": [
    [withScope({ type: 0 }), { section: "VT-d 8.3.1", offset: SECOND_SCOPE_AT, structure: 1, scope: 1 }],
    [withScope({ type: 6 }), { section: "VT-d 8.3.1", offset: SECOND_SCOPE_AT, structure: 1, scope: 1 }],
  ],
  "hop-device-above-31": [
    [
      withScope({ path: [SCOPE.path[0]!, { device: 32, function: 7 }] }),
      { section: "VT-d 8.3.1", offset: SECOND_SCOPE_AT + 8, structure: 1, scope: 1, hop: 1 },
    ],
  ],
  "hop-function-above-7": [
    [
      withScope({ path: [{ device: 31, function: 8 }] }),
      { section: "VT-d 8.3.1", offset: SECOND_SCOPE_AT + 7, structure: 1, scope: 1, hop: 0 },
    ],
  ],
  "rmrr-base-unaligned": [
    [withRmrr({ base: 0x10_0001n }), { section: "VT-d 8.4", offset: RMRR_AT + 8, structure: 1 }],
    [withRmrr({ base: 0x10_0800n }), { section: "VT-d 8.4", offset: RMRR_AT + 8, structure: 1 }],
  ],
  "rmrr-limit-unaligned": [
    [withRmrr({ limit: 0x20_0000n }), { section: "VT-d 8.4", offset: RMRR_AT + 16, structure: 1 }],
  ],
  "rmrr-limit-not-above-base": [
    [withRmrr({ limit: 0xf_ffffn }), { section: "VT-d 8.4", offset: RMRR_AT + 16, structure: 1 }],
  ],
  "rmrr-beyond-width": [
    [withRmrr({ limit: (1n << 39n) + 0xfffn }), { section: "VT-d 8.4", offset: RMRR_AT + 16, structure: 1 }],
  ],
};

const bytesOf = (fault: DmarTable | Uint8Array): Uint8Array =>
  fault instanceof Uint8Array ? fault : encodeTable(fault);
const codes = (fault: DmarTable | Uint8Array): TableFaultCode[] =>
  findFaults(bytesOf(fault)).map((found) => found.code);

function placeOf({ offset, structure, scope, hop }: FaultPlace): Partial<Record<keyof FaultPlace, number | undefined>> {
  return { offset, structure, scope, hop };
}

describe("exactly one fault is reported, with its section and its place", () => {
  const cases = Object.entries(CASES).flatMap(([code, tables]) =>
    tables.map(([fault, expected], index) => ({ code, index, fault, expected })),
  );
  test.each(cases)("$code, table $index", ({ code, fault, expected }) => {
    const faults = findFaults(bytesOf(fault));
    const places = faults.map((found) => ({ code: found.code, section: found.section, ...placeOf(found) }));
    expect(places).toEqual([{ code, ...expected }]);
    for (const { message } of faults) expect(message).toMatch(/^[A-Z].*\.$/);
  });

  test("a Length below that of the header leaves no structure to be found", () => {
    expect(codes(withHeader({ lengthOverride: 47 }))).toEqual(["length-below-header", "no-drhd"]);
  });

  test("a structure that is truncated, and would also end past the table's Length, has both faults", () => {
    const bytes = encodeTable(table(DRHD, { ...RMRR, lengthOverride: 33 }));
    expect(codes(bytes.subarray(0, RMRR_AT + 4))).toEqual(["structure-past-table", "table-truncated"]);
    expect(codes(bytes.subarray(0, RMRR_AT + 3))).toEqual(["table-truncated"]);
  });

  test("bytes that are no table are reported as such, with no more faults than needed", () => {
    expect(codes(new Uint8Array(0))).toEqual(["signature-wrong", "table-truncated"]);
    expect(codes(Uint8Array.of(0x44))).toEqual(["signature-wrong", "table-truncated"]);
    expect(codes(new TextEncoder().encode("#!/bin/sh\n".repeat(20)))).toContain("signature-wrong");
  });
});

describe("no fault is reported", () => {
  const rightTables: [string, DmarTable][] = [
    ["in the least table", table(DRHD)],
    ["in a table with a structure of each type", table(DRHD, RMRR, ATSR, RHSA, ANDD, SIDP)],
    ["in a DRHD that includes all behind one that does not", table({ ...DRHD, flags: 0, scopes: [SCOPE] }, DRHD)],
    ["in DRHDs that include all of one segment each", table(DRHD, { ...DRHD, segment: 1 })],
    ["in an ATSR for all ports", table(DRHD, { ...ATSR, flags: 1, scopes: [] })],
    ["in zeros that pad a name", table(DRHD, { ...ANDD, rest: new Uint8Array(5) })],
    ["in scopes of types 1 to 5", withRmrr({ scopes: [1, 2, 3, 4, 5].map((type) => ({ ...SCOPE, type })) })],
    [
      "in bits that are to be ignored",
      withRmrr({ reserved: 0xffff, scopes: [{ ...SCOPE, flags: 0xffff, enumerationId: 9 }] }),
    ],
    ["in a range up to the host address width", withRmrr({ limit: (1n << 39n) - 1n })],
    [
      "in a range of one page at the top",
      {
        header: { ...HEADER, hostAddressWidth: 63 },
        structures: [DRHD, { ...RMRR, base: 0xffff_ffff_ffff_f000n, limit: 0xffff_ffff_ffff_ffffn }],
      },
    ],
    ["in a range at 0", withRmrr({ base: 0n, limit: 0xfffn })],
    ["in a width of 12 bits", { header: { ...HEADER, hostAddressWidth: 11 }, structures: [DRHD] }],
    ["in ranges that overlap", table(DRHD, RMRR, RMRR)],
  ];
  test.each(rightTables)("%s", (_name, right) => {
    expect(codes(right)).toEqual([]);
  });
});

test("the path of a scope of unknown type has no faults, because its bytes may be anything", () => {
  expect(codes(withScope({ type: 99, path: [{ device: 255, function: 255 }] }))).toEqual(["scope-type-unknown"]);
});

describe("laws", () => {
  test("no bytes make the search throw; faults are ordered by offset, within the bytes", () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        let last = 0;
        for (const fault of findFaults(bytes)) {
          expect(fault.offset).toBeGreaterThanOrEqual(last);
          expect(fault.offset).toBeLessThanOrEqual(bytes.length);
          last = fault.offset;
        }
      }),
      { numRuns: lawRuns(1_000) },
    );
  });

  test("the good RMRRs are those without a fault, in a table that no fault spoils", () => {
    const numRuns = lawRuns(1_000);
    let good = 0;
    const structures = fc.array(
      fc.oneof(
        ...[CASES["rmrr-beyond-width"], CASES["rmrr-limit-not-above-base"], CASES["rmrr-limit-unaligned"]]
          .concat([CASES["rmrr-base-unaligned"], CASES["hop-function-above-7"], CASES["hop-device-above-31"]])
          .concat([CASES["scope-type-unknown"], CASES["scope-past-structure"], CASES["scope-length-odd"]])
          .concat([CASES["no-scope"], CASES["structure-longer-than-content"], CASES["structure-too-short"]])
          .map((tables) =>
            fc.constantFrom(...tables.flatMap(([fault]) => ("structures" in fault ? fault.structures : []))),
          ),
        fc.constant(RMRR),
      ),
    );
    const someTable = structures.map((list) => encodeTable(table(DRHD, ...list)));
    fc.assert(
      fc.property(
        fc.oneof(someTable, someTable, anyBytes, anyBytes.filter(hasHeader).map(withRightChecksum)),
        (bytes) => {
          const faults = findFaults(bytes);
          const decoded = decodeTable(bytes);
          const spoilt = new Set(
            faults.filter((fault) => TABLE_FAULTS[fault.code] === "structure").map((fault) => fault.structure),
          );
          const expected = faults.some((fault) => TABLE_FAULTS[fault.code] === "table")
            ? []
            : decoded.structures
                .filter((found, index) => found.structure.kind === "rmrr" && !spoilt.has(index))
                .map((found) => found.structure);
          expect(goodRmrrs(decoded)).toEqual(expected);
          good += expected.length;
        },
      ),
      { numRuns },
    );
    // Or the law would say nothing.
    expect(good).toBeGreaterThan(numRuns / 10);
  });
});

function hasHeader(bytes: Uint8Array): boolean {
  return bytes.length >= 48;
}

describe("good RMRRs", () => {
  const good = (fault: DmarTable | Uint8Array): number => goodRmrrs(decodeTable(bytesOf(fault))).length;

  test("stay good beside a bad one, and with a scope of unknown type", () => {
    expect(good(table(DRHD, RMRR, { ...RMRR, base: 1n }, RMRR))).toBe(2);
    expect(good(table(DRHD, { ...RMRR, scopes: [{ ...SCOPE, type: 77 }, SCOPE] }))).toBe(1);
    expect(good(table({ kind: "opaque", type: 9, content: new Uint8Array(2) }, RMRR))).toBe(1);
  });

  test("need a scope", () => {
    expect(good(table(DRHD, RMRR, { ...RMRR, scopes: [] }))).toBe(1);
  });

  test("may lead to the last device of a bus and its last function", () => {
    const last = { device: 31, function: 7 };
    expect(good(withScope({ path: [last, last] }))).toBe(1);
    for (const beyond of [
      { ...last, device: 32 },
      { ...last, function: 8 },
    ]) {
      expect(good(withScope({ path: [last, beyond] }))).toBe(0);
    }
  });

  test("are none in a table that is spoilt", () => {
    const rightTable = encodeTable(table(DRHD, RMRR));
    expect(good(rightTable)).toBe(1);
    expect(good(rightTable.subarray(0, rightTable.length - 1))).toBe(0);
    expect(good({ header: { ...HEADER, checksumOverride: 1 }, structures: [DRHD, RMRR] })).toBe(0);
    expect(good({ header: { ...HEADER, hostAddressWidth: 200 }, structures: [DRHD, RMRR] })).toBe(0);
    expect(good({ header: { ...HEADER, signatureOverride: "APIC" }, structures: [DRHD, RMRR] })).toBe(0);
    expect(good(table(DRHD, RMRR, { ...RMRR, lengthOverride: 0 }))).toBe(0);
  });
});
