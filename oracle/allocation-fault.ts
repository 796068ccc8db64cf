/** What can be wrong with a request that ran out of memory, and with the same request repeated later. */

import type { WitnessRegion } from "../model/verdict.ts";
import type { Request } from "./planned-failures.ts";

/**
 * The kinds of fault.
 *
 * In the list that a failed get leaves:
 * - `foreign-region`: a region that does not belong to the device
 * - `partial-region`: only a part of a region of the device
 * - `unfinished-region`: a region with the wrong type or protection
 *
 * In the list that a failed insertion leaves:
 * - `list-changed`: the list is not as it was before
 * - `not-a-prefix`: the list is not the result of the first few of several insertions
 *
 * In the list that a failed group leaves:
 * - `foreign-addresses`: addresses that belong to no member
 *
 * Once there is memory again:
 * - `no-memory-afterwards`: a shortage is still reported
 * - `lost-afterwards`: a region of the device is still missing
 *
 * In the status:
 * - `insert-not-reported`, `group-not-reported`: success is reported although memory ran out
 */
export type AllocationFaultKind =
  | "foreign-region"
  | "partial-region"
  | "unfinished-region"
  | "list-changed"
  | "not-a-prefix"
  | "foreign-addresses"
  | "no-memory-afterwards"
  | "lost-afterwards"
  | "insert-not-reported"
  | "group-not-reported";

export interface AllocationFault {
  readonly kind: AllocationFaultKind;
  readonly request: Request;
  readonly step: number;
  readonly list: string;
  readonly device?: string;
  readonly expected?: readonly WitnessRegion[];
  readonly received?: readonly WitnessRegion[];
}
