/** Plans with other steps: a step that refers to a list that is no longer alive is removed too. */

import type { DeviceReference, Plan, PlanStep } from "../plan.ts";

export function withSteps(plan: Plan, steps: readonly PlanStep[]): Plan {
  const live = new Set<number>();
  const kept = steps.filter((step) => {
    switch (step.do) {
      case "get":
      case "group":
        if (live.has(step.list)) return false;
        live.add(step.list);
        return true;
      case "put":
        return live.delete(step.list);
      case "read":
      case "scribble":
      case "empty":
        return live.has(step.list);
      case "insert":
        live.add(step.list);
        return true;
      case "insert-all-of":
        if (!live.has(step.source) || step.source === step.list) return false;
        live.add(step.list);
        return true;
      case "show":
      case "map":
      case "attach":
      case "ask":
      case "add":
      case "remove":
      case "fail-allocations":
        return true;
      case "restart":
        // Realising puts back every list before it.
        live.clear();
        return true;
      default:
        return step satisfies never;
    }
  });
  return { ...plan, steps: kept };
}

/** The lists of a plan, in the order in which they first occur. */
export function listsOf(plan: Plan): readonly number[] {
  const lists = new Set<number>();
  for (const step of plan.steps) if ("list" in step) lists.add(step.list);
  return [...lists];
}

/** Steps with other devices; a step that loses a device is removed. */
export function followDevices(
  steps: readonly PlanStep[],
  follow: (device: DeviceReference) => DeviceReference | undefined,
): readonly PlanStep[] {
  return steps.flatMap((step): PlanStep[] => {
    if (!("device" in step)) return [step];
    const device = follow(step.device);
    if (device === undefined) return [];
    if (!("bridge" in step)) return [{ ...step, device }];
    const bridge = follow(step.bridge);
    return bridge === undefined ? [] : [{ ...step, device, bridge }];
  });
}
