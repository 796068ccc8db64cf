/** What can be wrong with the list, the sysfs text and the DMA domain of a group. */

import type { WitnessRegion } from "../model/verdict.ts";

/**
 * The kinds of fault.
 *
 * List:
 * - `member-left-out`: everything that only one member has is missing
 * - `addresses-missing`: other addresses are missing
 * - `absent-member-listed`: extra addresses belong to an absent member
 * - `addresses-of-nobody`: other extra addresses
 * - `otherwise-merged`: the list differs from inserting the members' lists one by one
 * - `direct-hidden`, `relaxable-hidden`: of an address that is direct for one member and relaxable for another, this
 *   type is missing
 *
 * Sysfs text:
 * - `longer-than-a-page`, `line-format`, `cut-short`: of the text as a whole
 * - `wrong-address`, `wrong-type-in-text`, `line-missing`, `line-of-nothing`, `lines-in-another-order`: of its lines
 *
 * Mappings of the DMA domain:
 * - `direct-not-mapped`, `relaxable-not-mapped`, `partly-mapped`, `mapped-twice`, `wrong-access`: of pages that must be
 *   mapped
 * - `interrupt-window-mapped`, `foreign-page-mapped`: of pages that must not be mapped
 *
 * Allocation of DMA addresses:
 * - `direct-handed-out`, `relaxable-handed-out`, `interrupt-window-handed-out`, `partly-handed-out`: reserved addresses
 *   can be allocated
 */
export type GroupFaultKind =
  | "member-left-out"
  | "addresses-missing"
  | "absent-member-listed"
  | "addresses-of-nobody"
  | "otherwise-merged"
  | "direct-hidden"
  | "relaxable-hidden"
  | "longer-than-a-page"
  | "line-format"
  | "cut-short"
  | "wrong-address"
  | "wrong-type-in-text"
  | "line-missing"
  | "line-of-nothing"
  | "lines-in-another-order"
  | "direct-not-mapped"
  | "relaxable-not-mapped"
  | "partly-mapped"
  | "mapped-twice"
  | "wrong-access"
  | "interrupt-window-mapped"
  | "foreign-page-mapped"
  | "direct-handed-out"
  | "relaxable-handed-out"
  | "interrupt-window-handed-out"
  | "partly-handed-out";

export interface GroupFault {
  readonly kind: GroupFaultKind;
  readonly step: number;
  /** Label of the member where it is visible. */
  readonly device?: string;
  readonly list?: string;
  readonly otherList?: string;
  readonly expected?: readonly WitnessRegion[] | string;
  readonly received?: readonly WitnessRegion[] | string;
}
