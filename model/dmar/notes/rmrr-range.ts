/** The range of an RMRR, if it is a valid one. */

import type { AddressRange } from "../../region.ts";
import { hexadecimal, type PlacedRmrr } from "./noted-table.ts";

/** False if Limit is not above Base, which is a fault and leaves no range to compare. */
export function hasRange({ structure }: PlacedRmrr): boolean {
  return structure.base < structure.limit;
}

export function overlaps({ structure }: PlacedRmrr, range: AddressRange): boolean {
  return structure.base <= range.end && range.start <= structure.limit;
}

/** `[0x100000, 0x1fffff]` */
export function rangeText({ structure }: PlacedRmrr): string {
  return `[${hexadecimal(structure.base)}, ${hexadecimal(structure.limit)}]`;
}
