/** Bus numbers start over in every segment, so a range of them means nothing without the segment. */

import type { Device } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override isDownstream(device: Device, bridge: Device): boolean {
    if (device.kind !== "pci" || bridge.kind !== "pci") return false;
    return this.isPresent(device) && this.isPresent(bridge) && this.forwardsBus(bridge, device.bus);
  }
}

export const downstreamIgnoresSegment: FaultyVariant = faultyVariant(Driver, {
  name: "downstream-ignores-segment",
  description:
    "The bus number of a device is compared with the range of a bridge in another segment, as in Linux 5.3 to 7.2.",
  killedBy: { requirement: "coverage/same-segment", outcome: "fail" },
});
