/** Where the fields of a DMAR table lie: what encoding, decoding and the search for faults share. */

import type { DmarStructure } from "./table.ts";

export const SIGNATURE = "DMAR";

/** The ACPI header and DMAR's own fields behind it: the offset of the first structure (VT-d 8.1). */
export const HEADER_LENGTH = 48;
export const CHECKSUM_OFFSET = 9;

/** Type and Length, two bytes each: what every structure starts with (VT-d 8.2). */
export const STRUCTURE_HEADER_LENGTH = 4;

/** A device scope up to its path, and the least Length of one, which has one hop (VT-d 8.3.1). */
export const SCOPE_FIXED_LENGTH = 6;
export const SCOPE_LEAST_LENGTH = 8;

/** Structure types (VT-d 8.2). */
export const STRUCTURE_TYPES = { drhd: 0, rmrr: 1, atsr: 2, rhsa: 3, andd: 4, satc: 5, sidp: 6 } as const;

/** The Type that a structure bears. */
export function structureType(structure: DmarStructure): number {
  return structure.kind === "opaque" ? structure.type : STRUCTURE_TYPES[structure.kind];
}

/** Bytes up to the device scopes, or of the whole structure where it has none; of an ANDD up to its name. */
export const FIXED_LENGTHS = { drhd: 16, rmrr: 24, atsr: 8, rhsa: 20, andd: 8, satc: 8, sidp: 8 } as const;

/** How many bytes of a buffer its table has, going by a Length field that may promise more than there are. */
export function tableEnd(byteLength: number, length: number): number {
  return Math.min(byteLength, length);
}

/** The Checksum that makes the bytes before `end` sum up to 0 modulo 256 (ACPI 5.2.6). */
export function rightChecksum(bytes: Uint8Array, end: number): number {
  let sum = 0;
  for (let offset = 0; offset < end; offset++) sum += bytes[offset] as number;
  if (end > CHECKSUM_OFFSET) sum -= bytes[CHECKSUM_OFFSET] as number;
  return -sum & 0xff;
}
