/**
 * The plan behind a scenario that was not drawn: one that was stored, written by hand or made by another version.
 *
 * With it, such a scenario shrinks like any other. `realise(planOf(scenario))` gives the scenario back if a generator
 * made it; otherwise the order of things may differ, and the shrinker finds out by trying whether the failure remains.
 */

import type { Scenario } from "../model/scenario.ts";
import { tryRealise } from "./realise.ts";
import { planPlatform } from "./plan-platform.ts";
import { planSteps } from "./plan-steps.ts";
import type { Plan } from "./plan.ts";
import { thaw } from "./thaw-table.ts";

/** The plan of a scenario; undefined for a value that is not a scenario, or whose hierarchy is impossible. */
export function planOf(value: unknown): Plan | undefined {
  if (!looksLikeScenario(value)) return undefined;
  const platform = planPlatform(value.platform);
  if (platform === undefined) return undefined;
  const { plan, labels } = platform;
  const steps = planSteps(value.steps, labels);
  if (steps === undefined) return undefined;
  const frozen: Plan = { ...plan, ...steps, table: value.platform.dmar };
  return thawedIfEqual(frozen, value.platform.dmar);
}

/** A table that the plan reproduces byte for byte need not be kept. */
function thawedIfEqual(frozen: Plan, dmar: Uint8Array): Plan {
  const thawed = thaw(frozen);
  const { header: _header, ...plain } = thawed;
  for (const candidate of [plain, thawed]) {
    const scenario = tryRealise(candidate);
    if (scenario !== undefined && equalBytes(scenario.platform.dmar, dmar)) return candidate;
  }
  return frozen;
}

function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

function looksLikeScenario(value: unknown): value is Scenario {
  if (typeof value !== "object" || value === null) return false;
  const { platform, steps } = value as Partial<Scenario>;
  if (typeof platform !== "object" || platform === null || !Array.isArray(steps)) return false;
  const { rootBuses, functions, otherDevices, groups, dmar } = platform as Partial<Scenario["platform"]>;
  return (
    [rootBuses, functions, otherDevices, groups].every((list) => Array.isArray(list)) && dmar instanceof Uint8Array
  );
}
