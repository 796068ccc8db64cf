/**
 * Situations: what a scenario may be like, by name.
 *
 * They say what the generators have to reach (a least share of the cases of a stream), and they are the words in
 * which a known divergence says when it applies.
 */

import type { StreamName } from "../generators/streams.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";

export interface Situation {
  /** In kebab-case; never used again for something else. */
  readonly name: string;
  /** What holds of the scenario, a sentence. */
  readonly description: string;
  /** The stream that has to reach it in at least this share of its cases, 0 to 1; left out if none has to. */
  readonly reached?: { readonly stream: StreamName; readonly leastShare: number };
  holds(facts: ScenarioFacts): boolean;
}

/** The share that every situation has to reach, but for depth and single faults. */
export const USUAL_SHARE = 0.02;
/** The share of what is rare by nature: great depth, single faults. */
export const RARE_SHARE = 0.005;
