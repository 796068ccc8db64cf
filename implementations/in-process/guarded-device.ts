/** A device that is not PCI, as a subject sees it: reading a PCI field of it is recorded. */

import type { OtherDevice } from "../../model/platform.ts";
import type { ObservedMemory } from "./observed-memory.ts";

/** The values that a driver would find at the offsets of PCI fields: memory that belongs to something else. */
const PCI_FIELDS = [
  "segment",
  "bus",
  "device",
  "function",
  "classCode",
  "headerType",
  "parent",
  "secondaryBus",
  "subordinateBus",
  "physicalFunction",
] as const;

export class GuardedDevice implements OtherDevice {
  readonly kind = "other";
  readonly label: string;
  declare readonly acpiName?: string;
  readonly #memory: ObservedMemory;

  constructor(device: OtherDevice, memory: ObservedMemory) {
    this.label = device.label;
    if (device.acpiName !== undefined) this.acpiName = device.acpiName;
    this.#memory = memory;
  }

  static {
    for (const field of PCI_FIELDS) {
      Object.defineProperty(GuardedDevice.prototype, field, {
        get(this: GuardedDevice): undefined {
          this.#memory.recordForeignRead(this.label, field);
          return undefined;
        },
      });
    }
  }
}
