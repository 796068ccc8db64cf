/**
 * Fifth layer: the reserved regions of a device, and the predicates that need no list of them.
 *
 * The caller owns its list and everything in it: each get creates new objects, and put frees every one of them.
 */

import type { Device, PciFunction } from "../../model/platform.ts";
import {
  BASE_CLASS_DISPLAY,
  CLASS_ISA_BRIDGE,
  CLASS_USB,
  baseClass,
  classWithoutInterface,
} from "../../model/class-code.ts";
import {
  ISA_WINDOW,
  MSI_WINDOW,
  PROTECTION_READ_WRITE,
  type RegionFields,
  type RegionType,
} from "../../model/region.ts";
import type { AllocationContext, RegionObject, Report } from "../contract.ts";
import type { RegionList } from "./region-list.ts";
import type { RmrrUnit } from "./rmrr-unit.ts";
import { ScopeSlots } from "./scope-slots.ts";

const ATOMIC: AllocationContext = { maySleep: false };
const MAY_SLEEP: AllocationContext = { maySleep: true };

const MSI_REGION: RegionFields = { ...MSI_WINDOW, type: "msi", protection: 0 };
const ISA_REGION: RegionFields = { ...ISA_WINDOW, type: "direct-relaxable", protection: PROTECTION_READ_WRITE };

export abstract class ReservedRegions extends ScopeSlots {
  getReservedRegions(device: Device, list: RegionList): Report {
    const report = this.readRmrrs(device, list);
    return report === "ok" ? this.appendWindows(device, list) : report;
  }

  putReservedRegions(_device: Device, list: RegionList): void {
    this.freeRegions(list);
  }

  hasRmrr(device: Device): boolean {
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) if (this.covers(unit, device)) return true;
    return false;
  }

  /** Whether RMRR regions of this device may be given up when it is assigned: USB and graphics. */
  isRelaxable(device: Device): boolean {
    return device.kind === "pci" && this.classIsRelaxable(device.classCode);
  }

  protected classIsRelaxable(classCode: number): boolean {
    return classWithoutInterface(classCode) === CLASS_USB || baseClass(classCode) === BASE_CLASS_DISPLAY;
  }

  /** Whether the device has a `direct` region, determined without building a list. */
  isLocked(device: Device): boolean {
    return this.hasRmrr(device) && !this.isRelaxable(device);
  }

  /** The slots are protected by RCU, so sleeping is forbidden while they are read. */
  protected readRmrrs(device: Device, list: RegionList): Report {
    return this.memory.atomic(() => this.appendRmrrRegions(device, list, ATOMIC));
  }

  protected appendRmrrRegions(device: Device, list: RegionList, context: AllocationContext): Report {
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) {
      const named = this.coveringFunction(unit, device);
      if (named === undefined) continue;
      const region = this.makeRmrrRegion(unit, device, named, context);
      if (region === undefined) return "no-memory";
      list.append(region);
    }
    return "ok";
  }

  /** A new object for each get of each device: the caller that gets it will free it. */
  protected makeRmrrRegion(
    unit: RmrrUnit,
    device: Device,
    named: PciFunction,
    context: AllocationContext,
  ): RegionObject | undefined {
    return this.memory.allocate(this.rmrrRegion(unit, device, named), context);
  }

  /**
   * The region that a unit gives to a device it covers. `named` is the function in the slot: the device, or a bridge
   * above it.
   */
  protected rmrrRegion(unit: RmrrUnit, device: Device, named: PciFunction): RegionFields {
    const type = this.rmrrRegionType(unit, device, named);
    return { start: unit.base, end: unit.limit, type, protection: PROTECTION_READ_WRITE };
  }

  /** The class of the queried device decides, whichever other devices share the RMRR and however it is named. */
  protected rmrrRegionType(_unit: RmrrUnit, device: Device, _named: PciFunction): RegionType {
    return this.isRelaxable(device) ? "direct-relaxable" : "direct";
  }

  protected covers(unit: RmrrUnit, device: Device): boolean {
    return this.coveringFunction(unit, device) !== undefined;
  }

  /** The function in a slot through which a unit covers a device, if it does. */
  protected coveringFunction(unit: RmrrUnit, device: Device): PciFunction | undefined {
    for (const slot of unit.slots) if (slot !== undefined && this.slotCovers(slot.fn, device)) return slot.fn;
    return undefined;
  }

  protected slotCovers(named: PciFunction, device: Device): boolean {
    return named.label === device.label || this.isDownstream(device, named);
  }

  /** The windows that do not come from RMRRs: DMA to them never reaches memory, or must not be remapped. */
  protected appendWindows(device: Device, list: RegionList): Report {
    if (device.kind === "pci" && classWithoutInterface(device.classCode) === CLASS_ISA_BRIDGE) {
      const report = this.appendRegion(list, this.isaRegion(), MAY_SLEEP);
      if (report !== "ok") return report;
    }
    return this.appendRegion(list, MSI_REGION, MAY_SLEEP);
  }

  /** Relaxable: the floppy driver that needs it is gone once the bridge is assigned. */
  protected isaRegion(): RegionFields {
    return ISA_REGION;
  }

  protected appendRegion(list: RegionList, fields: RegionFields, context: AllocationContext): Report {
    const region = this.memory.allocate(fields, context);
    if (region === undefined) return "no-memory";
    list.append(region);
    return "ok";
  }

  /** Frees every region of a list, of any type, and leaves the list empty. */
  protected freeRegions(list: RegionList): void {
    for (const region of list) this.memory.free(region);
    list.unlinkAll();
  }
}
