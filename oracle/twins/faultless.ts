/** The guard of all twins: a scenario whose table has no fault, because the handling of a faulty one is unspecified. */

import { findFaults } from "../../model/dmar/faults.ts";
import { findPlatformFaults } from "../../model/dmar/platform-faults.ts";
import type { ScenarioFacts } from "../scenario-facts.ts";

/** True if the firmware made no mistake. Start buses that are not root buses are handled by the twins themselves. */
export function isFaultless(facts: ScenarioFacts): boolean {
  return facts.derive(lookForFaults).none;
}

function lookForFaults({ scenario, table }: ScenarioFacts): { readonly none: boolean } {
  const { platform } = scenario;
  if (findFaults(platform.dmar, table).length > 0) return { none: false };
  return { none: findPlatformFaults(platform, table).every(({ code }) => code === "start-bus-not-root") };
}
