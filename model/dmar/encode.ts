/**
 * DMAR tables from values to bytes.
 *
 * Length and Checksum are correct unless the table overrides them, and every `rest` is written as it is, so that any
 * firmware fault can be built on purpose. A value that does not fit its field is rejected, not truncated: a segment of
 * 0x10000 that became 0 would be a fault that nobody asked for.
 */

import {
  CHECKSUM_OFFSET,
  FIXED_LENGTHS,
  HEADER_LENGTH,
  rightChecksum,
  SCOPE_FIXED_LENGTH,
  SIGNATURE,
  STRUCTURE_HEADER_LENGTH,
  STRUCTURE_TYPES,
  tableEnd,
} from "./layout.ts";
import type { DeviceScope, DmarHeader, DmarStructure, DmarTable } from "./table.ts";

/**
 * The bytes of a table.
 *
 * Without an override, the Length of a table, a structure or a scope counts everything written for it, including `rest`
 * and `trailing`, and the Checksum covers the bytes within the table's Length.
 *
 * @throws RangeError if a value does not fit its field, a structure of more than 65,535 bytes included.
 */
export function encodeTable(table: DmarTable): Uint8Array {
  const { header, structures, trailing } = table;
  let size = HEADER_LENGTH;
  for (const structure of structures) size += encodedLength(structure);
  if (trailing !== undefined) size += trailing.length;

  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  const length = header.lengthOverride ?? size;
  writeHeader(bytes, view, header, length);
  let offset = HEADER_LENGTH;
  for (const structure of structures) offset = writeStructure(bytes, view, offset, structure);
  if (trailing !== undefined) bytes.set(trailing, offset);
  setByte(view, CHECKSUM_OFFSET, header.checksumOverride ?? rightChecksum(bytes, tableEnd(size, length)));
  return bytes;
}

/** The number of bytes that a structure occupies, whatever its Length field says. */
export function encodedLength(structure: DmarStructure): number {
  const rest = structure.rest === undefined ? 0 : structure.rest.length;
  switch (structure.kind) {
    case "drhd":
    case "rmrr":
    case "atsr":
    case "satc":
    case "sidp":
      return FIXED_LENGTHS[structure.kind] + scopesLength(structure.scopes) + rest;
    case "rhsa":
      return FIXED_LENGTHS.rhsa + rest;
    case "andd":
      return FIXED_LENGTHS.andd + structure.objectName.length + 1 + rest;
    case "opaque":
      return STRUCTURE_HEADER_LENGTH + structure.content.length + rest;
    default:
      return structure satisfies never;
  }
}

function scopesLength(scopes: readonly DeviceScope[]): number {
  let length = 0;
  for (const scope of scopes) length += scopeLength(scope);
  return length;
}

function scopeLength(scope: DeviceScope): number {
  return SCOPE_FIXED_LENGTH + 2 * scope.path.length + (scope.rest === undefined ? 0 : scope.rest.length);
}

function writeHeader(bytes: Uint8Array, view: DataView, header: DmarHeader, length: number): void {
  writeText(bytes, 0, 4, header.signatureOverride ?? SIGNATURE);
  setDoubleWord(view, 4, length);
  setByte(view, 8, header.revision);
  writeText(bytes, 10, 6, header.oemId);
  writeText(bytes, 16, 8, header.oemTableId);
  setDoubleWord(view, 24, header.oemRevision);
  writeText(bytes, 28, 4, header.creatorId);
  setDoubleWord(view, 32, header.creatorRevision);
  setByte(view, 36, header.hostAddressWidth);
  setByte(view, 37, header.flags);
  if (header.reserved === undefined) return;
  if (header.reserved.length !== 10) throw new RangeError(`${header.reserved.length} reserved bytes for a field of 10`);
  bytes.set(header.reserved, 38);
}

/** Writes a structure and returns the offset after it. */
function writeStructure(bytes: Uint8Array, view: DataView, start: number, structure: DmarStructure): number {
  let end: number;
  switch (structure.kind) {
    case "drhd":
      setWord(view, start, STRUCTURE_TYPES.drhd);
      setByte(view, start + 4, structure.flags);
      setByte(view, start + 5, structure.size);
      setWord(view, start + 6, structure.segment);
      setQuadWord(view, start + 8, structure.registerBase);
      end = writeScopes(bytes, view, start + FIXED_LENGTHS.drhd, structure.scopes);
      break;
    case "rmrr":
      setWord(view, start, STRUCTURE_TYPES.rmrr);
      setWord(view, start + 4, structure.reserved);
      setWord(view, start + 6, structure.segment);
      setQuadWord(view, start + 8, structure.base);
      setQuadWord(view, start + 16, structure.limit);
      end = writeScopes(bytes, view, start + FIXED_LENGTHS.rmrr, structure.scopes);
      break;
    case "atsr":
    case "satc":
      setWord(view, start, STRUCTURE_TYPES[structure.kind]);
      setByte(view, start + 4, structure.flags);
      setByte(view, start + 5, structure.reserved);
      setWord(view, start + 6, structure.segment);
      end = writeScopes(bytes, view, start + FIXED_LENGTHS[structure.kind], structure.scopes);
      break;
    case "rhsa":
      setWord(view, start, STRUCTURE_TYPES.rhsa);
      setDoubleWord(view, start + 4, structure.reserved);
      setQuadWord(view, start + 8, structure.registerBase);
      setDoubleWord(view, start + 16, structure.proximityDomain);
      end = start + FIXED_LENGTHS.rhsa;
      break;
    case "andd":
      setWord(view, start, STRUCTURE_TYPES.andd);
      setWord(view, start + 4, structure.reserved & 0xffff);
      setByte(view, start + 6, structure.reserved >>> 16);
      setByte(view, start + 7, structure.acpiDeviceNumber);
      writeText(bytes, start + FIXED_LENGTHS.andd, structure.objectName.length, structure.objectName);
      end = start + FIXED_LENGTHS.andd + structure.objectName.length + 1;
      break;
    case "sidp":
      setWord(view, start, STRUCTURE_TYPES.sidp);
      setWord(view, start + 4, structure.reserved);
      setWord(view, start + 6, structure.segment);
      end = writeScopes(bytes, view, start + FIXED_LENGTHS.sidp, structure.scopes);
      break;
    case "opaque":
      setWord(view, start, structure.type);
      bytes.set(structure.content, start + STRUCTURE_HEADER_LENGTH);
      end = start + STRUCTURE_HEADER_LENGTH + structure.content.length;
      break;
    default:
      return structure satisfies never;
  }
  end = writeRest(bytes, end, structure.rest);
  setWord(view, start + 2, structure.lengthOverride ?? end - start);
  return end;
}

function writeScopes(bytes: Uint8Array, view: DataView, start: number, scopes: readonly DeviceScope[]): number {
  let offset = start;
  for (const scope of scopes) {
    setByte(view, offset, scope.type);
    setByte(view, offset + 1, scope.lengthOverride ?? scopeLength(scope));
    setWord(view, offset + 2, scope.flags);
    setByte(view, offset + 4, scope.enumerationId);
    setByte(view, offset + 5, scope.startBus);
    offset += SCOPE_FIXED_LENGTH;
    for (const hop of scope.path) {
      setByte(view, offset, hop.device);
      setByte(view, offset + 1, hop.function);
      offset += 2;
    }
    offset = writeRest(bytes, offset, scope.rest);
  }
  return offset;
}

function writeRest(bytes: Uint8Array, offset: number, rest: Uint8Array | undefined): number {
  if (rest === undefined) return offset;
  bytes.set(rest, offset);
  return offset + rest.length;
}

/** Writes one byte per character; the rest, up to `size`, stays zero. */
function writeText(bytes: Uint8Array, offset: number, size: number, text: string): void {
  if (text.length > size) throw new RangeError(`"${text}" has more than ${size} characters`);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0xff) throw new RangeError(`"${text}" has a character of more than one byte`);
    bytes[offset + index] = code;
  }
}

function setByte(view: DataView, offset: number, value: number): void {
  if ((value & 0xff) !== value) throw misfit(offset, value, 1);
  view.setUint8(offset, value);
}

function setWord(view: DataView, offset: number, value: number): void {
  if ((value & 0xffff) !== value) throw misfit(offset, value, 2);
  view.setUint16(offset, value, true);
}

function setDoubleWord(view: DataView, offset: number, value: number): void {
  if (value >>> 0 !== value) throw misfit(offset, value, 4);
  view.setUint32(offset, value, true);
}

function setQuadWord(view: DataView, offset: number, value: bigint): void {
  // Measurably cheaper than reading back, and than comparing with both ends of the range.
  if (BigInt.asUintN(64, value) !== value) throw misfit(offset, value, 8);
  view.setBigUint64(offset, value, true);
}

function misfit(offset: number, value: number | bigint, size: number): RangeError {
  return new RangeError(`${value} does not fit the field of ${size} bytes at offset ${offset} of the table`);
}
