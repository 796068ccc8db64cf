/** Faulty implementations that get wrong which addresses user space may use. */

import { apertureEndExclusive } from "./assignment/aperture-end-exclusive.ts";
import { apertureIgnored } from "./assignment/aperture-ignored.ts";
import { conflictNotNoticed } from "./assignment/conflict-not-noticed.ts";
import { conflictOnlyIfContained } from "./assignment/conflict-only-if-contained.ts";
import { everyRmrrLocksTheGroup } from "./assignment/every-rmrr-locks-the-group.ts";
import { interruptWindowUsable } from "./assignment/interrupt-window-usable.ts";
import { lastByteOfAHoleUsable } from "./assignment/last-byte-of-a-hole-usable.ts";
import { lockedDevicesAssigned } from "./assignment/locked-devices-assigned.ts";
import { lockOfTheFirstAssignment } from "./assignment/lock-of-the-first-assignment.ts";
import { noMemoryTakenForNoRegions } from "./assignment/no-memory-taken-for-no-regions.ts";
import { onlyFirstMemberLookedAt } from "./assignment/only-first-member-looked-at.ts";
import { onlyInnerHolesTakenOut } from "./assignment/only-inner-holes-taken-out.ts";
import { onlyTheFirstMappingCompared } from "./assignment/only-the-first-mapping-compared.ts";
import { refusedForEver } from "./assignment/refused-for-ever.ts";
import { relaxableRegionsConflict } from "./assignment/relaxable-regions-conflict.ts";
import { relaxableTakenFromUserSpace } from "./assignment/relaxable-taken-from-user-space.ts";
import { touchingMappingsConflict } from "./assignment/touching-mappings-conflict.ts";
import type { FaultyVariant } from "./faulty-variant.ts";

export const ASSIGNMENT_FAULTS: readonly FaultyVariant[] = [
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
  noMemoryTakenForNoRegions,
  lockOfTheFirstAssignment,
];
