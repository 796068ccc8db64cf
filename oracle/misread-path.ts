/** Misreadings of a path, and the function that each of them leads to. */

import type { DeviceScope } from "../model/dmar/table.ts";
import type { PciFunction } from "../model/platform.ts";
import { NONE } from "./hierarchy.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

/**
 * The functions to which a path leads if its scope type is ignored, and a start bus that is not a root bus is taken for
 * a current bus number.
 */
export function naiveTargets(facts: ScenarioFacts, scope: DeviceScope, segment: number): readonly number[] {
  const { hierarchy } = facts;
  const { startBus, path } = scope;
  let reached = NONE;
  for (const { device, function: fn } of path) {
    if (reached !== NONE) reached = hierarchy.belowBridge(reached, device, fn);
    // On a root bus, that is the function there.
    else reached = hierarchy.byNumber(segment, startBus, device, fn);
    if (reached === NONE) break;
  }
  const last = path.at(-1)!;
  const byLastHop = hierarchy.byNumber(segment, startBus, last.device, last.function);
  return [reached, byLastHop].filter((index) => index !== NONE);
}

/**
 * How a function is found if the numbers of a path of several hops are taken for its number: the start bus and the last
 * hop, or one bus number more per hop and the last hop.
 */
export function misreadAsNumber(
  device: PciFunction,
  scope: DeviceScope,
): "number-of-last-hop" | "consecutive-bus-numbers" | undefined {
  if (scope.path.length < 2) return undefined;
  const last = scope.path.at(-1)!;
  if (device.device !== last.device || device.function !== last.function) return undefined;
  if (device.bus === scope.startBus) return "number-of-last-hop";
  return device.bus === scope.startBus + scope.path.length - 1 ? "consecutive-bus-numbers" : undefined;
}
