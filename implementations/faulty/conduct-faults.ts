/** Faulty implementations that answer rightly and behave badly. */

import { absentDeviceWarnedOf } from "./conduct/absent-device-warned-of.ts";
import type { FaultyVariant } from "./faulty-variant.ts";

export const CONDUCT_FAULTS: readonly FaultyVariant[] = [absentDeviceWarnedOf];
