/** PCI_DEVFN() keeps five bits of the device number and three of the function number, whatever it is given. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override parseScope(table: DataView, offset: number, length: number): UnitScope {
    const { path, ...scope } = super.parseScope(table, offset, length);
    return { ...scope, path: path.map((hop) => ({ device: hop.device & 31, function: hop.function & 7 })) };
  }
}

export const hopCutToItsBits: FaultyVariant = faultyVariant(Driver, {
  name: "hop-cut-to-its-bits",
  description: "A hop with a device above 31 or a function above 7 is masked, and names whatever its low bits give.",
  killedBy: { requirement: "firmware/no-invented-coverage", rule: "impossible-hop", outcome: "fail" },
});
