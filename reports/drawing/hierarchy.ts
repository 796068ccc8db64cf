/**
 * A platform as a tree, for drawing and for explaining paths.
 *
 * It takes whatever it is given: a platform that is not valid is drawn as it is, because somebody has to see
 * what is wrong with it.
 */

import type { Device, PciFunction, Platform, RootBus } from "../../model/platform.ts";
import { busKey } from "../../model/requester-id.ts";

export type Address = Pick<PciFunction, "segment" | "bus" | "device" | "function">;

export class Hierarchy {
  readonly platform: Platform;
  readonly #devices = new Map<string, Device>();
  readonly #parents = new Map<PciFunction, PciFunction>();
  readonly #children = new Map<string, PciFunction[]>();
  readonly #onRootBus = new Map<number, PciFunction[]>();
  readonly #onNoBus: PciFunction[] = [];
  readonly #byAddress = new Map<number, PciFunction>();
  readonly #virtualByAddress = new Map<number, PciFunction>();
  readonly #sizes = new Map<string, number>();

  constructor(platform: Platform) {
    this.platform = platform;
    for (const device of platform.otherDevices) this.#devices.set(device.label, device);
    for (const root of platform.rootBuses) this.#onRootBus.set(busKey(root.segment, root.bus), []);
    for (const fn of platform.functions) {
      this.#devices.set(fn.label, fn);
      // A path never leads to a virtual function, so its address must not hide one that a path can lead to.
      const addresses = fn.physicalFunction === undefined ? this.#byAddress : this.#virtualByAddress;
      addresses.set(addressKey(fn), fn);
      this.#place(fn);
    }
    for (const siblings of [...this.#children.values(), ...this.#onRootBus.values()]) siblings.sort(byAddress);
    for (const fn of platform.functions.toReversed()) {
      const size = 1 + (this.#sizes.get(fn.label) ?? 0);
      this.#sizes.set(fn.label, size);
      const parent = this.#parents.get(fn)?.label;
      if (parent !== undefined) this.#sizes.set(parent, (this.#sizes.get(parent) ?? 0) + size);
    }
  }

  device(label: string): Device | undefined {
    return this.#devices.get(label);
  }

  parentOf(fn: PciFunction): PciFunction | undefined {
    return this.#parents.get(fn);
  }

  /** What is on the secondary bus of a bridge, virtual functions included, in the order of addresses. */
  below(fn: PciFunction): readonly PciFunction[] {
    return this.#children.get(fn.label) ?? [];
  }

  onRootBus(root: RootBus): readonly PciFunction[] {
    return this.#onRootBus.get(busKey(root.segment, root.bus)) ?? [];
  }

  /** Functions on a bus that does not exist: that of no bridge before them, and no root bus. */
  onNoBus(): readonly PciFunction[] {
    return this.#onNoBus;
  }

  isRootBus(segment: number, bus: number): boolean {
    return this.#onRootBus.has(busKey(segment, bus));
  }

  /** The function at an address, virtual functions left out: no path leads to one. */
  at(address: Address): PciFunction | undefined {
    return this.#byAddress.get(addressKey(address));
  }

  virtualAt(address: Address): PciFunction | undefined {
    return this.#virtualByAddress.get(addressKey(address));
  }

  /** The function and everything below it, counted. */
  sizeOf(fn: PciFunction): number {
    return this.#sizes.get(fn.label) ?? 1;
  }

  #place(fn: PciFunction): void {
    if (fn.parent !== undefined) {
      // Only a bridge that came before: a hierarchy that bites its own tail could not be walked.
      const parent = this.#devices.get(fn.parent);
      if (parent?.kind !== "pci" || parent === fn) {
        this.#onNoBus.push(fn);
        return;
      }
      this.#parents.set(fn, parent);
      const siblings = this.#children.get(fn.parent);
      if (siblings === undefined) this.#children.set(fn.parent, [fn]);
      else siblings.push(fn);
      return;
    }
    const physical = fn.physicalFunction === undefined ? undefined : this.#devices.get(fn.physicalFunction);
    // A virtual function may have a bus number of its own, above the root bus that it sits on.
    const bus = physical?.kind === "pci" ? physical.bus : fn.bus;
    (this.#onRootBus.get(busKey(fn.segment, bus)) ?? this.#onNoBus).push(fn);
  }
}

function addressKey(fn: Address): number {
  return (busKey(fn.segment, fn.bus) * 32 + fn.device) * 256 + fn.function;
}

function byAddress(a: PciFunction, b: PciFunction): number {
  return addressKey(a) - addressKey(b);
}
