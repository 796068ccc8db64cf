/** Platforms on which the rules of coverage are broken by hand. */

import type { DmarStructure, RmrrStructure } from "../../model/dmar/table.ts";
import type { OtherDevice, PciFunction } from "../../model/platform.ts";
import type { Scenario, Step } from "../../model/scenario.ts";
import { bridge, bridgeScope, endpoint, endpointScope, get, rmrr, scenario } from "../reference/hand-made.ts";
import { rootPortPlatform } from "../reference/platforms.ts";

export const A: bigint = 0x1000n;
export const A_END = 0x1fffn;
export const B = 0x8000n;
export const B_END = 0x8fffn;

/** A root port with a switch and a network card below it, and a sibling port. */
export const ports: PciFunction[] = rootPortPlatform().functions;
/** Two functions of one device, a third beside them, and a device that is not PCI. */
export const flat: PciFunction[] = [endpoint("nic", "0:2.0"), endpoint("nic1", "0:2.1"), endpoint("disk", "0:3.0")];
export const uart: OtherDevice = { kind: "other", label: "uart", acpiName: "\\_SB.UART" } as const;

/** A scenario on the flat platform, and one on the ports. */
export const onFlat = (structures: readonly DmarStructure[], ...steps: Step[]): Scenario =>
  scenario({ functions: flat, otherDevices: [uart], structures }, ...steps);
export const onPorts = (structures: readonly DmarStructure[], ...steps: Step[]): Scenario =>
  scenario({ functions: ports, structures }, ...steps);

/** Names `nic` of the flat platform. */
export const nicRmrr: RmrrStructure = rmrr(A, A_END, endpointScope(0, "2.0"));
/** The path of `nic` below the ports. */
export const deepPath = ["1c.0", "0.0", "0.0", "0.0"] as const;

/** Two segments with the same functions below the same port. */
export const twoSegments = (segment: number): Scenario =>
  scenario(
    {
      rootBuses: [
        { segment: 0, bus: 0, lastBus: 0xff },
        { segment, bus: 0, lastBus: 0xff },
      ],
      functions: [
        bridge("port", "0:1c.0", [1, 1]),
        endpoint("nic", "1:0.0", { parent: "port" }),
        { ...bridge("port'", "0:1c.0", [1, 1]), segment },
        { ...endpoint("nic'", "1:0.0", { parent: "port'" }), segment },
        { ...endpoint("disk'", "1:3.0", { parent: "port'" }), segment },
      ],
      structures: [rmrr(A, A_END, bridgeScope(0, "1c.0"))],
    },
    get("nic'"),
    get("disk'"),
  );

/** A physical function and its virtual function behind a port. */
export const virtual: PciFunction[] = [
  bridge("port", "0:1c.0", [1, 1]),
  endpoint("pf", "1:0.0", { parent: "port" }),
  endpoint("vf", "1:2.0", { parent: "port", physicalFunction: "pf" }),
];
