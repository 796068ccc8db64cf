/** Faulty implementations that merge regions wrongly. */

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
import type { FaultyVariant } from "./faulty-variant.ts";

export const MERGE_FAULTS: readonly FaultyVariant[] = [
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
];
