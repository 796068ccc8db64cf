/** What was seen of a few steps, each written down with how it ended. */

import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { Observations } from "../../oracle/observations.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { type PlatformParts, scenario } from "../reference/hand-made.ts";

/** A step, and how it ended. */
export type Happening = readonly [Step, StepResult];

/** Just these steps: what closes a scenario otherwise would be a further look at every list. */
export function observed(
  parts: PlatformParts,
  happenings: readonly Happening[],
  switches: Partial<Profile> = {},
  observesMemory = false,
): Observations {
  const of = { ...scenario(parts), steps: happenings.map(([step]) => step) };
  const steps = happenings.map(([, result]) => result);
  return new Observations(new ScenarioFacts(of, { ...LINUX_PROFILE, ...switches }), { steps, observesMemory });
}
