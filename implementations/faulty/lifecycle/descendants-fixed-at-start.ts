/** What is below a bridge has to be determined at the time of the query. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  #atStart: ReadonlySet<string> = new Set();

  override start(): this | "no-memory" {
    this.#atStart = new Set(this.platform.functions.filter((fn) => fn.absent !== true).map((fn) => fn.label));
    return super.start();
  }

  protected override slotCovers(named: PciFunction, device: Device): boolean {
    return named.label === device.label || (this.#atStart.has(device.label) && this.isDownstream(device, named));
  }
}

export const descendantsFixedAtStart: FaultyVariant = faultyVariant(Driver, {
  name: "descendants-fixed-at-start",
  description:
    "The functions below a named bridge are listed when the driver starts, so functions added there later are missed.",
  killedBy: { requirement: "lifecycle/subtree", outcome: "fail" },
});
