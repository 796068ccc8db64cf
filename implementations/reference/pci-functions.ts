/**
 * First layer of the reference driver: the PCI functions that are present, as the PCI core knows them.
 *
 * The driver is written in layers, one per area of a real driver, and every decision is a protected method: a faulty
 * variant is a subclass that overrides one of them.
 */

import type { Device, OtherDevice, PciFunction, Platform } from "../../model/platform.ts";
import type { Memory } from "../contract.ts";

export abstract class PciFunctions {
  protected readonly platform: Platform;
  protected readonly memory: Memory;
  /** The functions present now, by label. */
  readonly #present = new Map<string, PciFunction>();
  /** The devices that are not PCI, by label; they are never added or removed. */
  readonly #others = new Map<string, OtherDevice>();

  constructor(platform: Platform, memory: Memory) {
    this.platform = platform;
    this.memory = memory;
    for (const device of platform.otherDevices) this.#others.set(device.label, device);
  }

  /** True for a function that is present, and for every device that is not PCI. */
  protected isPresent(device: Device): boolean {
    return device.kind !== "pci" || this.#present.has(device.label);
  }

  /** The device that a group's member names, if it is present. */
  protected presentDevice(label: string): Device | undefined {
    return this.#present.get(label) ?? this.#others.get(label);
  }

  protected registerFunction(fn: PciFunction): void {
    this.#present.set(fn.label, fn);
  }

  protected unregisterFunction(fn: PciFunction): void {
    this.#present.delete(fn.label);
  }

  /**
   * The bridges from the root bus down to a function, itself last; undefined if a bridge of the path is absent, which
   * makes the function unreachable by any path.
   */
  protected pathFromRoot(fn: PciFunction): readonly PciFunction[] | undefined {
    const path = [fn];
    for (let label = fn.parent; label !== undefined;) {
      const bridge = this.#present.get(label);
      if (bridge === undefined) return undefined;
      path.push(bridge);
      label = bridge.parent;
    }
    return path.reverse();
  }

  /**
   * True exactly for what is strictly below a bridge: its bus number lies in the range that the bridge forwards, in the
   * same segment. A device that is not PCI has no bus number, so none is read.
   */
  isDownstream(device: Device, bridge: Device): boolean {
    if (device.kind !== "pci" || bridge.kind !== "pci") return false;
    if (device.segment !== bridge.segment || !this.forwardsBus(bridge, device.bus)) return false;
    return this.isPresent(device) && this.isPresent(bridge);
  }

  /** Whether a bus number lies between the secondary and the subordinate bus of a bridge. */
  protected forwardsBus(bridge: PciFunction, bus: number): boolean {
    const { secondaryBus, subordinateBus } = bridge;
    if (secondaryBus === undefined || subordinateBus === undefined) return false;
    return secondaryBus <= bus && bus <= subordinateBus;
  }
}
