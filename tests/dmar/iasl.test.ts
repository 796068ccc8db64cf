/** Decoding and encoding against a second opinion: the disassembly by `iasl -d`, field by field. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeTable } from "../../model/dmar/decode.ts";
import { encodeTable } from "../../model/dmar/encode.ts";
import type { DmarTable } from "../../model/dmar/table.ts";
import { andd, atsr, drhd, rhsa, rightTable, rmrr, satc, sidp, unknownStructure } from "./arbitraries.ts";
import { disassemble, IASL_ABSENT } from "./disassembly.ts";
import type { DisassembledField } from "./disassembly.ts";
import { expectedFields } from "./expected-fields.ts";
import { readRealTables, REAL_TABLES_ABSENT } from "./real-tables.ts";

/** Structures that the disassembler knows, in any order, and perhaps one of another type, the last. */
const disassemblableTable: fc.Arbitrary<DmarTable> = fc
  .tuple(
    rightTable,
    fc.array(fc.oneof(drhd, rmrr, rmrr, atsr, rhsa, andd), { minLength: 1, maxLength: 8 }),
    fc.option(fc.oneof(satc, sidp, unknownStructure), { nil: undefined, freq: 3 }),
  )
  .map(([{ header }, known, last]) => ({ header, structures: last === undefined ? known : [...known, last] }));

function compareWithDisassembly(tables: readonly { readonly name: string; readonly bytes: Uint8Array }[]): void {
  const disassemblies = disassemble(tables.map(({ bytes }) => bytes));
  tables.forEach(({ name, bytes }, index) => {
    const { fields, end } = expectedFields(decodeTable(bytes), bytes);
    const disassembled = disassemblies[index]?.filter(({ offset }) => offset < end) ?? [];
    expect(print(name, disassembled)).toBe(print(name, fields));
  });
}

/** Texts compare much faster than objects, and their difference is easier to read. */
function print(name: string, fields: readonly DisassembledField[]): string {
  const lines = fields.map((field) => `${field.offset}+${field.size} ${field.name}: ${field.value}`);
  return [name, ...lines].join("\n");
}

describe.skipIf(IASL_ABSENT)("every field is where iasl has it (skipped without package acpica-tools)", () => {
  test("in 1,000 generated tables", () => {
    const tables = fc
      .sample(disassemblableTable, { numRuns: 1_000, seed: 1 })
      .map((table, index) => ({ name: `table ${index}`, bytes: encodeTable(table) }));
    const scopes = tables.flatMap(({ bytes }) =>
      decodeTable(bytes).structures.flatMap(({ structure }) => ("scopes" in structure ? structure.scopes : [])),
    );
    for (const type of [0, 1, 2, 3, 4, 5]) expect(scopes.filter((scope) => scope.type === type)).not.toEqual([]);
    expect(scopes.filter((scope) => scope.type > 5).length).toBeGreaterThan(100);
    expect(scopes.filter((scope) => scope.path.length > 1).length).toBeGreaterThan(1_000);
    compareWithDisassembly(tables);
  });

  test.skipIf(REAL_TABLES_ABSENT)(
    "in the tables of real machines (skipped where they are not beside the checkout)",
    () => {
      compareWithDisassembly(readRealTables());
    },
  );
});
