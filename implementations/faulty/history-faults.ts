/** The faulty implementations that only a history tells: what goes wrong when memory runs out, and when functions come and go. */

import type { FaultyVariant } from "./faulty-variant.ts";
import { deviceGivenUpAfterFailure } from "./allocation/device-given-up-after-failure.ts";
import { existingRegionLost } from "./allocation/existing-region-lost.ts";
import { failedGetFreesWithoutUnlinking } from "./allocation/failed-get-frees-without-unlinking.ts";
import { failedGetUnlinksWithoutFreeing } from "./allocation/failed-get-unlinks-without-freeing.ts";
import { failedGroupFreesWhatIsListed } from "./allocation/failed-group-frees-what-is-listed.ts";
import { failureNotChecked } from "./allocation/failure-not-checked.ts";
import { groupFailureSwallowed } from "./allocation/group-failure-swallowed.ts";
import { groupLeaksDeviceList } from "./allocation/group-leaks-device-list.ts";
import { lastRegionStretchedWithoutMemory } from "./allocation/last-region-stretched-without-memory.ts";
import { mergeErrorSwallowed } from "./allocation/merge-error-swallowed.ts";
import { sleepsInAtomic } from "./allocation/sleeps-in-atomic.ts";
import { absentFunctionMustNotBeRemoved } from "./lifecycle/absent-function-must-not-be-removed.ts";
import { addedTwiceTakesTwoSlots } from "./lifecycle/added-twice-takes-two-slots.ts";
import { busesOfHotAddedBridgesUnknown } from "./lifecycle/buses-of-hot-added-bridges-unknown.ts";
import { descendantsFixedAtStart } from "./lifecycle/descendants-fixed-at-start.ts";
import { emptySlotEndsWalk } from "./lifecycle/empty-slot-ends-walk.ts";
import { endpointRememberedUntilItsBusGoes } from "./lifecycle/endpoint-remembered-until-its-bus-goes.ts";
import { hotAddedNotCovered } from "./lifecycle/hot-added-not-covered.ts";
import { integratedEndpointsListedAtStart } from "./lifecycle/integrated-endpoints-listed-at-start.ts";
import { readdedFunctionNotCovered } from "./lifecycle/readded-function-not-covered.ts";
import { referenceLeakedOnRemoval } from "./lifecycle/reference-leaked-on-removal.ts";
import { removalFreesHandedOutLists } from "./lifecycle/removal-frees-handed-out-lists.ts";
import { removedFromTheFirstRmrrOnly } from "./lifecycle/removed-from-the-first-rmrr-only.ts";
import { removedFunctionStillCovered } from "./lifecycle/removed-function-still-covered.ts";
import { secondRemovalClearsAnotherSlot } from "./lifecycle/second-removal-clears-another-slot.ts";
import { slotNotGivenBack } from "./lifecycle/slot-not-given-back.ts";

export const HISTORY_FAULTS: readonly FaultyVariant[] = [
  // allocation
  sleepsInAtomic,
  mergeErrorSwallowed,
  lastRegionStretchedWithoutMemory,
  deviceGivenUpAfterFailure,
  failedGroupFreesWhatIsListed,
  existingRegionLost,
  groupFailureSwallowed,
  failedGetUnlinksWithoutFreeing,
  failedGetFreesWithoutUnlinking,
  failureNotChecked,
  groupLeaksDeviceList,
  // lifecycle
  hotAddedNotCovered,
  removedFunctionStillCovered,
  removedFromTheFirstRmrrOnly,
  readdedFunctionNotCovered,
  slotNotGivenBack,
  emptySlotEndsWalk,
  descendantsFixedAtStart,
  referenceLeakedOnRemoval,
  removalFreesHandedOutLists,
  addedTwiceTakesTwoSlots,
  absentFunctionMustNotBeRemoved,
  integratedEndpointsListedAtStart,
  endpointRememberedUntilItsBusGoes,
  busesOfHotAddedBridgesUnknown,
  secondRemovalClearsAnotherSlot,
];
