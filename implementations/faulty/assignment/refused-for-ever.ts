/** A state flag is set before it is known whether the operation succeeds. */

import type { IommuGroup } from "../../../model/platform.ts";
import type { AddressRange } from "../../../model/region.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  readonly #refused = new Set<string>();

  override attachGroup(
    group: IommuGroup,
    aperture: AddressRange,
    mappings: readonly AddressRange[],
  ): readonly AddressRange[] | "refused" | "no-memory" {
    if (this.#refused.has(group.label)) return "refused";
    const usable = super.attachGroup(group, aperture, mappings);
    if (usable === "refused") this.#refused.add(group.label);
    return usable;
  }
}

export const refusedForEver: FaultyVariant = faultyVariant(Driver, {
  name: "refused-for-ever",
  description: "A group refused once because of existing mappings is refused forever.",
  killedBy: { requirement: "assignment/usable-iova", outcome: "fail" },
});
