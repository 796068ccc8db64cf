/**
 * Twins: scenarios that must be answered like another one although something in them differs.
 *
 * A twin is a pure function of its scenario, so it is never stored: the scenario determines its twins, and a shrinking
 * counterexample takes its twin along. Comparing a scenario with its twin requires no knowledge of the right answer.
 */

import type { AddressRange } from "../../model/region.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { ObservedRegion } from "../../model/trace.ts";
import type { ScenarioFacts } from "../scenario-facts.ts";

export interface Twin {
  /** In kebab-case; the name under which its trace is stored, never reused for something else. */
  readonly name: string;
  /** What differs, phrased to follow "when": "the RMRRs are in reverse order". */
  readonly difference: string;
  /** Whether a scenario has this twin: it differs from the scenario, and must be answered alike. */
  applies(facts: ScenarioFacts): boolean;
  /** The twin, step for step; only called where it applies. */
  of(facts: ScenarioFacts): Scenario;
  /**
   * The range that a region of the scenario has in the twin. Left out if it is unchanged: only then are the answers of
   * consumers compared, because they merge regions of several origins.
   */
  readonly translate?: (facts: ScenarioFacts) => (region: ObservedRegion) => AddressRange;
}
