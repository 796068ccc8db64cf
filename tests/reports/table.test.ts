/** What `decode` prints of a DMAR table, in words and as JSON. */

import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { encodeTable } from "../../model/dmar/encode.ts";
import { findFaults } from "../../model/dmar/faults.ts";
import { CHECKSUM_OFFSET } from "../../model/dmar/layout.ts";
import { drawPlatform } from "../../reports/drawing/draw-scenario.ts";
import { describeTable } from "../../reports/table/describe-table.ts";
import type { DeviceScope, DmarStructure } from "../../model/dmar/table.ts";
import { tableJson } from "../../reports/table/table-json.ts";
import { TableSchema } from "../../reports/table/table-schema.ts";
import { anyBytes } from "../dmar/arbitraries.ts";
import { HEADER_LENGTH } from "../../model/dmar/layout.ts";
import { DRHD, RMRR, SCOPE, SIDP, table } from "../dmar/hand-made-tables.ts";
import { NOTED_TABLES, table as quietTable } from "../dmar/noted-tables.ts";
import { readRealTables, REAL_TABLES_ABSENT } from "../dmar/real-tables.ts";
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

test("a header that is cut has no fields", () => {
  const right = encodeTable(table(DRHD, RMRR));
  for (const length of [4, 36, HEADER_LENGTH - 1]) {
    const [head, next] = described(right.subarray(0, length)).split("\n");
    expect([head, next]).toEqual([`DMAR table of ${length} bytes: its header is cut`, ""]);
  }
  expect(described(right.subarray(0, HEADER_LENGTH)).split("\n")[2]).toMatch(/^host addresses of \d+ bits;/);
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

describe("the notes on a table", () => {
  const heading = (...structures: readonly DmarStructure[]): string | undefined =>
    described(encodeTable(quietTable(...structures)))
      .split("\n")
      .find((line) => /^(\d+ notes?|no note)/.test(line));

  test("have a heading of their own that says how much they weigh, the heaviest first", () => {
    expect(heading(DRHD, RMRR)).toBe("no note");
    expect(heading({ ...DRHD, registerBase: 0n }, RMRR)).toBe("1 note: 1 wrong");
    const low = { ...RMRR, base: 0n, limit: 0xfffn };
    expect(heading({ ...DRHD, registerBase: 0n }, low, low)).toBe("4 notes: 1 wrong, 1 suspect, 2 legal");
  });

  test("are below the faults, each in one line with its place, its section and the function of Linux", () => {
    const lines = described(encodeTable(quietTable({ ...DRHD, registerBase: 0n }, { ...RMRR, scopes: [] }))).split(
      "\n",
    );
    const at = (words: string): number => lines.findIndex((line) => line.includes(words));
    expect(at("no-scope")).toBeGreaterThan(at("1 fault"));
    expect(at("1 note")).toBeGreaterThan(at("no-scope"));
    expect(lines[at("1 note") + 1]).toMatch(
      /^0x0038 {2}wrong {4}unit-registers-at-zero {2}VT-d 8\.3 {4}The register.*\. \(Linux: dmar_validate_one_drhd\)$/,
    );
  });

  test("show no control character that stands in the table", () => {
    const name = { kind: "andd", reserved: 0, acpiDeviceNumber: 1, objectName: "\\\u001b[2J" } as const;
    expect(described(encodeTable(quietTable(DRHD, name)))).not.toContain("\u001b");
  });
});

test("the size of a register set is shown where it is more than a page", () => {
  const shown = (size: number): string => described(encodeTable(table({ ...DRHD, size })));
  expect(shown(0)).toContain("registers at 0xfed90000, all");
  expect(shown(4)).toContain("registers at 0xfed90000, 64 KiB, all");
});

test("what a SIDP says of a device stands beside it", () => {
  const scope = (flags: number): DeviceScope => ({ ...SCOPE, flags });
  const shown = described(
    encodeTable(table(DRHD, { ...RMRR, scopes: [scope(8)] }, { ...SIDP, scopes: [scope(0x18)] })),
  );
  expect(shown).toContain("endpoint 00:14.0\n");
  expect(shown).toContain("endpoint 00:14.0 ATC_HARDENED ATC_REQUIRED\n");
});

describe("a table as JSON", () => {
  const problems = (bytes: Uint8Array): unknown =>
    v.safeParse(TableSchema, JSON.parse(JSON.stringify(tableJson(bytes)))).issues;

  test("is as its schema has it, whatever the bytes are", () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(problems(bytes)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test("is as its schema has it with a note of each kind", () => {
    const noted = Object.values(NOTED_TABLES).flatMap((cases) => cases.map(([each]) => encodeTable(each)));
    expect(noted.map(problems).filter((issues) => issues !== undefined)).toEqual([]);
  });

  test("says of a note what it weighs, and where in Linux it shows", () => {
    const { notes } = tableJson(encodeTable(quietTable({ ...DRHD, registerBase: 0n }))) as { notes: unknown };
    expect(notes).toEqual([
      {
        code: "unit-registers-at-zero",
        weight: "wrong",
        section: "VT-d 8.3",
        offset: 56,
        structure: 0,
        message: expect.any(String),
        values: { registerBase: "0x0" },
        linux: "dmar_validate_one_drhd",
      },
    ]);
  });

  test.skipIf(REAL_TABLES_ABSENT)(
    "of every real machine is as its schema has it (skipped where there are none)",
    () => {
      const wrong = readRealTables().filter(({ bytes }) => problems(bytes) !== undefined);
      expect(wrong.map(({ name }) => name)).toEqual([]);
    },
  );
});
