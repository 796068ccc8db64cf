/**
 * The shelf of faulty implementations: the reference with one mistake each.
 *
 * The suite is only worth what it catches. Each variant is a mistake that a real system shipped or that a reviewer
 * of such code would look for, and names the requirement that has to catch it. When an implementation fails, its
 * counterexamples are run against the shelf, to tell which known mistake it behaves like.
 */

import { apertureEndExclusive } from "./assignment/aperture-end-exclusive.ts";
import { apertureIgnored } from "./assignment/aperture-ignored.ts";
import { conflictNotNoticed } from "./assignment/conflict-not-noticed.ts";
import { conflictOnlyIfContained } from "./assignment/conflict-only-if-contained.ts";
import { everyRmrrLocksTheGroup } from "./assignment/every-rmrr-locks-the-group.ts";
import { interruptWindowUsable } from "./assignment/interrupt-window-usable.ts";
import { lastByteOfAHoleUsable } from "./assignment/last-byte-of-a-hole-usable.ts";
import { lockedDevicesAssigned } from "./assignment/locked-devices-assigned.ts";
import { onlyFirstMemberLookedAt } from "./assignment/only-first-member-looked-at.ts";
import { onlyInnerHolesTakenOut } from "./assignment/only-inner-holes-taken-out.ts";
import { onlyTheFirstMappingCompared } from "./assignment/only-the-first-mapping-compared.ts";
import { refusedForEver } from "./assignment/refused-for-ever.ts";
import { relaxableRegionsConflict } from "./assignment/relaxable-regions-conflict.ts";
import { relaxableTakenFromUserSpace } from "./assignment/relaxable-taken-from-user-space.ts";
import { touchingMappingsConflict } from "./assignment/touching-mappings-conflict.ts";
import { absentDeviceWarnedOf } from "./conduct/absent-device-warned-of.ts";
import { absentScopeEndsWalk } from "./coverage/absent-scope-ends-walk.ts";
import { ancestorsCoveredToo } from "./coverage/ancestors-covered-too.ts";
import { atMostTwoScopes } from "./coverage/at-most-two-scopes.ts";
import { baseOf32Bits } from "./coverage/base-of-32-bits.ts";
import { bridgeCoversOnlyItself } from "./coverage/bridge-covers-only-itself.ts";
import { bridgeDownstreamOfItself } from "./coverage/bridge-downstream-of-itself.ts";
import { bridgeNotCoveredItself } from "./coverage/bridge-not-covered-itself.ts";
import { bridgeScopesNotRead } from "./coverage/bridge-scopes-not-read.ts";
import { bridgesBelowNotCovered } from "./coverage/bridges-below-not-covered.ts";
import { deviceLookedUpByNumber } from "./coverage/device-looked-up-by-number.ts";
import { downstreamIgnoresSegment } from "./coverage/downstream-ignores-segment.ts";
import { emptySlotDereferenced } from "./coverage/empty-slot-dereferenced.ts";
import { enumerationIdTakenForStartBus } from "./coverage/enumeration-id-taken-for-start-bus.ts";
import { everyScopeTakenForAPath } from "./coverage/every-scope-taken-for-a-path.ts";
import { firstFunctionTakesTheRmrr } from "./coverage/first-function-takes-the-rmrr.ts";
import { firstRmrrWins } from "./coverage/first-rmrr-wins.ts";
import { firstScopeWins } from "./coverage/first-scope-wins.ts";
import { foreignScopeEndsWalk } from "./coverage/foreign-scope-ends-walk.ts";
import { functionNumberIgnored } from "./coverage/function-number-ignored.ts";
import { hasRmrrWithoutBridges } from "./coverage/has-rmrr-without-bridges.ts";
import { headerMismatchCovered } from "./coverage/header-mismatch-covered.ts";
import { laterRmrrOfTheSameRangeDropped } from "./coverage/later-rmrr-of-the-same-range-dropped.ts";
import { lengthOf32Bits } from "./coverage/length-of-32-bits.ts";
import { limitExclusive } from "./coverage/limit-exclusive.ts";
import { namespaceScopeTakenForAPath } from "./coverage/namespace-scope-taken-for-a-path.ts";
import { onlyChildrenCovered } from "./coverage/only-children-covered.ts";
import { onlyFirstHopUsed } from "./coverage/only-first-hop-used.ts";
import { onlyLastHopUsed } from "./coverage/only-last-hop-used.ts";
import { onlyOtherBridgesSuit } from "./coverage/only-other-bridges-suit.ts";
import { onlyRootBusZero } from "./coverage/only-root-bus-zero.ts";
import { pathOfFixedLength } from "./coverage/path-of-fixed-length.ts";
import { pathReadFromTheLeaf } from "./coverage/path-read-from-the-leaf.ts";
import { pathsResolvedByPresentNumber } from "./coverage/paths-resolved-by-present-number.ts";
import { rangeWalkWrapsAtTheTop } from "./coverage/range-walk-wraps-at-the-top.ts";
import { regionsReadOnly } from "./coverage/regions-read-only.ts";
import { scopeIgnoresSegment } from "./coverage/scope-ignores-segment.ts";
import { secondaryBusExclusive } from "./coverage/secondary-bus-exclusive.ts";
import { segmentCutTo16Bits } from "./coverage/segment-cut-to-16-bits.ts";
import { shorterPathDecides } from "./coverage/shorter-path-decides.ts";
import { siblingsOfTheBridgeCovered } from "./coverage/siblings-of-the-bridge-covered.ts";
import { startBusFallbackForLongerPaths } from "./coverage/start-bus-fallback-for-longer-paths.ts";
import { startBusFallbackMissing } from "./coverage/start-bus-fallback-missing.ts";
import { startBusIgnored } from "./coverage/start-bus-ignored.ts";
import { structureTypeCutTo8Bits } from "./coverage/structure-type-cut-to-8-bits.ts";
import { subordinateBusExclusive } from "./coverage/subordinate-bus-exclusive.ts";
import { subordinateBusNotCompared } from "./coverage/subordinate-bus-not-compared.ts";
import { virtualFunctionInherits } from "./coverage/virtual-function-inherits.ts";
import { virtualFunctionMatchedByNumber } from "./coverage/virtual-function-matched-by-number.ts";
import { virtualFunctionsLeftOut } from "./coverage/virtual-functions-left-out.ts";
import type { FaultyVariant } from "./faulty-variant.ts";
import { HISTORY_FAULTS } from "./history-faults.ts";
import { badRmrrDropsGoodOnes } from "./firmware/bad-rmrr-drops-good-ones.ts";
import { badScopeAbortsTheRest } from "./firmware/bad-scope-aborts-the-rest.ts";
import { rmrrsExpectedBehindTheUnits } from "./firmware/rmrrs-expected-behind-the-units.ts";
import { scopeReadPastItsStructure } from "./firmware/scope-read-past-its-structure.ts";
import { shortRmrrRead } from "./firmware/short-rmrr-read.ts";
import { structureReadPastTheTable } from "./firmware/structure-read-past-the-table.ts";
import { unknownStructureEndsWalk } from "./firmware/unknown-structure-ends-walk.ts";
import { zeroLengthScopeHangs } from "./firmware/zero-length-scope-hangs.ts";
import { zeroLengthStructureHangs } from "./firmware/zero-length-structure-hangs.ts";
import { absentMembersListed } from "./group/absent-members-listed.ts";
import { directHiddenByRelaxable } from "./group/direct-hidden-by-relaxable.ts";
import { bytesPastLengthRead } from "./firmware/bytes-past-length-read.ts";
import { hopCutToItsBits } from "./firmware/hop-cut-to-its-bits.ts";
import { misalignedRounded } from "./firmware/misaligned-rounded.ts";
import { misalignedSkipped } from "./firmware/misaligned-skipped.ts";
import { oddScopeRead } from "./firmware/odd-scope-read.ts";
import { tableLengthTrusted } from "./firmware/table-length-trusted.ts";
import { firstMemberSpeaksForAll } from "./group/first-member-speaks-for-all.ts";
import { interruptWindowHandedOutForDma } from "./group/interrupt-window-handed-out-for-dma.ts";
import { interruptWindowMapped } from "./group/interrupt-window-mapped.ts";
import { largePagesMapped } from "./group/large-pages-mapped.ts";
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
import { addressesComparedSigned } from "./merge/addresses-compared-signed.ts";
import { containedRegionOfAnotherTypeDropped } from "./merge/contained-region-of-another-type-dropped.ts";
import { equalStartsInOrderOfInsertion } from "./merge/equal-starts-in-order-of-insertion.ts";
import { equalStartsNotJoined } from "./merge/equal-starts-not-joined.ts";
import { freesTheCallersRegion } from "./merge/frees-the-callers-region.ts";
import { joinedEndNotTheGreatest } from "./merge/joined-end-not-the-greatest.ts";
import { joinedEntryReadAfterFree } from "./merge/joined-entry-read-after-free.ts";
import { leakOnMerge } from "./merge/leak-on-merge.ts";
import { linksTheCallersRegion } from "./merge/links-the-callers-region.ts";
import { onlyOneNeighbourJoined } from "./merge/only-one-neighbour-joined.ts";
import { outOfOrderAcrossTypes } from "./merge/out-of-order-across-types.ts";
import { overlappingJoinedAcrossTypes } from "./merge/overlapping-joined-across-types.ts";
import { touchWrapsAtTheTop } from "./merge/touch-wraps-at-the-top.ts";
import { touchingJoinedAcrossTypes } from "./merge/touching-joined-across-types.ts";
import { touchingKeptApart } from "./merge/touching-kept-apart.ts";
import { typeInBetweenKeepsApart } from "./merge/type-in-between-keeps-apart.ts";
import { widensTheCallersRegion } from "./merge/widens-the-callers-region.ts";
import { firstRmrrInheritedOnly } from "./metamorphic/first-rmrr-inherited-only.ts";
import { firstScopeInheritedOnly } from "./metamorphic/first-scope-inherited-only.ts";
import { flaggedScopeSkipped } from "./metamorphic/flagged-scope-skipped.ts";
import { halfUnderstoodRmrrNotInherited } from "./metamorphic/half-understood-rmrr-not-inherited.ts";
import { isaWindowForTheFirstIsaBridge } from "./metamorphic/isa-window-for-the-first-isa-bridge.ts";
import { isaWindowIfThereIsOneIsaBridge } from "./metamorphic/isa-window-if-there-is-one-isa-bridge.ts";
import { isaWindowInOneSegmentOnly } from "./metamorphic/isa-window-in-one-segment-only.ts";
import { isaWindowOnLowBusesOnly } from "./metamorphic/isa-window-on-low-buses-only.ts";
import { isaWindowUnlessReserved } from "./metamorphic/isa-window-unless-reserved.ts";
import { sharedRmrrNotInherited } from "./metamorphic/shared-rmrr-not-inherited.ts";
import { tableOf32Structures } from "./metamorphic/table-of-32-structures.ts";
import { cachedListHandedOut } from "./ownership/cached-list-handed-out.ts";
import { copiedFromTheFirstCaller } from "./ownership/copied-from-the-first-caller.ts";
import { putForgetsTheLast } from "./ownership/put-forgets-the-last.ts";
import { putFreesEveryListOfTheDevice } from "./ownership/put-frees-every-list-of-the-device.ts";
import { putFreesOnlyMsi } from "./ownership/put-frees-only-msi.ts";
import { putFreesOnlyReserved } from "./ownership/put-frees-only-reserved.ts";
import { putFreesTwice } from "./ownership/put-frees-twice.ts";
import { rmrrsGivenOutOnce } from "./ownership/rmrrs-given-out-once.ts";
import { secondGetIsEmpty } from "./ownership/second-get-is-empty.ts";
import { sharedRegionObject } from "./ownership/shared-region-object.ts";
import { classComparedWithoutBase } from "./relaxable/class-compared-without-base.ts";
import { classOfADeviceThatIsNotPci } from "./relaxable/class-of-a-device-that-is-not-pci.ts";
import { everyRmrrLocks } from "./relaxable/every-rmrr-locks.ts";
import { everySerialBus } from "./relaxable/every-serial-bus.ts";
import { fromTheRmrr } from "./relaxable/from-the-rmrr.ts";
import { fromTheScopesDevice } from "./relaxable/from-the-scopes-device.ts";
import { lockedWithoutBridges } from "./relaxable/locked-without-bridges.ts";
import { multimediaTakenForGraphics } from "./relaxable/multimedia-taken-for-graphics.ts";
import { nobodyRelaxable } from "./relaxable/nobody-relaxable.ts";
import { onlyVga } from "./relaxable/only-vga.ts";
import { onlyXhci } from "./relaxable/only-xhci.ts";
import { isaWindowDirect } from "./windows/isa-window-direct.ts";
import { isaWindowForEveryBridge } from "./windows/isa-window-for-every-bridge.ts";
import { msiOnlyForPci } from "./windows/msi-only-for-pci.ts";
import { msiWindowOfOnePage } from "./windows/msi-window-of-one-page.ts";

export type { FaultyVariant, KilledBy } from "./faulty-variant.ts";

/** Every variant, in the order of the families of requirements. */
export const FAULTY: readonly FaultyVariant[] = [
  // ownership
  sharedRegionObject,
  putFreesOnlyMsi,
  putFreesOnlyReserved,
  putForgetsTheLast,
  putFreesTwice,
  putFreesEveryListOfTheDevice,
  secondGetIsEmpty,
  rmrrsGivenOutOnce,
  cachedListHandedOut,
  copiedFromTheFirstCaller,
  // coverage
  bridgeCoversOnlyItself,
  bridgeNotCoveredItself,
  ancestorsCoveredToo,
  siblingsOfTheBridgeCovered,
  onlyChildrenCovered,
  bridgesBelowNotCovered,
  subordinateBusExclusive,
  secondaryBusExclusive,
  subordinateBusNotCompared,
  downstreamIgnoresSegment,
  scopeIgnoresSegment,
  deviceLookedUpByNumber,
  segmentCutTo16Bits,
  shorterPathDecides,
  onlyFirstHopUsed,
  onlyLastHopUsed,
  pathReadFromTheLeaf,
  pathOfFixedLength,
  startBusIgnored,
  onlyRootBusZero,
  pathsResolvedByPresentNumber,
  functionNumberIgnored,
  firstRmrrWins,
  firstScopeWins,
  firstFunctionTakesTheRmrr,
  atMostTwoScopes,
  laterRmrrOfTheSameRangeDropped,
  bridgeScopesNotRead,
  limitExclusive,
  lengthOf32Bits,
  baseOf32Bits,
  regionsReadOnly,
  emptySlotDereferenced,
  absentScopeEndsWalk,
  foreignScopeEndsWalk,
  namespaceScopeTakenForAPath,
  everyScopeTakenForAPath,
  structureTypeCutTo8Bits,
  enumerationIdTakenForStartBus,
  hasRmrrWithoutBridges,
  bridgeDownstreamOfItself,
  rangeWalkWrapsAtTheTop,
  startBusFallbackMissing,
  startBusFallbackForLongerPaths,
  headerMismatchCovered,
  onlyOtherBridgesSuit,
  virtualFunctionInherits,
  virtualFunctionsLeftOut,
  virtualFunctionMatchedByNumber,
  // firmware
  unknownStructureEndsWalk,
  rmrrsExpectedBehindTheUnits,
  zeroLengthScopeHangs,
  zeroLengthStructureHangs,
  scopeReadPastItsStructure,
  structureReadPastTheTable,
  shortRmrrRead,
  badRmrrDropsGoodOnes,
  badScopeAbortsTheRest,
  bytesPastLengthRead,
  hopCutToItsBits,
  misalignedRounded,
  misalignedSkipped,
  oddScopeRead,
  tableLengthTrusted,
  // windows
  msiOnlyForPci,
  msiWindowOfOnePage,
  isaWindowDirect,
  isaWindowForEveryBridge,
  // merge
  leakOnMerge,
  outOfOrderAcrossTypes,
  touchingKeptApart,
  touchingJoinedAcrossTypes,
  overlappingJoinedAcrossTypes,
  containedRegionOfAnotherTypeDropped,
  joinedEndNotTheGreatest,
  onlyOneNeighbourJoined,
  typeInBetweenKeepsApart,
  equalStartsNotJoined,
  touchWrapsAtTheTop,
  addressesComparedSigned,
  equalStartsInOrderOfInsertion,
  joinedEntryReadAfterFree,
  linksTheCallersRegion,
  freesTheCallersRegion,
  widensTheCallersRegion,
  // relaxable
  fromTheScopesDevice,
  fromTheRmrr,
  everySerialBus,
  multimediaTakenForGraphics,
  classComparedWithoutBase,
  onlyXhci,
  onlyVga,
  nobodyRelaxable,
  classOfADeviceThatIsNotPci,
  everyRmrrLocks,
  lockedWithoutBridges,
  // allocation, lifecycle
  ...HISTORY_FAULTS,
  // group
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
  // assignment
  relaxableTakenFromUserSpace,
  interruptWindowUsable,
  lastByteOfAHoleUsable,
  conflictNotNoticed,
  conflictOnlyIfContained,
  lockedDevicesAssigned,
  onlyFirstMemberLookedAt,
  everyRmrrLocksTheGroup,
  touchingMappingsConflict,
  relaxableRegionsConflict,
  onlyTheFirstMappingCompared,
  apertureIgnored,
  apertureEndExclusive,
  onlyInnerHolesTakenOut,
  refusedForEver,
  // conduct
  absentDeviceWarnedOf,
  // metamorphic
  firstRmrrInheritedOnly,
  firstScopeInheritedOnly,
  flaggedScopeSkipped,
  halfUnderstoodRmrrNotInherited,
  isaWindowForTheFirstIsaBridge,
  isaWindowIfThereIsOneIsaBridge,
  isaWindowInOneSegmentOnly,
  isaWindowOnLowBusesOnly,
  isaWindowUnlessReserved,
  sharedRmrrNotInherited,
  tableOf32Structures,
];
