/** One member's buffer ends up where another member's RMRR is, in the domain they share. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override reservesAddressesOf(index: number): boolean {
    return index === 0;
  }
}

export const onlyTheFirstMemberKeptFromDma: FaultyVariant = faultyVariant(Driver, {
  name: "only-the-first-member-kept-from-dma",
  description:
    "Only the regions of the first member are excluded from DMA address allocation, as in Linux 4.12 to 7.2.",
  killedBy: { requirement: "group/dma-hole", outcome: "fail" },
});
