/** A platform as the executor passes it to a subject, with its devices and groups by label. */

import type { Device, IommuGroup, OtherDevice, PciFunction, Platform } from "../../model/platform.ts";
import { GuardedDevice } from "./guarded-device.ts";
import type { ObservedMemory } from "./observed-memory.ts";

export class PlatformIndex {
  #platform: Platform;
  readonly #devices = new Map<string, Device>();
  #present: Set<string> | undefined;

  constructor(platform: Platform, memory: ObservedMemory) {
    for (const fn of platform.functions) this.#devices.set(fn.label, fn);
    const otherDevices: OtherDevice[] = [];
    for (const device of platform.otherDevices) {
      const guarded = new GuardedDevice(device, memory);
      this.#devices.set(device.label, guarded);
      otherDevices.push(guarded);
    }
    this.#platform = otherDevices.length === 0 ? platform : { ...platform, otherDevices };
  }

  /**
   * The platform with its non-PCI devices guarded, so that a subject that takes them from here instead of from a step
   * is still seen reading their PCI fields.
   */
  get platform(): Platform {
    return this.#platform;
  }

  /** What is there at this moment is what a subject finds that is started now. */
  markWhoIsThere(): void {
    const present = this.#present;
    if (present === undefined) return;
    const functions = this.#platform.functions.map((fn): PciFunction => {
      if (present.has(fn.label) === (fn.absent !== true)) return fn;
      const { absent: _absent, ...rest } = fn;
      const marked: PciFunction = present.has(fn.label) ? rest : { ...rest, absent: true };
      // The subject is asked in the objects that it was started with.
      this.#devices.set(fn.label, marked);
      return marked;
    });
    this.#platform = { ...this.#platform, functions };
  }

  device(label: string): Device {
    const device = this.#devices.get(label);
    if (device === undefined) throw new Error(`the scenario has no device ${label}`);
    return device;
  }

  group(label: string): IommuGroup {
    const group = this.platform.groups.find((candidate) => candidate.label === label);
    if (group === undefined) throw new Error(`the scenario has no group ${label}`);
    return group;
  }

  /**
   * The functions that are added with a function, itself first: those below a bridge, and virtual functions. Functions
   * already present are left out, except the named one, so that the subject sees a double add.
   */
  appear(label: string): PciFunction[] {
    this.#checkFunction(label);
    const present = this.#presentFunctions();
    const appearing = this.#subHierarchy(label).filter((fn) => fn.label === label || !present.has(fn.label));
    for (const fn of appearing) present.add(fn.label);
    return appearing;
  }

  /** The functions that are removed with a function, itself last. */
  disappear(label: string): PciFunction[] {
    this.#checkFunction(label);
    const present = this.#presentFunctions();
    const leaving = this.#subHierarchy(label).filter((fn) => fn.label === label || present.has(fn.label));
    for (const fn of leaving) present.delete(fn.label);
    return leaving.reverse();
  }

  #subHierarchy(label: string): PciFunction[] {
    const below = new Set([label]);
    return this.platform.functions.filter((fn) => {
      const belongs =
        below.has(fn.label) ||
        (fn.parent !== undefined && below.has(fn.parent)) ||
        (fn.physicalFunction !== undefined && below.has(fn.physicalFunction));
      if (belongs) below.add(fn.label);
      return belongs;
    });
  }

  #checkFunction(label: string): void {
    if (this.device(label).kind !== "pci") throw new Error(`${label} is not a PCI function`);
  }

  #presentFunctions(): Set<string> {
    this.#present ??= new Set(this.platform.functions.filter((fn) => !fn.absent).map((fn) => fn.label));
    return this.#present;
  }
}
