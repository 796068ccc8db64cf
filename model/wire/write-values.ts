/** How single values are written for the wire. */

import type { AddressRange } from "../region.ts";
import type { AddressWire, RangeWire } from "./wire-types.ts";

/** An address as a text: `0xfee00000`. */
export function addressToWire(address: bigint): AddressWire {
  return `0x${address.toString(16)}`;
}

export function rangeToWire(range: AddressRange): RangeWire {
  return { start: addressToWire(range.start), end: addressToWire(range.end) };
}

/** Bytes as lower-case hexadecimal digits. */
export function bytesToWire(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");
}

/** The type without `readonly`, for values that are built member by member. */
export type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };
