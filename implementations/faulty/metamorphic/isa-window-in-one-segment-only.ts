/** Machines with a floppy drive had one segment. */

import type { Device } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override appendWindows(device: Device, list: RegionList): Report {
    const hasWindow =
      device.kind !== "pci" || this.platform.functions.every(({ segment }) => segment === device.segment);
    return super.appendWindows(hasWindow ? device : { ...device, classCode: 0 }, list);
  }
}

export const isaWindowInOneSegmentOnly: FaultyVariant = faultyVariant(Driver, {
  name: "isa-window-in-one-segment-only",
  description: "An ISA bridge gets the first 16 MiB only on a machine with a single segment.",
  killedBy: { requirement: "metamorphic/added-segments", outcome: "fail" },
});
