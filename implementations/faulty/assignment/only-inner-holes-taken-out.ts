/** A region that extends past an end of the aperture shortens the aperture instead of leaving a hole in it. */

import type { AddressRange } from "../../../model/region.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override exclude(usable: readonly AddressRange[], hole: AddressRange): AddressRange[] {
    const isInner = usable.some(({ start, end }) => start < hole.start && hole.end < end);
    return isInner ? super.exclude(usable, hole) : [...usable];
  }
}

export const onlyInnerHolesTakenOut: FaultyVariant = faultyVariant(Driver, {
  name: "only-inner-holes-taken-out",
  description: "A region is excluded from the usable addresses only if it lies entirely inside them.",
  killedBy: { requirement: "assignment/usable-iova", outcome: "fail" },
});
