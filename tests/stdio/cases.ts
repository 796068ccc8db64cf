/** Scenarios for tests of the protocol: what they mean does not matter, except for the one that is trouble. */

import type { Scenario } from "../../model/scenario.ts";

/** A scenario of two steps, with one function of this label. */
export function scenarioOf(label: string): Scenario {
  return {
    platform: {
      rootBuses: [{ segment: 0, bus: 0, lastBus: 0xff }],
      functions: [
        { kind: "pci", label, segment: 0, bus: 0, device: 2, function: 0, classCode: 0x0c0330, headerType: 0 },
      ],
      otherDevices: [],
      groups: [],
      dmar: new Uint8Array(48),
    },
    steps: [{ do: "get", device: label, list: "first" }, { do: "tear-down" }],
  };
}

/** `count` scenarios, one of which makes an adapter of the shelf show its fault. */
export function scenariosWithTrouble(count: number, troubleAt: number): Scenario[] {
  return Array.from({ length: count }, (_, index) => scenarioOf(index === troubleAt ? "trouble" : `case ${index}`));
}
