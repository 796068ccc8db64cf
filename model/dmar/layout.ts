/** The layout of a DMAR table, shared by encoding, decoding and the search for faults. */

import type { DmarStructure } from "./table.ts";

export const SIGNATURE = "DMAR";

/** The ACPI header and the DMAR fields after it: the offset of the first structure (VT-d 8.1). */
export const HEADER_LENGTH = 48;
export const CHECKSUM_OFFSET = 9;

/** Type and Length, two bytes each, with which every structure starts (VT-d 8.2). */
export const STRUCTURE_HEADER_LENGTH = 4;

/** The size of a device scope before its path, and its minimum Length, with one hop (VT-d 8.3.1). */
export const SCOPE_FIXED_LENGTH = 6;
export const SCOPE_LEAST_LENGTH = 8;

/** Structure types (VT-d 8.2). */
export const STRUCTURE_TYPES = { drhd: 0, rmrr: 1, atsr: 2, rhsa: 3, andd: 4, satc: 5, sidp: 6 } as const;

/** The Type of a structure. */
export function structureType(structure: DmarStructure): number {
  return structure.kind === "opaque" ? structure.type : STRUCTURE_TYPES[structure.kind];
}

/** Bytes before the device scopes, or of the whole structure if it has none; of an ANDD, before its name. */
export const FIXED_LENGTHS = { drhd: 16, rmrr: 24, atsr: 8, rhsa: 20, andd: 8, satc: 8, sidp: 8 } as const;

/** How many bytes of a buffer belong to its table. The Length field may claim more than there are. */
export function tableEnd(byteLength: number, length: number): number {
  return Math.min(byteLength, length);
}

/** The Checksum that makes the bytes before `end` add up to 0 modulo 256 (ACPI 5.2.6). */
export function rightChecksum(bytes: Uint8Array, end: number): number {
  let sum = 0;
  for (let offset = 0; offset < end; offset++) sum += bytes[offset] as number;
  if (end > CHECKSUM_OFFSET) sum -= bytes[CHECKSUM_OFFSET] as number;
  return -sum & 0xff;
}
