/** A loop up to the greatest value of its counter never ends, because the next value is 0. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import type { RegionFields } from "../../../model/region.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

/** The greatest power of two that divides an address without extending past the end. */
function alignedPiece(start: bigint, end: bigint): bigint {
  let size = start === 0n ? 1n << 63n : start & -start;
  while (size > end - start + 1n) size >>= 1n;
  return size;
}

class Driver extends ReferenceDriver {
  protected override rmrrRegion(unit: RmrrUnit, device: Device, named: PciFunction): RegionFields {
    const region = super.rmrrRegion(unit, device, named);
    if (region.type === "direct-relaxable") this.#checkPieces(region);
    return region;
  }

  #checkPieces({ start, end }: RegionFields): void {
    for (let at = start; at <= end;) at = BigInt.asUintN(64, at + alignedPiece(at, end));
  }
}

export const rangeWalkWrapsAtTheTop: FaultyVariant = faultyVariant(Driver, {
  name: "range-walk-wraps-at-the-top",
  description:
    "A relaxable region is checked piece by piece, and after a piece at the top of the address space the walk wraps to 0 and never ends.",
  killedBy: { requirement: "coverage/exact-range", outcome: "hang" },
});
