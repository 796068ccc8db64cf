/**
 * DMAR tables from bytes to values.
 *
 * Firmware cannot be trusted: whatever the bytes are, decoding ends, throws nothing, and reads no byte outside of them.
 * What cannot be decoded is kept as bytes where it was found, so that a decoded table encodes back to the bytes that it
 * came from:
 *
 * - a structure of an unknown type, or one too short for its type, is `opaque` as a whole;
 * - the bytes of a structure after its last readable scope, or after its last field, are its `rest`;
 * - everything from the first structure that is not found, or past the table's Length, is `trailing`.
 */

import { decodeHeader, decodeLength } from "./decode-header.ts";
import { decodeStructure } from "./decode-structure.ts";
import { copyBytes } from "./copy-bytes.ts";
import { CHECKSUM_OFFSET, HEADER_LENGTH, rightChecksum, STRUCTURE_HEADER_LENGTH, tableEnd } from "./layout.ts";
import type { DmarHeader, DmarStructure, DmarTable } from "./table.ts";

/** A structure with a Length of at least 4 that ends within the table, like all structures before it. */
export interface FoundStructure {
  /** The offset at which it starts in the table, and its size in bytes. */
  readonly offset: number;
  readonly length: number;
  /** Its scopes are listed up to the first that cannot be read. */
  readonly structure: DmarStructure;
}

export interface DecodedTable {
  readonly header: DmarHeader;
  readonly structures: readonly FoundStructure[];
  /** Bytes after the last structure found, within the table's Length or past it; left out if there are none. */
  readonly trailing?: Uint8Array;
  /** The structures found fill the table up to its Length, and no byte of it is missing. */
  readonly allFound: boolean;
  /** The bytes within the table's Length, as far as they exist, add up to 0 modulo 256. */
  readonly checksumRight: boolean;
}

/**
 * Decodes what can be read of a table, in linear time.
 *
 * For any 48 bytes or more, `encodeTable(tableOf(decodeTable(bytes)))` gives the same bytes. If there are fewer, the
 * missing bytes of the header read as zero and `allFound` is false.
 */
export function decodeTable(bytes: Uint8Array): DecodedTable {
  const whole = bytes.length >= HEADER_LENGTH ? bytes : withZeros(bytes);
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  const length = decodeLength(view);
  const end = tableEnd(bytes.length, length);

  const structures: FoundStructure[] = [];
  let offset = HEADER_LENGTH;
  while (end - offset >= STRUCTURE_HEADER_LENGTH) {
    const structureLength = view.getUint16(offset + 2, true);
    if (structureLength < STRUCTURE_HEADER_LENGTH || structureLength > end - offset) break;
    structures.push({
      offset,
      length: structureLength,
      structure: decodeStructure(whole, view, offset, offset + structureLength),
    });
    offset += structureLength;
  }

  const checksum = rightChecksum(whole, end);
  const decoded: DecodedTable = {
    header: decodeHeader(whole, view, bytes.length, checksum),
    structures,
    allFound: offset === length && offset <= bytes.length,
    checksumRight: whole[CHECKSUM_OFFSET] === checksum,
  };
  return offset < bytes.length ? { ...decoded, trailing: copyBytes(bytes, offset, bytes.length) } : decoded;
}

/** A decoded table in a form that can be changed and encoded again. */
export function tableOf(decoded: DecodedTable): DmarTable {
  const { header, structures, trailing } = decoded;
  const table = { header, structures: structures.map((found) => found.structure) };
  return trailing === undefined ? table : { ...table, trailing };
}

/** The header of a table that is shorter than a header. */
function withZeros(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(HEADER_LENGTH);
  whole.set(bytes);
  return whole;
}
