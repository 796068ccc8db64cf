/** The functions of one device are different devices to the IOMMU. */

import type { PathHop } from "../../../model/dmar/table.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override hopNames(hop: PathHop | undefined, fn: PathHop | undefined): boolean {
    return hop !== undefined && fn !== undefined && hop.device === fn.device;
  }
}

export const functionNumberIgnored: FaultyVariant = faultyVariant(Driver, {
  name: "function-number-ignored",
  description: "Only the device number of a hop is compared, so function 0 answers for every function of the device.",
  killedBy: { requirement: "coverage/nothing-else", outcome: "fail" },
});
