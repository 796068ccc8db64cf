/** An enumeration: every case up to a bound, each with a number. */

import type { Plan } from "../plan.ts";
import type { StreamName } from "../streams.ts";
import type { Numbered } from "./numbered.ts";

export interface SmallWorld {
  /** In kebab-case; different from the name of any stream. */
  readonly name: string;
  /** Requirements that subscribe to these streams subscribe to it. */
  readonly heardAs: readonly StreamName[];
  /** What is enumerated, up to which bound. */
  readonly bound: string;
  /** What the bound would also allow, but is not enumerated. */
  readonly leftOut: string;
  /** Which cases are counted once. */
  readonly symmetry: string;
  /** Every case, the smallest first. */
  readonly plans: Numbered<Plan>;
  /** How many cases there would be if symmetric ones were not left out. */
  readonly beforeSymmetry: number;
}
