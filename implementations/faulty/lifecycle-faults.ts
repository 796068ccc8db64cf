/** Faulty implementations that lose track when functions are added and removed. */

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
import type { FaultyVariant } from "./faulty-variant.ts";

export const LIFECYCLE_FAULTS: readonly FaultyVariant[] = [
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
