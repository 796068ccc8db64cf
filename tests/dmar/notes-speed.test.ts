/** What the search for notes costs in the largest tables that are read. */

import { expect, test } from "vitest";
import { encodeTable } from "../../model/dmar/encode.ts";
import { findNotes } from "../../model/dmar/notes/find-notes.ts";
import type { DmarStructure } from "../../model/dmar/table.ts";
import { DRHD, RHSA, RMRR, SCOPE } from "./hand-made-tables.ts";
import { NAMING, table } from "./noted-tables.ts";

test("the largest possible table costs little, however many of its entries are equal", () => {
  const deep = { ...SCOPE, path: Array.from({ length: 124 }, () => ({ device: 0, function: 0 })) };
  const megabyte: readonly (readonly [DmarStructure, number])[] = [
    [RMRR, 32_000],
    [{ ...RMRR, scopes: [deep] }, 3_800],
    [{ ...NAMING, scopes: [deep] }, 3_900],
    [{ ...RMRR, base: 0n, limit: 0xffff_ffffn, scopes: [] }, 43_000],
    [RHSA, 52_000],
  ];
  for (const [structure, count] of megabyte) {
    const bytes = encodeTable(table(DRHD, ...Array.from({ length: count }, () => structure)));
    const start = performance.now();
    findNotes(bytes);
    expect(performance.now() - start).toBeLessThan(10_000);
  }
});
