/** Faulty implementations whose answers are right but whose behaviour is not. */

import { absentDeviceWarnedOf } from "./conduct/absent-device-warned-of.ts";
import type { FaultyVariant } from "./faulty-variant.ts";

export const CONDUCT_FAULTS: readonly FaultyVariant[] = [absentDeviceWarnedOf];
