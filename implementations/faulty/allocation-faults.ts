/** Faulty implementations in which something goes wrong when memory runs out. */

import { deviceGivenUpAfterFailure } from "./allocation/device-given-up-after-failure.ts";
import { existingRegionLost } from "./allocation/existing-region-lost.ts";
import { failedGetFreesWithoutUnlinking } from "./allocation/failed-get-frees-without-unlinking.ts";
import { failedGetUnlinksWithoutFreeing } from "./allocation/failed-get-unlinks-without-freeing.ts";
import { failedGroupFreesWhatIsListed } from "./allocation/failed-group-frees-what-is-listed.ts";
import { failedStartFreesTwice } from "./allocation/failed-start-frees-twice.ts";
import { failedStartIsRemembered } from "./allocation/failed-start-is-remembered.ts";
import { failedStartKeepsUnits } from "./allocation/failed-start-keeps-units.ts";
import { failureNotChecked } from "./allocation/failure-not-checked.ts";
import { functionLostAtStart } from "./allocation/function-lost-at-start.ts";
import { groupFailureSwallowed } from "./allocation/group-failure-swallowed.ts";
import { groupLeaksDeviceList } from "./allocation/group-leaks-device-list.ts";
import { lastRegionStretchedWithoutMemory } from "./allocation/last-region-stretched-without-memory.ts";
import { mergeErrorSwallowed } from "./allocation/merge-error-swallowed.ts";
import { parsedPartTakenForTheTable } from "./allocation/parsed-part-taken-for-the-table.ts";
import { restOfTableSkipped } from "./allocation/rest-of-table-skipped.ts";
import { rmrrKeptWithoutItsScopes } from "./allocation/rmrr-kept-without-its-scopes.ts";
import { rmrrWithoutScopesCoversEverything } from "./allocation/rmrr-without-scopes-covers-everything.ts";
import { sleepsInAtomic } from "./allocation/sleeps-in-atomic.ts";
import { unitListedBeforeItsSlots } from "./allocation/unit-listed-before-its-slots.ts";
import { unitLostWithoutSlots } from "./allocation/unit-lost-without-slots.ts";
import type { FaultyVariant } from "./faulty-variant.ts";

export const ALLOCATION_FAULTS: readonly FaultyVariant[] = [
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
  failedStartKeepsUnits,
  unitLostWithoutSlots,
  unitListedBeforeItsSlots,
  rmrrKeptWithoutItsScopes,
  rmrrWithoutScopesCoversEverything,
  restOfTableSkipped,
  functionLostAtStart,
  failedStartFreesTwice,
  failedStartIsRemembered,
  parsedPartTakenForTheTable,
];
