/** Downstream is strict: a scope also covers the bridge it names, but the predicate is only about what is below. */

import type { Device } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override isDownstream(device: Device, bridge: Device): boolean {
    return super.isDownstream(device, bridge) || (device.label === bridge.label && this.#isPciBridge(bridge));
  }

  #isPciBridge(device: Device): boolean {
    return device.kind === "pci" && device.headerType !== 0;
  }
}

export const bridgeDownstreamOfItself: FaultyVariant = faultyVariant(Driver, {
  name: "bridge-downstream-of-itself",
  description: "A bridge counts as downstream of itself.",
  killedBy: { requirement: "coverage/downstream-predicate", outcome: "fail" },
});
