/** Decodes one structure of a DMAR table (VT-d 8.3 to 8.9) whose bounds are known. */

import { copyBytes } from "./copy-bytes.ts";
import { decodeText } from "./decode-header.ts";
import {
  FIXED_LENGTHS,
  SCOPE_FIXED_LENGTH,
  SCOPE_LEAST_LENGTH,
  STRUCTURE_HEADER_LENGTH,
  STRUCTURE_TYPES,
} from "./layout.ts";
import type { DeviceScope, DmarStructure, PathHop } from "./table.ts";

/** The structure in [start, end), which is at least 4 bytes long and lies within `bytes`. */
export function decodeStructure(bytes: Uint8Array, view: DataView, start: number, end: number): DmarStructure {
  const type = view.getUint16(start, true);
  const length = end - start;
  if (type === STRUCTURE_TYPES.rmrr && length >= FIXED_LENGTHS.rmrr) {
    const scopes: DeviceScope[] = [];
    const restStart = decodeScopes(view, start + FIXED_LENGTHS.rmrr, end, scopes);
    return withRest(bytes, restStart, end, {
      kind: "rmrr",
      reserved: view.getUint16(start + 4, true),
      segment: view.getUint16(start + 6, true),
      base: view.getBigUint64(start + 8, true),
      limit: view.getBigUint64(start + 16, true),
      scopes,
    });
  }
  if (type === STRUCTURE_TYPES.drhd && length >= FIXED_LENGTHS.drhd) {
    const scopes: DeviceScope[] = [];
    const restStart = decodeScopes(view, start + FIXED_LENGTHS.drhd, end, scopes);
    return withRest(bytes, restStart, end, {
      kind: "drhd",
      flags: view.getUint8(start + 4),
      size: view.getUint8(start + 5),
      segment: view.getUint16(start + 6, true),
      registerBase: view.getBigUint64(start + 8, true),
      scopes,
    });
  }
  if (
    (type === STRUCTURE_TYPES.atsr && length >= FIXED_LENGTHS.atsr) ||
    (type === STRUCTURE_TYPES.satc && length >= FIXED_LENGTHS.satc)
  ) {
    const scopes: DeviceScope[] = [];
    const restStart = decodeScopes(view, start + FIXED_LENGTHS.atsr, end, scopes);
    return withRest(bytes, restStart, end, {
      kind: type === STRUCTURE_TYPES.atsr ? "atsr" : "satc",
      flags: view.getUint8(start + 4),
      reserved: view.getUint8(start + 5),
      segment: view.getUint16(start + 6, true),
      scopes,
    });
  }
  if (type === STRUCTURE_TYPES.sidp && length >= FIXED_LENGTHS.sidp) {
    const scopes: DeviceScope[] = [];
    const restStart = decodeScopes(view, start + FIXED_LENGTHS.sidp, end, scopes);
    return withRest(bytes, restStart, end, {
      kind: "sidp",
      reserved: view.getUint16(start + 4, true),
      segment: view.getUint16(start + 6, true),
      scopes,
    });
  }
  if (type === STRUCTURE_TYPES.rhsa && length >= FIXED_LENGTHS.rhsa) {
    return withRest(bytes, start + FIXED_LENGTHS.rhsa, end, {
      kind: "rhsa",
      reserved: view.getUint32(start + 4, true),
      registerBase: view.getBigUint64(start + 8, true),
      proximityDomain: view.getUint32(start + 16, true),
    });
  }
  if (type === STRUCTURE_TYPES.andd) {
    const nameStart = start + FIXED_LENGTHS.andd;
    const nameLength = bytes.subarray(nameStart, end).indexOf(0);
    if (nameLength >= 0) {
      return withRest(bytes, nameStart + nameLength + 1, end, {
        kind: "andd",
        reserved: view.getUint16(start + 4, true) | (view.getUint8(start + 6) << 16),
        acpiDeviceNumber: view.getUint8(start + 7),
        objectName: decodeText(bytes, nameStart, nameLength),
      });
    }
  }
  return { kind: "opaque", type, content: copyBytes(bytes, start + STRUCTURE_HEADER_LENGTH, end) };
}

/**
 * Adds the scopes in [start, end) to `scopes`, up to the first whose Length is odd, below 8 or past `end`.
 * Returns the offset at which reading stopped.
 */
function decodeScopes(view: DataView, start: number, end: number, scopes: DeviceScope[]): number {
  let offset = start;
  while (end - offset >= SCOPE_LEAST_LENGTH) {
    const length = view.getUint8(offset + 1);
    if (length < SCOPE_LEAST_LENGTH || (length & 1) !== 0 || length > end - offset) break;
    const path: PathHop[] = [];
    const scopeEnd = offset + length;
    for (let hop = offset + SCOPE_FIXED_LENGTH; hop < scopeEnd; hop += 2) {
      path.push({ device: view.getUint8(hop), function: view.getUint8(hop + 1) });
    }
    scopes.push({
      type: view.getUint8(offset),
      flags: view.getUint16(offset + 2, true),
      enumerationId: view.getUint8(offset + 4),
      startBus: view.getUint8(offset + 5),
      path,
    });
    offset = scopeEnd;
  }
  return offset;
}

function withRest(bytes: Uint8Array, start: number, end: number, structure: DmarStructure): DmarStructure {
  return start < end ? { ...structure, rest: copyBytes(bytes, start, end) } : structure;
}
