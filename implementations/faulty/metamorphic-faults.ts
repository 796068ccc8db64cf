/** Faulty implementations whose answers depend on something that must not matter. */

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
import type { FaultyVariant } from "./faulty-variant.ts";

export const METAMORPHIC_FAULTS: readonly FaultyVariant[] = [
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
