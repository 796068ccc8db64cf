/** Platforms that several tests of implementations share. */

import type { AnddStructure } from "../../model/dmar/table.ts";
import type { PciFunction } from "../../model/platform.ts";
import { bridge, endpoint, type PlatformParts, VGA, XHCI } from "./hand-made.ts";

/** A root port with a switch of one port and a network controller behind it, and a sibling that is an endpoint. */
export function rootPortPlatform(): { functions: PciFunction[] } {
  return {
    functions: [
      bridge("port", "0:1c.0", [1, 3]),
      bridge("upstream", "1:0.0", [2, 3], { parent: "port" }),
      bridge("downstream", "2:0.0", [3, 3], { parent: "upstream" }),
      endpoint("nic", "3:0.0", { parent: "downstream" }),
      bridge("sibling port", "0:1d.0", [4, 4]),
      endpoint("sibling", "4:0.0", { parent: "sibling port" }),
    ],
  };
}

/** One device of each kind that the rules tell apart, on the root bus. */
export function kindsOfDevices(): Required<Pick<PlatformParts, "functions" | "otherDevices">> {
  return {
    functions: [
      endpoint("graphics", "0:2.0", { classCode: VGA }),
      endpoint("usb", "0:14.0", { classCode: XHCI }),
      endpoint("isa", "0:1f.0", { classCode: 0x060100 }),
      endpoint("nic", "0:19.0"),
    ],
    otherDevices: [{ kind: "other", label: "uart", acpiName: "\\_SB.UART" }],
  };
}

export const anddStructure: AnddStructure = {
  kind: "andd",
  reserved: 0,
  acpiDeviceNumber: 1,
  objectName: "\\_SB.UART",
};
