/** Applies the damage of a plan to its table: first to the structures, then to the bytes. */

import { encodeTable } from "../model/dmar/encode.ts";
import { CHECKSUM_OFFSET, STRUCTURE_TYPES } from "../model/dmar/layout.ts";
import type { DmarHeader, DmarStructure, DmarTable, RmrrStructure } from "../model/dmar/table.ts";
import type { PlanDamage, PlanRmrr } from "./plan.ts";

/** The fixed fields of an RMRR after Type and Length, in bytes. */
const RMRR_FIELDS = 20;

/** An RMRR with the bytes after its scopes, or as much of it as its Length allows. */
export function damagedRmrr(rmrr: RmrrStructure, { rest, shortened }: PlanRmrr): DmarStructure {
  if (shortened !== undefined) {
    return { kind: "opaque", type: STRUCTURE_TYPES.rmrr, content: fieldsOf(rmrr).slice(0, shortened - 4) };
  }
  return rest === undefined ? rmrr : { ...rmrr, rest: Uint8Array.from(rest) };
}

function fieldsOf({ reserved, segment, base, limit }: RmrrStructure): Uint8Array {
  const fields = new Uint8Array(RMRR_FIELDS);
  const view = new DataView(fields.buffer);
  view.setUint16(0, reserved, true);
  view.setUint16(2, segment, true);
  view.setBigUint64(4, base, true);
  view.setBigUint64(12, limit, true);
  return fields;
}

/** The bytes of a damaged table. @throws RangeError if a value does not fit its field */
export function encodeDamaged({ header, structures }: DmarTable, damage: PlanDamage): Uint8Array {
  const { trailing = [], beyond = [], checksum = 0, cut = 0 } = damage;
  const whole = encodeTable({
    header: damagedHeader(header, damage),
    structures: reordered(structures, damage),
    ...(trailing.length + beyond.length === 0 ? {} : { trailing: Uint8Array.from([...trailing, ...beyond]) }),
  });
  const length = damage.length ?? whole.length - beyond.length;
  // A second pass sets the given Length, which takes the size of the table to encode.
  const bytes = withLength(whole, length);
  bytes[CHECKSUM_OFFSET] = (bytes[CHECKSUM_OFFSET]! + checksum) & 0xff;
  return cut === 0 ? bytes : bytes.slice(0, Math.max(0, bytes.length - cut));
}

function damagedHeader(header: DmarHeader, { signature, width }: PlanDamage): DmarHeader {
  return {
    ...header,
    ...(signature === undefined ? {} : { signatureOverride: signature }),
    ...(width === undefined ? {} : { hostAddressWidth: width }),
  };
}

function reordered(structures: readonly DmarStructure[], { order, noUnits }: PlanDamage): readonly DmarStructure[] {
  const left = noUnits ? structures.filter(({ kind }) => kind !== "drhd") : structures;
  switch (order) {
    case undefined:
      return left;
    case "reversed":
      return left.toReversed();
    case "rmrrs-first":
      return [...left.filter(({ kind }) => kind === "rmrr"), ...left.filter(({ kind }) => kind !== "rmrr")];
    default:
      return order satisfies never;
  }
}

/** The table with another Length, and a Checksum that is correct for the bytes that this Length counts. */
function withLength(bytes: Uint8Array, length: number): Uint8Array {
  if (length === bytes.length) return bytes;
  new DataView(bytes.buffer).setUint32(4, length, true);
  bytes[CHECKSUM_OFFSET] = 0;
  let sum = 0;
  for (const byte of bytes.subarray(0, length)) sum += byte;
  bytes[CHECKSUM_OFFSET] = -sum & 0xff;
  return bytes;
}
