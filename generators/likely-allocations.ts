/**
 * How many regions a get of a device creates, as far as a generator can tell: where failing an allocation is
 * worthwhile.
 */

import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../model/dmar/table.ts";
import { type DeviceReference, NONE, type PlanScope } from "./plan.ts";
import type { Sketch } from "./sketch.ts";

/** At least 1, for the interrupt window. */
export function likelyAllocations(sketch: Sketch, device: DeviceReference): number {
  if (device < 0) return 1;
  let count = 1;
  for (const { scopes } of sketch.rmrrs) if (scopes.some((scope) => isCovered(sketch, device, scope))) count++;
  return count;
}

function isCovered(sketch: Sketch, device: number, { type, at, tail, startBus }: PlanScope): boolean {
  if (at < 0 || tail.length > 0 || startBus !== NONE) return false;
  if (type === SCOPE_SUB_HIERARCHY) return at === device || sketch.isBelow(device, at);
  return type === SCOPE_ENDPOINT && at === device;
}
