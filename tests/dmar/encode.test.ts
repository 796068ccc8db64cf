import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeTable } from "../../model/dmar/encode.ts";
import type { DmarHeader, DmarStructure, DmarTable } from "../../model/dmar/table.ts";
import { brokenTable, rightTable } from "./arbitraries.ts";

const header: DmarHeader = {
  revision: 1,
  oemId: "OEMID ",
  oemTableId: "TABLE",
  oemRevision: 0x01020304,
  creatorId: "TEST",
  creatorRevision: 0x05060708,
  hostAddressWidth: 38,
  flags: 1,
};

const rmrr = {
  kind: "rmrr",
  reserved: 0,
  segment: 0x1234,
  base: 0x0123_4567_89ab_c000n,
  limit: 0x0123_4567_89ab_cfffn,
  scopes: [{ type: 2, flags: 0, enumerationId: 7, startBus: 0x80, path: [{ device: 0x1c, function: 5 }] }],
} as const satisfies DmarStructure;

const table = (...structures: DmarStructure[]): DmarTable => ({ header, structures });

function hexadecimal(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function lengthField(bytes: Uint8Array): number {
  return Buffer.from(bytes).readUInt32LE(4);
}

function sum(bytes: Uint8Array): number {
  return bytes.reduce((total, value) => (total + value) & 0xff, 0);
}

describe("an encoded table", () => {
  test("has every field where chapter 8 of the VT-d specification has it", () => {
    const bytes = encodeTable(table(rmrr));
    expect(hexadecimal(bytes)).toBe(
      [
        "444d4152 50000000 01 5b 4f454d494420 5441424c45000000 04030201 54455354 08070605 26 01 00000000000000000000",
        "0100 2000 0000 3412 00c0ab8967452301 ffcfab8967452301 02 08 0000 07 80 1c05",
      ]
        .join("")
        .replaceAll(" ", ""),
    );
  });

  test("has a Length that counts its bytes and a Checksum that makes them add up to zero", () => {
    fc.assert(
      fc.property(rightTable, (right) => {
        const bytes = encodeTable(right);
        expect(lengthField(bytes)).toBe(bytes.length);
        expect(sum(bytes)).toBe(0);
      }),
    );
  });

  test("has the overridden Length and Checksum, or else the correct ones", () => {
    fc.assert(
      fc.property(brokenTable, ({ header: wanted, ...rest }) => {
        const bytes = encodeTable({ header: wanted, ...rest });
        const length = wanted.lengthOverride ?? bytes.length;
        expect(lengthField(bytes)).toBe(length);
        const others = bytes.slice(0, length).fill(0, 9, 10);
        expect(bytes[9]).toBe(wanted.checksumOverride ?? -sum(others) & 0xff);
      }),
    );
  });
});

describe("an encoded structure", () => {
  const lengthAndBytes = (structure: DmarStructure): { length: number; bytes: number } => {
    const bytes = encodeTable(table(structure));
    return { length: Buffer.from(bytes).readUInt16LE(50), bytes: bytes.length - 48 };
  };

  test("counts its rest in its Length", () => {
    expect(lengthAndBytes({ ...rmrr, rest: new Uint8Array(3) })).toEqual({ length: 35, bytes: 35 });
  });

  test("has the overridden Length, and all of its bytes nonetheless", () => {
    for (const lengthOverride of [0, 3, 23, 33, 0xffff]) {
      expect(lengthAndBytes({ ...rmrr, lengthOverride })).toEqual({ length: lengthOverride, bytes: 32 });
    }
  });

  test("counts the terminating zero of a device name", () => {
    const structure: DmarStructure = { kind: "andd", reserved: 0, acpiDeviceNumber: 1, objectName: "\\_SB.X" };
    expect(lengthAndBytes(structure)).toEqual({ length: 15, bytes: 15 });
  });
});

test("a text has one byte per character, of any value", () => {
  const bytes = encodeTable({ header: { ...header, oemId: "\u00ff\u0080" }, structures: [] });
  expect(hexadecimal(bytes.subarray(10, 16))).toBe("ff8000000000");
});

describe("an encoded scope", () => {
  const scopeBytes = (scope: object): string => {
    const scopes = [{ ...rmrr.scopes[0], ...scope }];
    return hexadecimal(encodeTable(table({ ...rmrr, scopes })).subarray(72));
  };

  test("has a Length of 6, plus 2 per hop, plus its rest", () => {
    expect(scopeBytes({})).toBe("0208000007801c05");
    expect(scopeBytes({ path: [] })).toBe("020600000780");
    expect(scopeBytes({ rest: Uint8Array.of(0xee) })).toBe("0209000007801c05ee");
  });

  test("has the overridden Length, and all of its bytes nonetheless", () => {
    for (const lengthOverride of [0, 7, 9, 255]) {
      expect(scopeBytes({ lengthOverride })).toBe(`02${hexadecimal(Uint8Array.of(lengthOverride))}000007801c05`);
    }
  });
});

describe("a value that does not fit its field is rejected, not truncated", () => {
  const refused: [string, DmarTable][] = [
    ["a segment above 0xffff", table({ ...rmrr, segment: 0x1_0000 })],
    ["a Base above 2^64-1", table({ ...rmrr, base: 1n << 64n })],
    ["a Base below 0", table({ ...rmrr, base: -1n })],
    ["an OEM revision above 2^32-1", { header: { ...header, oemRevision: 2 ** 32 }, structures: [] }],
    ["a start bus above 255", table({ ...rmrr, scopes: [{ ...rmrr.scopes[0], startBus: 256 }] })],
    [
      "a device of a fraction",
      table({ ...rmrr, scopes: [{ ...rmrr.scopes[0], path: [{ device: 0.5, function: 0 }] }] }),
    ],
    [
      "a path of more than 124 hops",
      table({
        ...rmrr,
        scopes: [{ ...rmrr.scopes[0], path: Array.from({ length: 125 }, () => rmrr.scopes[0].path[0]) }],
      }),
    ],
    ["a structure of more than 65,535 bytes", table({ ...rmrr, scopes: Array(8_189).fill(rmrr.scopes[0]) })],
    ["an OEM ID of seven characters", { header: { ...header, oemId: "1234567" }, structures: [] }],
    [
      "a name that is not made of bytes",
      table({ kind: "andd", reserved: 0, acpiDeviceNumber: 1, objectName: "\u0100" }),
    ],
    [
      "three reserved bytes that hold four",
      table({ kind: "andd", reserved: 0x100_0000, acpiDeviceNumber: 1, objectName: "" }),
    ],
    [
      "a header with less than ten reserved bytes",
      { header: { ...header, reserved: new Uint8Array(9) }, structures: [] },
    ],
  ];

  test.each(refused)("%s", (_name, value) => {
    expect(() => encodeTable(value)).toThrow(RangeError);
  });
});
