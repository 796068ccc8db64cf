/** What can be wrong with the answers about functions that are added and removed. */

import type { AddressRange } from "../model/region.ts";
import type { WitnessRegion } from "../model/verdict.ts";
import type { LifecyclePart } from "./lifecycle-queries.ts";

/**
 * The kinds of fault.
 *
 * A function that was added:
 * - `not-covered-after-arrival`: it does not get a region
 * - `denied-after-arrival`: it is said to have no RMRR
 * - `not-downstream-after-arrival`: it is not downstream of the bridge above it
 * - `group-lacks-arrival`: its regions are missing from the list of its group
 *
 * A function that is absent:
 * - `covered-while-absent`: it gets a region
 * - `affirmed-while-absent`: a predicate is true for it
 * - `group-keeps-absent`: the list of its group still has its regions
 *
 * A function that remained while another was removed:
 * - `lost-with-another`: it loses a region
 * - `denied-with-another`: it is said to have no RMRR
 * - `changed-with-another`: it now gets something else, having got the right regions before
 *
 * The step itself:
 * - `not-taken-in`, `not-let-go`: adding or removing the function was refused, or an unfounded shortage was reported
 */
export type LifecycleFaultKind =
  | "not-covered-after-arrival"
  | "denied-after-arrival"
  | "not-downstream-after-arrival"
  | "group-lacks-arrival"
  | "covered-while-absent"
  | "affirmed-while-absent"
  | "group-keeps-absent"
  | "lost-with-another"
  | "denied-with-another"
  | "changed-with-another"
  | "not-taken-in"
  | "not-let-go";

export interface LifecycleFault {
  readonly kind: LifecycleFaultKind;
  readonly part: LifecyclePart;
  readonly step: number;
  readonly device: string;
  readonly otherDevice?: string;
  readonly list?: string;
  readonly rmrr?: number;
  readonly scope?: number;
  readonly expected?: readonly AddressRange[] | boolean | string;
  readonly received?: readonly WitnessRegion[] | boolean | string;
}
