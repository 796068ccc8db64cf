/** What is said of a fault beside its code, and where one fault ends and another begins. */

import { describe, expect, test } from "vitest";
import { encodeTable } from "../../model/dmar/encode.ts";
import { findFaults } from "../../model/dmar/faults.ts";
import type { DmarStructure, DmarTable } from "../../model/dmar/table.ts";
import type { TableFault, TableFaultCode } from "../../model/dmar/table-fault.ts";
import {
  ANDD,
  DRHD,
  HEADER,
  RHSA,
  RMRR,
  SATC,
  SCOPE,
  table,
  withHeader,
  withRmrr,
  withScope,
} from "./hand-made-tables.ts";

const opaque = (type: number, ...content: readonly number[]): DmarStructure => ({
  kind: "opaque",
  type,
  content: Uint8Array.from(content),
});
const trailing = (...bytes: readonly number[]): DmarTable => ({ ...table(DRHD), trailing: Uint8Array.from(bytes) });
const right = encodeTable(table(DRHD))[9]!;

/** A table with one fault, the numbers that come with it, and what of them its sentence says. */
const DETAILS: readonly (readonly [TableFaultCode, DmarTable, TableFault["values"], readonly string[]])[] = [
  ["signature-wrong", withHeader({ signatureOverride: "DMAP" }), { signature: "DMAP" }, ['"DMAP"']],
  ["width-impossible", withHeader({ hostAddressWidth: 64 }), { bits: 65 }, ["65 bits"]],
  [
    "bytes-past-length",
    { ...withHeader({ lengthOverride: 64 }), trailing: new Uint8Array(5) },
    { bytes: 69, length: 64 },
    ["64 bytes", "5 more"],
  ],
  [
    "checksum-wrong",
    withHeader({ checksumOverride: 5 }),
    { checksum: 5, right },
    ["0x05", `0x${right.toString(16).padStart(2, "0")}`],
  ],
  ["structure-length-zero", table(DRHD, { ...RMRR, lengthOverride: 0 }), { length: 0 }, []],
  ["structure-length-below-header", table(DRHD, { ...RMRR, lengthOverride: 3 }), { length: 3 }, ["is 3;"]],
  ["structure-past-table", table(DRHD, { ...RMRR, lengthOverride: 33 }), { length: 33, left: 32 }, ["33", "32 bytes"]],
  ["structure-past-table", table(DRHD, { ...RMRR, lengthOverride: 0x100 }), { length: 0x100, left: 32 }, ["256"]],
  ["structure-past-table", trailing(1, 0, 5, 0), { length: 5, left: 4 }, ["is 5", "4 bytes"]],
  ["trailing-bytes", trailing(0, 0, 0), { bytes: 3 }, ["3 of"]],
  ["structure-too-short", table(DRHD, opaque(1, 0)), { length: 5, least: 24 }, ["RMRR", "is 5;", "at least 24"]],
  ["structure-too-short", table(DRHD, opaque(4, 0, 0, 0, 1)), { length: 8, least: 9 }, ["ANDD", "is 8;", "at least 9"]],
  [
    "structure-too-short",
    table(DRHD, opaque(4, 0, 0, 0, 1, 0x41)),
    { length: 9, least: 9 },
    ["ANDD", "is 9,", "no terminating zero"],
  ],
  ["structure-type-unknown", table(DRHD, opaque(7)), { type: 7 }, ["type 7"]],
  [
    "structure-longer-than-content",
    table(DRHD, { ...RHSA, rest: new Uint8Array(4) }),
    { length: 24, excess: 4 },
    ["RHSA", "24", "4 more"],
  ],
  ["structure-longer-than-content", withRmrr({ rest: new Uint8Array(1) }), { length: 33, excess: 1 }, ["RMRR", "33"]],
  ["structure-out-of-order", table(DRHD, ANDD, RMRR), { type: 1, before: 4 }, ["type 1", "type 4"]],
  ["include-all-not-last", table(DRHD, DRHD), { segment: 0 }, ["segment 0"]],
  ["no-scope", withRmrr({ scopes: [] }), {}, ["RMRR"]],
  ["scope-length-zero", withScope({ lengthOverride: 0 }), { length: 0 }, []],
  ["scope-length-below-8", withScope({ lengthOverride: 7 }), { length: 7 }, ["is 7;"]],
  ["scope-length-odd", withScope({ rest: new Uint8Array(1) }), { length: 9 }, ["is 9;"]],
  ["scope-past-structure", withScope({ lengthOverride: 10 }), { length: 10, left: 8 }, ["10", "8 bytes"]],
  ["scope-past-structure", withScope({ path: [], lengthOverride: 8 }), { length: 8, left: 6 }, ["is 8,", "6 bytes"]],
  ["scope-type-unknown", withScope({ type: 6 }), { type: 6 }, ["type 6"]],
  ["hop-device-above-31", withScope({ path: [{ device: 32, function: 0 }] }), { device: 32 }, ["Device 32"]],
  ["hop-function-above-7", withScope({ path: [{ device: 0, function: 8 }] }), { function: 8 }, ["Function 8"]],
  ["rmrr-base-unaligned", withRmrr({ base: 0x10_0001n }), { base: "0x100001" }, ["0x100001"]],
  ["rmrr-limit-unaligned", withRmrr({ limit: 0x20_0000n }), { limit: "0x200000" }, ["0x200000"]],
  [
    "rmrr-limit-not-above-base",
    withRmrr({ limit: 0xf_ffffn }),
    { base: "0x100000", limit: "0xfffff" },
    ["Limit 0xfffff ", "Base 0x100000."],
  ],
  [
    "rmrr-beyond-width",
    withRmrr({ limit: (1n << 39n) + 0xfffn }),
    { limit: "0x8000000fff", bits: 39 },
    ["Limit 0x8000000fff", "39 bits"],
  ],
];

const faultsOf = (faulty: DmarTable): readonly TableFault[] => findFaults(encodeTable(faulty));
const codes = (faulty: DmarTable): readonly TableFaultCode[] => faultsOf(faulty).map(({ code }) => code);

describe("a fault has the values of its sentence", () => {
  const cases = DETAILS.map(([code, faulty, values, says], index) => ({ code, faulty, values, says, index }));
  test.each(cases)("$code, table $index", ({ code, faulty, values, says }) => {
    const [fault] = faultsOf(faulty);
    expect(fault).toMatchObject({ code });
    expect(fault!.values).toStrictEqual(values);
    for (const words of says) expect(fault!.message).toContain(words);
  });

  test("for a range beyond the width, Base is reported only if Limit is within it", () => {
    const [first] = faultsOf(withRmrr({ base: 1n << 39n }));
    expect(first).toMatchObject({ code: "rmrr-beyond-width", values: { base: "0x8000000000", bits: 39 } });
    expect(first!.message).toContain("Base 0x8000000000");
  });
});

describe("a table that is its header", () => {
  test("lacks only a DRHD", () => {
    expect(codes(table())).toEqual(["no-drhd"]);
  });

  test("may have each fault of a header", () => {
    const faulty = (change: object): DmarTable => ({ header: { ...HEADER, ...change }, structures: [] });
    expect(codes(faulty({ checksumOverride: 1 }))).toEqual(["checksum-wrong", "no-drhd"]);
    expect(codes(faulty({ hostAddressWidth: 10 }))).toEqual(["width-impossible", "no-drhd"]);
  });
});

describe("nothing is reported twice", () => {
  test("about a Checksum, if Length leaves open which bytes it covers", () => {
    const faulty = withHeader({ lengthOverride: 47, checksumOverride: 1 });
    expect(codes(faulty)).toEqual(["length-below-header", "no-drhd"]);
  });

  test("about ranges beyond an impossible width", () => {
    expect(codes({ header: { ...HEADER, hostAddressWidth: 10 }, structures: [DRHD, RMRR] })).toEqual([
      "width-impossible",
    ]);
  });
});

test("an empty range has a Limit that is not above its Base", () => {
  expect(codes(withRmrr({ base: 0x10_0000n, limit: 0x10_0000n }))).toEqual([
    "rmrr-limit-unaligned",
    "rmrr-limit-not-above-base",
  ]);
});

test("a SATC needs a scope whatever its flags, because none of them means all functions", () => {
  expect(codes(table(DRHD, { ...SATC, scopes: [SCOPE] }))).toEqual([]);
  expect(codes(table(DRHD, { ...SATC, flags: 1, scopes: [] }))).toEqual(["no-scope"]);
});

test("structures of unknown types must be in ascending order too", () => {
  const faults = faultsOf(table(DRHD, opaque(9), RMRR));
  expect(faults.map(({ code, structure }) => [code, structure])).toEqual([
    ["structure-type-unknown", 1],
    ["structure-out-of-order", 2],
  ]);
  expect(faults[1]!.values).toEqual({ type: 1, before: 9 });
});
