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

describe("bytes of a structure behind what it holds", () => {
  const named = (rest: readonly number[]): Uint8Array =>
    encodeTable(
      table(DRHD, RMRR, {
        kind: "andd",
        reserved: 0,
        acpiDeviceNumber: 1,
        objectName: "\\_SB.PCI0.I2C0",
        rest: Uint8Array.from(rest),
      }),
    );

  test("are padding where they are the zeros behind a name, as the faults have it", () => {
    const text = described(named([0, 0, 0, 0, 0]));
    expect(text).toContain("5 bytes of 28 behind the name, padding");
    expect(text).toContain("no fault");
  });

  test("cannot be read where they are anything else", () => {
    const text = described(named([0, 0, 7, 0, 0]));
    expect(text).toContain("5 bytes of 28 that cannot be read");
    expect(text).toContain("structure-longer-than-content");
  });
});

describe("the reserved field of a structure", () => {
  test("is shown where it is not zero, and only there", () => {
    expect(described(encodeTable(table(DRHD, RMRR)))).not.toContain("reserved");
    expect(described(encodeTable(table(DRHD, { ...RMRR, reserved: 0x1234 })))).toContain(
      "reserved, and not zero: 0x1234",
    );
  });
});
