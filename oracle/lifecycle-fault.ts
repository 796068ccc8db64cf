/** What can be wrong with the answers about functions that are added and removed. */

import type { AddressRange } from "../model/region.ts";
import type { WitnessRegion } from "../model/verdict.ts";
import type { LifecyclePart } from "./lifecycle-queries.ts";

/**
 * The kinds of fault.
 *
 * A function that came: `not-covered-after-arrival`, `denied-after-arrival` if it is asked for an RMRR,
 * `not-downstream-after-arrival`, `group-lacks-arrival`.
 *
 * One that is not there: `covered-while-absent`, `affirmed-while-absent`, `group-keeps-absent`.
 *
 * One that stayed: `lost-with-another`, `denied-with-another`; `changed-with-another` what it was given rightly before.
 *
 * The step that tells of it: `not-taken-in`, `not-let-go`.
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
