/** What can be wrong with what is made of the regions of a group: its list, its text, its domain, its assignment. */

import type { WitnessRegion } from "../model/verdict.ts";

/**
 * The kinds of fault.
 *
 * List: `member-left-out` if all that a member alone has is missing, else `addresses-missing`; `absent-member-listed`
 * if what is too much is due to a member that is not there, else `addresses-of-nobody`; `otherwise-merged` than by
 * inserting the members' lists one by one. Of a range that is direct for one member and relaxable for another:
 * `direct-hidden`, `relaxable-hidden`.
 *
 * Text: `longer-than-a-page`, `line-format`, `cut-short`, and of single lines `wrong-address`, `wrong-type-in-text`,
 * `line-missing`, `line-of-nothing`, `lines-in-another-order`.
 *
 * Mappings: `direct-not-mapped`, `relaxable-not-mapped`, `partly-mapped`, `mapped-twice`, `wrong-access`; and of what
 * is mapped and need not be, `interrupt-window-mapped` and `foreign-page-mapped`.
 *
 * Addresses for DMA: `direct-handed-out`, `relaxable-handed-out`, `interrupt-window-handed-out`,
 * `partly-handed-out`.
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
