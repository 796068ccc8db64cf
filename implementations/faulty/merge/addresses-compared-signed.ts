/** This is right for every address at which today's machines have memory. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override comesBefore(entry: RegionObject, copy: RegionObject): boolean {
    const order = BigInt.asIntN(64, entry.start) - BigInt.asIntN(64, copy.start);
    return order === 0n ? super.comesBefore(entry, copy) : order < 0n;
  }
}

export const addressesComparedSigned: FaultyVariant = faultyVariant(Driver, {
  name: "addresses-compared-signed",
  description:
    "Addresses are compared as signed numbers, so the upper half of the address space sorts before the lower half.",
  killedBy: { requirement: "merge/order", outcome: "fail" },
});
