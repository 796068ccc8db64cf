/** Faulty implementations that do too much or too little with the regions of a group's members. */

import { absentMembersListed } from "./group/absent-members-listed.ts";
import { directHiddenByRelaxable } from "./group/direct-hidden-by-relaxable.ts";
import { domainWithoutMemory } from "./group/domain-without-memory.ts";
import { firstMemberSpeaksForAll } from "./group/first-member-speaks-for-all.ts";
import { interruptWindowHandedOutForDma } from "./group/interrupt-window-handed-out-for-dma.ts";
import { interruptWindowMapped } from "./group/interrupt-window-mapped.ts";
import { largePagesMapped } from "./group/large-pages-mapped.ts";
import { largeRegionCutToLargePages } from "./group/large-region-cut-to-large-pages.ts";
import { lastMemberForgotten } from "./group/last-member-forgotten.ts";
import { lastPageHandedOutForDma } from "./group/last-page-handed-out-for-dma.ts";
import { lastPageNotMapped } from "./group/last-page-not-mapped.ts";
import { mappedForReadingOnly } from "./group/mapped-for-reading-only.ts";
import { memberListsNotPut } from "./group/member-lists-not-put.ts";
import { nothingMapped } from "./group/nothing-mapped.ts";
import { onlyDirectMapped } from "./group/only-direct-mapped.ts";
import { onlyTheFirstMemberKeptFromDma } from "./group/only-the-first-member-kept-from-dma.ts";
import { onlyTheFirstMemberMapped } from "./group/only-the-first-member-mapped.ts";
import { pageZeroMappedTwice } from "./group/page-zero-mapped-twice.ts";
import { pagesMappedTwice } from "./group/pages-mapped-twice.ts";
import { partlyMappedRegionSkipped } from "./group/partly-mapped-region-skipped.ts";
import { relaxableHandedOutForDma } from "./group/relaxable-handed-out-for-dma.ts";
import { relaxableHiddenByDirect } from "./group/relaxable-hidden-by-direct.ts";
import { singleMemberNotMerged } from "./group/single-member-not-merged.ts";
import { startRoundedUp } from "./group/start-rounded-up.ts";
import { textEndExclusive } from "./group/text-end-exclusive.ts";
import { textMemberByMember } from "./group/text-member-by-member.ts";
import { textOfAWholePage } from "./group/text-of-a-whole-page.ts";
import { textOfSixtyFourRegions } from "./group/text-of-sixty-four-regions.ts";
import { textPastThePage } from "./group/text-past-the-page.ts";
import { textShowsRelaxableAsDirect } from "./group/text-shows-relaxable-as-direct.ts";
import { textWithoutLeadingZeros } from "./group/text-without-leading-zeros.ts";
import type { FaultyVariant } from "./faulty-variant.ts";

export const GROUP_FAULTS: readonly FaultyVariant[] = [
  firstMemberSpeaksForAll,
  lastMemberForgotten,
  relaxableHiddenByDirect,
  textEndExclusive,
  textWithoutLeadingZeros,
  textShowsRelaxableAsDirect,
  textPastThePage,
  nothingMapped,
  onlyDirectMapped,
  pagesMappedTwice,
  lastPageNotMapped,
  partlyMappedRegionSkipped,
  onlyTheFirstMemberKeptFromDma,
  relaxableHandedOutForDma,
  interruptWindowHandedOutForDma,
  absentMembersListed,
  directHiddenByRelaxable,
  singleMemberNotMerged,
  memberListsNotPut,
  textOfSixtyFourRegions,
  textOfAWholePage,
  textMemberByMember,
  mappedForReadingOnly,
  startRoundedUp,
  onlyTheFirstMemberMapped,
  pageZeroMappedTwice,
  largePagesMapped,
  interruptWindowMapped,
  lastPageHandedOutForDma,
  largeRegionCutToLargePages,
  domainWithoutMemory,
];
