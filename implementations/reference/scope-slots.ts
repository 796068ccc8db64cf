/**
 * Fourth layer: the slots of the units, filled when a function is added and cleared when it is removed.
 *
 * A unit holds a reference to every present function that one of its scopes names. The slot of an absent function is
 * empty, so a function that is added late, or again, is covered like any other.
 */

import type { PciFunction } from "../../model/platform.ts";
import type { Report } from "../contract.ts";
import type { RmrrUnit } from "./rmrr-unit.ts";
import { type FunctionPath, ScopeMatching } from "./scope-matching.ts";

/** Paths of up to this many hops fit into a buffer in the driver; longer ones need an allocation. */
const HOPS_WITHOUT_ALLOCATION = 8;

export abstract class ScopeSlots extends ScopeMatching {
  /** Also called for each function present when the driver starts. Adding a function twice changes nothing. */
  addFunction(fn: PciFunction): Report {
    this.registerFunction(fn);
    const where = this.functionPath(fn);
    if (where === undefined) return "ok";
    if (where.path.length <= HOPS_WITHOUT_ALLOCATION) return this.fillSlots(where);
    const buffer = this.memory.allocateOther({ maySleep: true });
    if (buffer === undefined) return "no-memory";
    const report = this.fillSlots(where);
    this.memory.freeOther(buffer);
    return report;
  }

  removeFunction(fn: PciFunction): void {
    this.unregisterFunction(fn);
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) this.clearSlots(unit, fn);
  }

  /** Gives every unit that names the function a reference to it; a failure in one unit does not stop the others. */
  protected fillSlots(where: FunctionPath): Report {
    let report: Report = "ok";
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) {
      if (this.scopeNaming(unit, where) === undefined) continue;
      const filled = this.fillSlot(unit, where.fn);
      if (filled !== "ok") report = filled;
    }
    return report;
  }

  protected fillSlot(unit: RmrrUnit, fn: PciFunction): Report {
    if (this.holds(unit, fn)) return "ok";
    const free = unit.slots.indexOf(undefined);
    if (free < 0) {
      this.memory.warn(`no slot is left for ${fn.label}`);
      return "refused";
    }
    const reference = this.memory.allocateOther({ maySleep: true });
    if (reference === undefined) return "no-memory";
    unit.slots[free] = { fn, reference };
    return "ok";
  }

  /** Whether a unit already has a reference to a function: one is enough, however many scopes name it. */
  protected holds(unit: RmrrUnit, fn: PciFunction): boolean {
    for (const slot of unit.slots) if (slot?.fn.label === fn.label) return true;
    return false;
  }

  protected clearSlots(unit: RmrrUnit, fn: PciFunction): void {
    for (let index = 0; index < unit.slots.length; index++) {
      const slot = unit.slots[index];
      if (slot === undefined || slot.fn.label !== fn.label) continue;
      unit.slots[index] = undefined;
      this.memory.freeOther(slot.reference);
    }
  }

  protected freeSlots(): void {
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) {
      for (const slot of unit.slots) if (slot !== undefined) this.memory.freeOther(slot.reference);
      unit.slots.fill(undefined);
    }
  }
}
