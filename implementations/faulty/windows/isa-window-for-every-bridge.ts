/** The class mask is too wide. */

import { BASE_CLASS_BRIDGE, baseClass, CLASS_ISA_BRIDGE } from "../../../model/class-code.ts";
import type { Device } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override appendWindows(device: Device, list: RegionList): Report {
    if (device.kind !== "pci" || baseClass(device.classCode) !== BASE_CLASS_BRIDGE)
      return super.appendWindows(device, list);
    return super.appendWindows({ ...device, classCode: CLASS_ISA_BRIDGE << 8 }, list);
  }
}

export const isaWindowForEveryBridge: FaultyVariant = faultyVariant(Driver, {
  name: "isa-window-for-every-bridge",
  description: "Every function of the bridge class gets the first 16 MiB, not just ISA bridges.",
  killedBy: { requirement: "windows/isa", outcome: "fail" },
});
