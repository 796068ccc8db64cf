/** What is made of the regions of a group: its list, its text, its DMA domain, its assignment. */

import type { AttachFaultKind } from "../../../oracle/attach-faults.ts";
import type { GroupFaultKind } from "../../../oracle/group-fault.ts";
import type { WitnessScene } from "../witness-scene.ts";
import type { SentencesOf } from "./sentence.ts";

/** Of a device, if one is named. */
function of(s: WitnessScene): string {
  return s.witness.device === undefined ? "" : ` of ${s.device()}`;
}

export const GROUPS: SentencesOf<GroupFaultKind> = {
  "member-left-out": (s) => `${s.listFirst()} has none of the regions that only ${s.device()} contributes`,
  "addresses-missing": (s) => `Addresses of a region${of(s)} are missing from ${s.list()}`,
  "absent-member-listed": (s) => `${s.listFirst()} has a region of ${s.device()}, a member of the group that is absent`,
  "addresses-of-nobody": (s) => `There are addresses in ${s.list()} that no member of the group has`,
  "otherwise-merged": (s) =>
    `${s.listFirst()} is not what inserting the lists of the members gives${s.witness.otherList === undefined ? "" : `, ${s.list(s.witness.otherList)}`}`,
  "direct-hidden": (s) =>
    `${s.listFirst()} shows a range as relaxable for another member, but not that it is direct for ${s.device()}`,
  "relaxable-hidden": (s) =>
    `${s.listFirst()} shows a range as direct for another member, but not that it is relaxable for ${s.device()}`,
  "longer-than-a-page": () => "The text is longer than the 4,095 characters that fit into a page",
  "line-format": () => "A line of the text is not two addresses of sixteen hexadecimal digits and a type",
  "cut-short": () => "The text ends before the page is full",
  "wrong-address": () => "An address in the text differs from the list",
  "wrong-type-in-text": () => "A type in the text differs from the list",
  "line-missing": () => "A region of the group has no line in the text",
  "line-of-nothing": () => "A line of the text is not for any region of the group",
  "lines-in-another-order": () => "The lines of the text are not in the order of the list",
  "direct-not-mapped": (s) => `A direct region${of(s)} is not mapped`,
  "relaxable-not-mapped": (s) => `A relaxable region${of(s)} is not mapped`,
  "partly-mapped": (s) => `Not every page of a region${of(s)} is mapped`,
  "mapped-twice": () => "A page is mapped twice",
  "wrong-access": (s) => `A page of a region${of(s)} is not mapped for reading and writing`,
  "interrupt-window-mapped": () => "Pages of the interrupt window are mapped",
  "foreign-page-mapped": () => "Pages are mapped that belong to no region of the group",
  "direct-handed-out": (s) => `Addresses of a direct region${of(s)} are handed out for DMA`,
  "relaxable-handed-out": (s) => `Addresses of a relaxable region${of(s)} are handed out for DMA`,
  "interrupt-window-handed-out": (s) => `Addresses of the interrupt window${of(s)} are handed out for DMA`,
  "partly-handed-out": (s) => `Some addresses of a region${of(s)} are handed out for DMA`,
};

export const ASSIGNMENTS: SentencesOf<AttachFaultKind> = {
  "locked-member-assigned": (s) =>
    `The group is assigned, although its member ${s.device()} is locked by a direct region`,
  "refused-without-lock": () => "Assigning the group is refused, although no member that is present is locked",
  "conflict-not-noticed": () => "The group is assigned, although an existing mapping overlaps one of its regions",
  "refused-without-conflict": () =>
    "Assigning the group is refused, although no existing mapping overlaps a region that counts",
  refused: () => "Assigning the group is refused without a reason",
  "direct-usable": () => "User space may map addresses of a direct region",
  "interrupt-window-usable": () => "User space may map addresses of the interrupt window",
  "beyond-aperture": () => "User space may map addresses beyond the aperture",
  "relaxable-taken": () => "A relaxable region is excluded from the addresses that user space may map",
  "addresses-taken": () => "Addresses are missing from those that user space may map, although no region is there",
  "listed-twice": () => "An address is listed twice among those that user space may map",
  "empty-range": () => "A range that ends before it starts is listed as one that user space may map",
};
