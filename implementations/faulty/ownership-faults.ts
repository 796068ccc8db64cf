/** Faulty implementations that give lists, or the regions in them, to more than one owner. */

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
import type { FaultyVariant } from "./faulty-variant.ts";

export const OWNERSHIP_FAULTS: readonly FaultyVariant[] = [
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
];
