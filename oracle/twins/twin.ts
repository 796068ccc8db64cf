/**
 * Twins: scenarios that have to be answered as another one is, although something in them is different.
 *
 * A twin is a pure function of its scenario, so it is nowhere stored: whoever has the scenario has its twins, and
 * a counterexample that shrinks takes its twin along. Who compares a scenario with its twin needs to know nothing
 * about what the right answer is.
 */

import type { AddressRange } from "../../model/region.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { ObservedRegion } from "../../model/trace.ts";
import type { ScenarioFacts } from "../scenario-facts.ts";

export interface Twin {
  /** In kebab-case; the name under which its trace is kept, never used again for something else. */
  readonly name: string;
  /** What is different, to be read behind "when": "the RMRRs are in reverse order". */
  readonly difference: string;
  /** Whether a scenario has this twin: it would not be the same, and has to be answered alike. */
  applies(facts: ScenarioFacts): boolean;
  /** The twin, step for step; only to be asked for where it applies. */
  of(facts: ScenarioFacts): Scenario;
  /**
   * The range that a region of the scenario has in the twin. Left out if it is the same: only then are the
   * answers of consumers compared, which merge regions of several origins.
   */
  readonly translate?: (facts: ScenarioFacts) => (region: ObservedRegion) => AddressRange;
}
