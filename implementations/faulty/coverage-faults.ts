/** Faulty implementations that misread scopes, so that an RMRR covers devices other than those it names. */

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

export const COVERAGE_FAULTS: readonly FaultyVariant[] = [
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
];
