/** Whether the abilities that an adapter lists agree with what it does. */

import type { Scenario } from "../../../model/scenario.ts";
import type { Trace } from "../../../model/trace.ts";
import { abilityForStep, type Ability } from "../abilities.ts";

export interface AbilityMismatch {
  readonly ability: Ability;
  /** True if it was listed but is missing, false if it is there but was not listed. */
  readonly listed: boolean;
  /** Index of the step that shows it; left out if the trace as a whole shows it. */
  readonly step?: number;
}

/** The mismatches in a trace, each ability once. */
export function abilityMismatches(
  abilities: readonly Ability[],
  scenario: Scenario,
  trace: Trace,
): readonly AbilityMismatch[] {
  const listed = new Set(abilities);
  const found = new Map<Ability, AbilityMismatch>();
  const note = (ability: Ability, step?: number): void => {
    if (found.has(ability)) return;
    const mismatch = { ability, listed: listed.has(ability) };
    found.set(ability, step === undefined ? mismatch : { ...mismatch, step });
  };
  const got = new Set<string>();
  let seesRegions = false;
  /** Who could not be started again answers as it likes. */
  let isStopped = false;
  for (const [index, result] of trace.steps.entries()) {
    const step = scenario.steps[index];
    if (step === undefined) break;
    if (step.do === "get") got.add(step.list);
    const ability = abilityForStep(step, step.do === "put" && got.has(step.list));
    if (isStopped && step.do !== "restart") continue;
    if (step.do === "restart") isStopped = result.status === "no-memory";
    if (ability !== undefined && listed.has(ability) === (result.status === "unsupported")) note(ability, index);
    if (result.events?.some(({ event }) => event === "foreign-read") && !listed.has("foreign-reads")) {
      note("foreign-reads", index);
    }
    seesRegions ||= result.regions !== undefined && result.regions.length > 0;
  }
  // Without a region, nothing about memory can be observed.
  if (seesRegions && trace.ended === undefined && trace.observesMemory !== listed.has("memory")) note("memory");
  return [...found.values()];
}
