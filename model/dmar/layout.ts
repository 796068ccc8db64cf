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
export const TYPE_DRHD = 0;
export const TYPE_RMRR = 1;
export const TYPE_ATSR = 2;
export const TYPE_RHSA = 3;
export const TYPE_ANDD = 4;
export const TYPE_SATC = 5;
export const TYPE_SIDP = 6;

/** Lengths up to the device scopes, or of the whole structure where it has none; an ANDD's up to its name. */
export const DRHD_LENGTH = 16;
export const RMRR_LENGTH = 24;
export const ATSR_LENGTH = 8;
export const RHSA_LENGTH = 20;
export const ANDD_LENGTH = 8;
export const SATC_LENGTH = 8;
export const SIDP_LENGTH = 8;

/** A structure with device scopes. */
export type ScopedStructure = Extract<DmarStructure, { readonly scopes: unknown }>;

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
