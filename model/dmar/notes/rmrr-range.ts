/** The range of an RMRR, where it has one that can be spoken of. */

import type { AddressRange } from "../../region.ts";
import { hexadecimal, type PlacedRmrr } from "./noted-table.ts";

/** False for a Limit that is not above Base, which is a fault and leaves nothing to compare. */
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
