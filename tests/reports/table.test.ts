/** What `decode` prints of a DMAR table. */

import { describe, expect, test } from "vitest";
import { encodeTable } from "../../model/dmar/encode.ts";
import { findFaults } from "../../model/dmar/faults.ts";
import { CHECKSUM_OFFSET } from "../../model/dmar/layout.ts";
import { drawPlatform } from "../../reports/drawing/draw-scenario.ts";
import { describeTable } from "../../reports/table/describe-table.ts";
import { DRHD, RMRR, table } from "../dmar/hand-made-tables.ts";
import { EXAMPLE_PLATFORM } from "./example-failure.ts";

const described = (bytes: Uint8Array): string => describeTable(bytes, (_tone, words) => words).join("\n");

describe("the checksum of a table in words", () => {
  const right = encodeTable(table(DRHD, RMRR));

  test("is right or wrong, as the faults below say", () => {
    const wrong = right.slice();
    wrong[CHECKSUM_OFFSET]! ^= 1;
    expect(described(right)).toContain("the checksum is right");
    expect(described(right)).toContain("no fault");
    expect(described(wrong)).toContain("the checksum is wrong");
    expect(described(wrong)).toContain("checksum-wrong");
  });

  test("is neither where the table is cut: nobody knows the bytes that are not there", () => {
    const cut = right.subarray(0, right.length - 1);
    expect(findFaults(cut).map(({ code }) => code)).not.toContain("checksum-wrong");
    expect(described(cut)).toContain("the checksum cannot be verified, because the table is cut");
    expect(described(cut)).not.toContain("the checksum is");
  });

  test("is nothing that a picture of a cut table speaks of", () => {
    const wrong = right.slice();
    wrong[CHECKSUM_OFFSET]! ^= 1;
    const titleOf = (dmar: Uint8Array): string =>
      drawPlatform({ ...EXAMPLE_PLATFORM, dmar }).find(({ title }) => title.startsWith("DMAR"))!.title;
    expect(titleOf(right)).toBe("DMAR table: 1 DRHD, 1 RMRR");
    expect(titleOf(wrong)).toBe("DMAR table: 1 DRHD, 1 RMRR, the checksum is wrong");
    expect(titleOf(right.subarray(0, right.length - 1))).toBe(
      "DMAR table: 1 DRHD, not all of it can be read, the end is cut off",
    );
  });
});
