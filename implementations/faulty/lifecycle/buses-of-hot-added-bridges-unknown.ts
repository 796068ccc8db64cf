/** The table of bus numbers is filled once, from the firmware's numbering. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  #numbered: ReadonlySet<string> = new Set();

  override start(): this | "no-memory" {
    this.#numbered = new Set(this.platform.functions.filter((fn) => fn.absent !== true).map((fn) => fn.label));
    return super.start();
  }

  protected override forwardsBus(bridge: PciFunction, bus: number): boolean {
    return this.#numbered.has(bridge.label) && super.forwardsBus(bridge, bus);
  }
}

export const busesOfHotAddedBridgesUnknown: FaultyVariant = faultyVariant(Driver, {
  name: "buses-of-hot-added-bridges-unknown",
  description: "The buses behind a hot-added bridge are not recorded, so nothing counts as being below it.",
  killedBy: { requirement: "lifecycle/subtree", outcome: "fail" },
});
