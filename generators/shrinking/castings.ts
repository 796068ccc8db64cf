/** Role assignments: steps in which each device is replaced by each function. */

import type { DeviceReference, PlanStep } from "../plan.ts";

/** With more roles than this, there would be too many assignments. */
const MOST_ASKED = 2;

/** The steps with every assignment of functions to their devices. */
export function castings(steps: readonly PlanStep[], functions: number): readonly (readonly PlanStep[])[] {
  const devices = new Set<DeviceReference>();
  for (const step of steps) {
    if ("device" in step) devices.add(step.device);
    if ("bridge" in step) devices.add(step.bridge);
  }
  if (devices.size > MOST_ASKED) return [];
  let found: ReadonlyMap<DeviceReference, number>[] = [new Map()];
  for (const device of devices) {
    found = found.flatMap((casting) =>
      Array.from({ length: functions }, (_, index) => new Map([...casting, [device, index]])),
    );
  }
  return found.map((casting) =>
    steps.map((step): PlanStep => {
      if (!("device" in step)) return step;
      const device = casting.get(step.device)!;
      return "bridge" in step ? { ...step, device, bridge: casting.get(step.bridge)! } : { ...step, device };
    }),
  );
}
