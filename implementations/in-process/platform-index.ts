/** The devices and groups of a platform by label, as the executor hands them to a subject. */

import type { Device, IommuGroup, PciFunction, Platform } from "../../model/platform.ts";
import { GuardedDevice } from "./guarded-device.ts";
import type { ObservedMemory } from "./observed-memory.ts";

export class PlatformIndex {
  readonly #platform: Platform;
  readonly #devices = new Map<string, Device>();
  #present: Set<string> | undefined;

  constructor(platform: Platform, memory: ObservedMemory) {
    this.#platform = platform;
    for (const fn of platform.functions) this.#devices.set(fn.label, fn);
    for (const device of platform.otherDevices) this.#devices.set(device.label, new GuardedDevice(device, memory));
  }

  device(label: string): Device {
    const device = this.#devices.get(label);
    if (device === undefined) throw new Error(`the scenario has no device ${label}`);
    return device;
  }

  function(label: string): PciFunction {
    const device = this.device(label);
    if (device.kind !== "pci") throw new Error(`${label} is not a PCI function`);
    return device;
  }

  group(label: string): IommuGroup {
    const group = this.#platform.groups.find((candidate) => candidate.label === label);
    if (group === undefined) throw new Error(`the scenario has no group ${label}`);
    return group;
  }

  /**
   * The functions that appear with a function, itself first: what is below a bridge, and virtual functions.
   * What is there already does not appear, but the named function always does, so that adding it twice is
   * seen by the subject.
   */
  appear(label: string): PciFunction[] {
    const present = this.#presentFunctions();
    const appearing = this.#subHierarchy(label).filter((fn) => fn.label === label || !present.has(fn.label));
    for (const fn of appearing) present.add(fn.label);
    return appearing;
  }

  /** The functions that go away with a function, itself last. */
  disappear(label: string): PciFunction[] {
    const present = this.#presentFunctions();
    const leaving = this.#subHierarchy(label).filter((fn) => fn.label === label || present.has(fn.label));
    for (const fn of leaving) present.delete(fn.label);
    return leaving.reverse();
  }

  #subHierarchy(label: string): PciFunction[] {
    const below = new Set([label]);
    return this.#platform.functions.filter((fn) => {
      const belongs =
        below.has(fn.label) ||
        (fn.parent !== undefined && below.has(fn.parent)) ||
        (fn.physicalFunction !== undefined && below.has(fn.physicalFunction));
      if (belongs) below.add(fn.label);
      return belongs;
    });
  }

  #presentFunctions(): Set<string> {
    this.#present ??= new Set(this.#platform.functions.filter((fn) => !fn.absent).map((fn) => fn.label));
    return this.#present;
  }
}
