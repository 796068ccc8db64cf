import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeTable, tableOf } from "../../model/dmar/decode.ts";
import { encodeTable } from "../../model/dmar/encode.ts";
import {
  type DeviceScope,
  type DmarHeader,
  type DmarStructure,
  type DmarTable,
  namesPciFunction,
} from "../../model/dmar/table.ts";
import { lawRuns } from "../oracle/law-runs.ts";
import { anyBytes, brokenTable, rightTable, withRightChecksum } from "./arbitraries.ts";
import { HEADER, SCOPE } from "./hand-made-tables.ts";

const HEADER_LENGTH = 48;

function buildTable(...structures: DmarStructure[]): DmarTable {
  return { header: HEADER, structures };
}

const rmrr = {
  kind: "rmrr",
  reserved: 0,
  segment: 0,
  base: 0x1000n,
  limit: 0x1fffn,
  scopes: [SCOPE],
} as const satisfies DmarStructure;
const drhd = {
  kind: "drhd",
  flags: 1,
  size: 0,
  segment: 0,
  registerBase: 0xfed9_0000n,
  scopes: [],
} as const satisfies DmarStructure;

const decodeBuilt = (table: DmarTable): ReturnType<typeof decodeTable> => decodeTable(encodeTable(table));
const kinds = (table: DmarTable): string[] => decodeBuilt(table).structures.map((found) => found.structure.kind);

describe("laws", () => {
  test("decoding an encoded table gives the same values", () => {
    fc.assert(
      fc.property(rightTable, (table) => {
        const decoded = decodeBuilt(table);
        expect(tableOf(decoded)).toEqual(table);
        expect(decoded.allFound).toBe(true);
        expect(decoded.checksumRight).toBe(true);
      }),
      { numRuns: lawRuns(1_000) },
    );
  });

  test("encoding a decoded table of 48 bytes or more gives the same bytes, whatever is wrong with them", () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        fc.pre(bytes.length >= HEADER_LENGTH);
        const again = encodeTable(tableOf(decodeTable(bytes)));
        expect(Buffer.from(again).toString("hex")).toBe(Buffer.from(bytes).toString("hex"));
      }),
      { numRuns: lawRuns(5_000) },
    );
  });

  test("decoding, encoding and decoding again gives the same values", () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        fc.pre(bytes.length >= HEADER_LENGTH);
        const decoded = decodeTable(bytes);
        expect(decodeBuilt(tableOf(decoded))).toEqual(decoded);
      }),
      { numRuns: lawRuns(1_000) },
    );
  });

  test("no bytes make it throw, and fewer bytes than a header never count as a table", () => {
    fc.assert(
      fc.property(anyBytes, fc.nat(HEADER_LENGTH - 1), (bytes, length) => {
        const cut = decodeTable(bytes.subarray(0, length));
        expect(cut).toMatchObject({ allFound: false, structures: [] });
      }),
      { numRuns: lawRuns(1_000) },
    );
  });

  test("nothing outside of the bytes is read, and no memory is shared with them", () => {
    fc.assert(
      fc.property(
        anyBytes,
        fc.uint8Array({ maxLength: 40 }),
        fc.uint8Array({ maxLength: 40 }),
        (bytes, before, after) => {
          const memory = Buffer.concat([before, bytes, after]);
          const decoded = decodeTable(memory.subarray(before.length, before.length + bytes.length));
          memory.fill(0xee);
          expect(decoded).toEqual(decodeTable(bytes));
        },
      ),
      { numRuns: lawRuns(2_000) },
    );
  });

  test("structures are found if and only if Lengths alone lead to them", () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const view = Buffer.from(bytes);
        const length = bytes.length < HEADER_LENGTH ? 0 : view.readUInt32LE(4);
        const end = Math.min(length, bytes.length);
        const walked: [offset: number, length: number][] = [];
        let offset = HEADER_LENGTH;
        for (;;) {
          const structureLength = offset + 4 <= end ? view.readUInt16LE(offset + 2) : 0;
          if (structureLength < 4 || offset + structureLength > end) break;
          walked.push([offset, structureLength]);
          offset += structureLength;
        }
        const decoded = decodeTable(bytes);
        expect(decoded.structures.map((found) => [found.offset, found.length])).toEqual(walked);
        expect(decoded.allFound).toBe(bytes.length >= HEADER_LENGTH && length <= bytes.length && offset === length);
      }),
      { numRuns: lawRuns(2_000) },
    );
  });
});

describe("a structure", () => {
  test("is found up to the first that claims a Length of less than 4, or more than there is", () => {
    expect(kinds(buildTable(drhd, rmrr, rmrr))).toEqual(["drhd", "rmrr", "rmrr"]);
    for (const lengthOverride of [0, 3, 65, 0xffff]) {
      const decoded = decodeBuilt(buildTable(drhd, { ...rmrr, lengthOverride }, rmrr));
      expect(decoded.structures.map((found) => found.structure.kind)).toEqual(["drhd"]);
      expect(decoded.allFound).toBe(false);
      expect(decoded.trailing).toHaveLength(64);
    }
  });

  test("too short for its fixed fields is opaque, with its type", () => {
    for (const lengthOverride of [4, 23]) {
      const [first] = decodeBuilt(buildTable({ ...rmrr, lengthOverride })).structures;
      expect(first?.structure).toMatchObject({ kind: "opaque", type: 1 });
      expect(first?.length).toBe(lengthOverride);
    }
    expect(kinds(buildTable({ ...rmrr, scopes: [] }))).toEqual(["rmrr"]);
    expect(kinds(buildTable({ ...drhd, lengthOverride: 15 }, rmrr))[0]).toBe("opaque");
  });

  test("that declares a device has its name up to the first zero, and is opaque without one", () => {
    const structure = { kind: "andd", reserved: 0, acpiDeviceNumber: 1, objectName: "\\_SB.X" } as const;
    const padded = { ...structure, rest: new Uint8Array(3) };
    expect(tableOf(decodeBuilt(buildTable(padded))).structures).toEqual([padded]);
    const nameless = { ...structure, objectName: "" };
    expect(tableOf(decodeBuilt(buildTable(nameless))).structures).toEqual([nameless]);
    for (const lengthOverride of [4, 7, 8, 14]) {
      expect(kinds(buildTable({ ...structure, lengthOverride }))[0]).toBe("opaque");
    }
  });

  test("of an unknown type is opaque", () => {
    expect(kinds(buildTable({ kind: "opaque", type: 7, content: new Uint8Array(28) }))).toEqual(["opaque"]);
    expect(kinds(buildTable({ kind: "opaque", type: 0x101, content: new Uint8Array(28) }))).toEqual(["opaque"]);
  });
});

describe("a scope", () => {
  test("names a PCI function if it is of type 1 or 2, and of no other", () => {
    const types = Array.from({ length: 256 }, (_, type) => type);
    expect(types.filter((type) => namesPciFunction({ ...SCOPE, type }))).toEqual([1, 2]);
  });

  const readScopes = (...scopes: DeviceScope[]): { scopes: number; rest: number } => {
    const [first] = decodeBuilt(buildTable({ ...rmrr, scopes })).structures;
    if (first?.structure.kind !== "rmrr") throw new Error("the structure is no RMRR");
    return { scopes: first.structure.scopes.length, rest: first.structure.rest?.length ?? 0 };
  };

  test("is readable up to the first whose Length is odd, below 8 or past its structure", () => {
    expect(readScopes(SCOPE, SCOPE)).toEqual({ scopes: 2, rest: 0 });
    for (const lengthOverride of [0, 1, 6, 7, 9, 18, 255]) {
      expect(readScopes(SCOPE, { ...SCOPE, lengthOverride }, SCOPE)).toEqual({ scopes: 1, rest: 16 });
    }
    expect(readScopes(SCOPE, { ...SCOPE, lengthOverride: 16 }, SCOPE)).toEqual({ scopes: 2, rest: 0 });
  });

  test("without a hop is not readable", () => {
    expect(readScopes(SCOPE, { ...SCOPE, path: [] })).toEqual({ scopes: 1, rest: 6 });
  });

  test("is readable after one of any type", () => {
    expect(readScopes({ ...SCOPE, type: 0 }, { ...SCOPE, type: 3 }, { ...SCOPE, type: 255 }, SCOPE)).toEqual({
      scopes: 4,
      rest: 0,
    });
  });
});

describe("a table", () => {
  test("has no overrides except one for each deviation of its header", () => {
    const right = buildTable(drhd);
    expect(tableOf(decodeBuilt(right))).toStrictEqual(right);
    const deviations: readonly Partial<DmarHeader>[] = [
      { reserved: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0) },
      { reserved: Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0, 0) },
      { reserved: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1) },
      { signatureOverride: "DMAP" },
      { lengthOverride: 65 },
      { checksumOverride: 0 },
    ];
    for (const deviation of deviations) {
      const table: DmarTable = { ...right, header: { ...right.header, ...deviation } };
      expect(tableOf(decodeBuilt(table))).toStrictEqual(table);
    }
  });

  test("whose Length ends at the Checksum does not count it", () => {
    const bytes = encodeTable({ ...buildTable(drhd), header: { ...buildTable().header, lengthOverride: 9 } });
    for (const [revision, checksum] of [
      [0, 7],
      [-bytes.subarray(0, 8).reduce((sum, byte) => sum + byte, 0), 7],
    ] as const) {
      bytes[8] = revision;
      bytes[9] = checksum;
      expect(encodeTable(tableOf(decodeTable(bytes)))).toEqual(bytes);
    }
  });

  test("ends with its Length: what follows is trailing, not a structure", () => {
    const bytes = encodeTable(buildTable(drhd, rmrr));
    const longer = new Uint8Array(bytes.length + 32);
    longer.set(bytes);
    longer.set(bytes.subarray(64), bytes.length);
    const decoded = decodeTable(longer);
    expect(decoded.structures).toHaveLength(2);
    expect(decoded.trailing).toHaveLength(32);
    expect(decoded).toMatchObject({ allFound: true, checksumRight: true, header: { lengthOverride: bytes.length } });
  });

  test("that is truncated lacks structures, even if it is truncated between two", () => {
    const bytes = encodeTable(buildTable(drhd, rmrr, rmrr));
    const decoded = decodeTable(bytes.subarray(0, bytes.length - 32));
    expect(decoded.structures).toHaveLength(2);
    expect(decoded.allFound).toBe(false);
  });

  test("that is shorter than the header it claims to have is incomplete", () => {
    const bytes = encodeTable(buildTable());
    expect(decodeTable(bytes)).toMatchObject({ allFound: true, structures: [] });
    expect(decodeTable(bytes.subarray(0, bytes.length - 1))).toMatchObject({ allFound: false, structures: [] });
  });

  test("with too few bytes for a structure before its Length ends is incomplete", () => {
    for (const count of [1, 2, 3]) {
      const decoded = decodeBuilt({ ...buildTable(drhd, rmrr), trailing: new Uint8Array(count).fill(0xff) });
      expect(decoded.structures).toHaveLength(2);
      expect(decoded.allFound).toBe(false);
      expect(decoded.trailing).toHaveLength(count);
    }
  });

  test("has a correct checksum if and only if all of its bytes add up to zero", () => {
    fc.assert(
      fc.property(
        fc.oneof(rightTable, brokenTable),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (table, at, change) => {
          const right = withRightChecksum(encodeTable(table));
          expect(decodeTable(right).checksumRight).toBe(true);
          const wrong = right.slice();
          // The Length stays, or other bytes would count.
          const index = at % 4 === 0 ? 9 : 10 + (at % (right.length - 10));
          wrong[index] = ((wrong[index] as number) + change) & 0xff;
          expect(decodeTable(wrong).checksumRight).toBe(false);
          expect(decodeTable(wrong).header.checksumOverride).toBe(wrong[9]);
        },
      ),
    );
  });
});

test("a large hostile table is decoded in linear time", () => {
  // Names without an end, each followed by what looks like the start of the next structure.
  const structure = Uint8Array.of(4, 0, 12, 0, 1, 1, 1, 1, 1, 1, 1, 1);
  const count = lawRuns(400_000);
  const bytes = encodeTable({ ...buildTable(), trailing: new Uint8Array(count * 12) });
  for (let index = 0; index < count; index++) bytes.set(structure, HEADER_LENGTH + 12 * index);
  const decoded = decodeTable(bytes);
  expect(decoded.structures).toHaveLength(count);
  expect(decoded.allFound).toBe(true);
});
