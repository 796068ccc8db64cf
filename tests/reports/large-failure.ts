/** The example failure on a hierarchy of thousands of functions: a root bus of bridges, and functions below each. */

import type { PciFunction } from "../../model/platform.ts";
import type { FailureLine } from "../../model/record.ts";
import { SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import { bridge, dmarTable, EXAMPLE_FAILURE, pciFunction, rmrr } from "./example-failure.ts";

/** Bridges that the root bus has, each with this many functions on its secondary bus. */
const BRIDGES = 200;

/** @param below functions below each of 200 bridges; the failure is about the last one of bridge 120 */
export function largeFailure(below: number): FailureLine {
  const functions: PciFunction[] = [];
  for (let index = 0; index < BRIDGES; index++) {
    const bus = index + 1;
    const [device, fn] = [index >> 3, index & 7];
    functions.push(bridge(`bridge${index}`, `0000:00:${device.toString(16)}.${fn}`, [bus, bus]));
    for (let leaf = 0; leaf < below; leaf++) {
      const address = `0000:${bus.toString(16)}:${(leaf >> 3).toString(16)}.${leaf & 7}`;
      functions.push(pciFunction(`leaf${index}-${leaf}`, address, { parent: `bridge${index}` }));
    }
  }
  const device = `leaf120-${below - 1}`;
  const [first, second, ...others] = EXAMPLE_FAILURE.trace.steps;
  return {
    ...EXAMPLE_FAILURE,
    witness: { ...EXAMPLE_FAILURE.witness, device, scope: 0 },
    scenario: {
      platform: {
        rootBuses: [{ segment: 0, bus: 0, lastBus: 0xff }],
        functions,
        otherDevices: [],
        groups: [],
        dmar: dmarTable([rmrr(0x7b000000n, 0x7b7fffffn, [[SCOPE_SUB_HIERARCHY, 0, [120 >> 3, 120 & 7]]])]),
      },
      steps: [
        { do: "get", device: "leaf7-0", list: "A" },
        { do: "get", device, list: "B" },
        { do: "ask", predicate: "downstream", device, bridge: "bridge120" },
        ...EXAMPLE_FAILURE.scenario.steps.slice(3),
      ],
    },
    trace: { ...EXAMPLE_FAILURE.trace, steps: [first!, second!, ...others] },
  };
}
