/** Faulty implementations that report the interrupt window or the ISA window differently from Linux. */

import { hotAddedWithoutWindow } from "./windows/hot-added-without-window.ts";
import { isaWindowDirect } from "./windows/isa-window-direct.ts";
import { isaWindowForEveryBridge } from "./windows/isa-window-for-every-bridge.ts";
import { msiOnlyForPci } from "./windows/msi-only-for-pci.ts";
import { msiWindowOfOnePage } from "./windows/msi-window-of-one-page.ts";
import type { FaultyVariant } from "./faulty-variant.ts";

export const WINDOWS_FAULTS: readonly FaultyVariant[] = [
  msiOnlyForPci,
  msiWindowOfOnePage,
  isaWindowDirect,
  isaWindowForEveryBridge,
  hotAddedWithoutWindow,
];
