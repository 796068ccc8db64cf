/** What was seen of a few gets on a platform, in few words: who was asked, and what each was given. */

import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import { MSI_WINDOW, type RegionFields } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { Observations } from "../../oracle/observations.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { get, type PlatformParts, scenario } from "../reference/hand-made.ts";

/** A device that is asked, and what it is given beside the interrupt window; or a step that does what it should. */
export type Seen = readonly [device: string, ...given: readonly RegionFields[]] | Step;

export function seenGets(
  parts: PlatformParts,
  seen: readonly Seen[],
  switches: Partial<Profile> = {},
  change: (result: StepResult, step: number) => StepResult = (result) => result,
): Observations {
  const steps = seen.map((each, index): Step => ("do" in each ? each : get(each[0], `list${index}`)));
  const results = seen.map((each): StepResult => {
    if ("do" in each) return { status: "ok" };
    const [, ...given] = each;
    const regions = [...given, { ...MSI_WINDOW, type: "msi", protection: 0 } as const];
    return { status: "ok", regions: regions.map((fields, object) => ({ ...fields, object })) };
  });
  const facts = new ScenarioFacts({ ...scenario(parts), steps }, { ...LINUX_PROFILE, ...switches });
  return new Observations(facts, { steps: results.map(change), observesMemory: false });
}
