/** What can be wrong with a request that ran out of memory, and with the same request repeated later. */

import type { WitnessRegion } from "../model/verdict.ts";
import type { Request } from "./planned-failures.ts";

/**
 * The kinds of fault.
 *
 * What a failed get leaves: `foreign-region` that the device is not due, `partial-region` of one that it is due,
 * `unfinished-region` whose type or protection is wrong.
 *
 * What a failed insertion leaves: `list-changed`; `not-a-prefix` of what several insertions would have made.
 *
 * What a failed group leaves: `foreign-addresses` that no member is due.
 *
 * Once there is memory again: `no-memory-afterwards` is reported all the same, and `lost-afterwards` is what is due.
 *
 * What is said: `insert-not-reported`, `group-not-reported`.
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
