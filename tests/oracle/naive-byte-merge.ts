/**
 * A second judge of merging, for a handful of addresses: byte by byte.
 *
 * A byte is held if some region has it. It belongs together with the byte behind it if some region has both, or, for
 * those who join what touches, if both are held. What belongs together is one region.
 */

import { REGION_TYPES, type RegionFields } from "../../model/region.ts";
import type { NaiveRegion } from "./naive-merge.ts";

/**
 * What a list holds after these insertions, by start and then by type.
 *
 * @param first the first byte that a region may have
 * @param count how many bytes there are, from there on
 */
export function naiveByteMerge(
  inserted: readonly RegionFields[],
  joinsTouching: boolean,
  first: bigint,
  count: number,
): readonly NaiveRegion[] {
  const merged: NaiveRegion[] = [];
  // Byte after byte, and at each the types in their order: so the regions come in the order of a list.
  for (let byte = 0; byte < count; byte++) {
    for (const type of REGION_TYPES) {
      const regions = inserted.filter((region) => region.type === type);
      const has = (at: number, region: RegionFields): boolean =>
        at >= 0 && at < count && region.start <= first + BigInt(at) && first + BigInt(at) <= region.end;
      const isHeld = (at: number): boolean => regions.some((region) => has(at, region));
      const goesOn = (at: number): boolean =>
        regions.some((region) => has(at, region) && has(at + 1, region)) ||
        (joinsTouching && isHeld(at) && isHeld(at + 1));
      if (!isHeld(byte) || goesOn(byte - 1)) continue;
      let last = byte;
      while (goesOn(last)) last++;
      merged.push({ start: first + BigInt(byte), end: first + BigInt(last), type });
    }
  }
  return merged;
}
