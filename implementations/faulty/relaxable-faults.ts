/** Faulty implementations that get wrong which regions are relaxable. */

import { classComparedWithoutBase } from "./relaxable/class-compared-without-base.ts";
import { classOfADeviceThatIsNotPci } from "./relaxable/class-of-a-device-that-is-not-pci.ts";
import { classOfHotAddedUnknown } from "./relaxable/class-of-hot-added-unknown.ts";
import { everyRmrrLocks } from "./relaxable/every-rmrr-locks.ts";
import { everySerialBus } from "./relaxable/every-serial-bus.ts";
import { fromTheRmrr } from "./relaxable/from-the-rmrr.ts";
import { fromTheScopesDevice } from "./relaxable/from-the-scopes-device.ts";
import { lockedWithoutBridges } from "./relaxable/locked-without-bridges.ts";
import { multimediaTakenForGraphics } from "./relaxable/multimedia-taken-for-graphics.ts";
import { nobodyRelaxable } from "./relaxable/nobody-relaxable.ts";
import { onlyVga } from "./relaxable/only-vga.ts";
import { onlyXhci } from "./relaxable/only-xhci.ts";
import type { FaultyVariant } from "./faulty-variant.ts";

export const RELAXABLE_FAULTS: readonly FaultyVariant[] = [
  fromTheScopesDevice,
  fromTheRmrr,
  everySerialBus,
  multimediaTakenForGraphics,
  classComparedWithoutBase,
  onlyXhci,
  onlyVga,
  nobodyRelaxable,
  classOfADeviceThatIsNotPci,
  everyRmrrLocks,
  lockedWithoutBridges,
  classOfHotAddedUnknown,
];
