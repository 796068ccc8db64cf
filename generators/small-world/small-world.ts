/** What an enumeration is: every case up to a bound, each with a number. */

import type { Plan } from "../plan.ts";
import type { StreamName } from "../streams.ts";
import type { Numbered } from "./numbered.ts";

export interface SmallWorld {
  /** In kebab-case; unlike the name of any stream. */
  readonly name: string;
  /** The requirements that listen to these streams listen to it. */
  readonly heardAs: readonly StreamName[];
  /** What is enumerated, up to which bound. */
  readonly bound: string;
  /** What there would be up to the same counts, and is left out. */
  readonly leftOut: string;
  /** What is counted once. */
  readonly symmetry: string;
  /** Every case, the least first. */
  readonly plans: Numbered<Plan>;
  /** How many cases there are if none is left out for being symmetric to another. */
  readonly beforeSymmetry: number;
}
