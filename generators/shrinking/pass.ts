/** A pass of the shrinker: one way of making a plan simpler. */

import type { Plan } from "../plan.ts";

export interface Pass {
  readonly name: string;
  /** Simpler plans, the simplest and boldest first; each strictly smaller by `measure`. */
  candidates(plan: Plan): Iterable<Plan>;
}
