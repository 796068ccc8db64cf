/**
 * Second layer: the walk over the bytes of the DMAR table, once, when the driver starts.
 *
 * Firmware is not trusted: every Length is checked before it is used, a walk always makes progress, and nothing past
 * the end of the table is read (docs/rules.md, "Broken firmware"). What is readable is used, faulty or not, as in
 * Linux.
 */

import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import type { PathHop } from "../../model/dmar/table.ts";
import type { Report } from "../contract.ts";
import type { RmrrUnit, UnitScope } from "./rmrr-unit.ts";
import { PciFunctions } from "./pci-functions.ts";

/** Offset of the Length of an ACPI table, and of the first remapping structure of a DMAR (VT-d 8.1). */
const TABLE_LENGTH = 4;
const FIRST_STRUCTURE = 48;
/** Type and Length of a structure, and the size of an RMRR without its scopes (VT-d 8.4). */
const STRUCTURE_HEADER = 4;
const TYPE_RMRR = 1;
const RMRR_SIZE = 24;
/** The size of a device scope with a path of one hop, the shortest possible (VT-d 8.3.1). */
const SCOPE_HEADER = 6;
const LEAST_SCOPE = 8;
const MAY_SLEEP = { maySleep: true };

/** Whether the walk over the structures goes on, ends here, or cannot go on. */
export type Walked = "on" | "end" | "no-memory";

export abstract class RmrrTable extends PciFunctions {
  /** The list of units, in table order. */
  protected firstUnit: RmrrUnit | undefined;
  #lastUnit: RmrrUnit | undefined;

  /** Builds the list of units from the table. Without memory, what was built by then is on the list. */
  protected parseTable(bytes: Uint8Array): Report {
    if (bytes.length < FIRST_STRUCTURE) return "ok";
    const table = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const end = Math.min(table.getUint32(TABLE_LENGTH, true), bytes.length);
    let offset = FIRST_STRUCTURE;
    while (offset + STRUCTURE_HEADER <= end) {
      const length = table.getUint16(offset + 2, true);
      if (!this.structureIsFound(offset, length, end)) break;
      const walked = this.parseStructure(table, offset, length);
      if (walked === "no-memory") return walked;
      if (walked === "end") break;
      offset += length;
    }
    return "ok";
  }

  /**
   * Whether a structure's Length makes progress and stays inside the table; everything after one that does not is lost.
   */
  protected structureIsFound(offset: number, length: number, tableEnd: number): boolean {
    return length >= STRUCTURE_HEADER && offset + length <= tableEnd;
  }

  /** Structures other than RMRRs are skipped, known or not. */
  protected parseStructure(table: DataView, offset: number, length: number): Walked {
    const type = table.getUint16(offset, true);
    if (type !== TYPE_RMRR || !this.rmrrIsReadable(length)) return "on";
    return this.parseRmrr(table, offset, length) === "no-memory" ? "no-memory" : "on";
  }

  protected rmrrIsReadable(length: number): boolean {
    return length >= RMRR_SIZE;
  }

  protected parseRmrr(table: DataView, offset: number, length: number): Report {
    const segment = table.getUint16(offset + 6, true);
    const base = table.getBigUint64(offset + 8, true);
    const limit = table.getBigUint64(offset + 16, true);
    // A range that ends before it starts contains no address; as a region it would break every list it is put into.
    if (limit < base) return "ok";
    return this.addUnit(segment, base, limit, this.parseScopes(table, offset + RMRR_SIZE, offset + length));
  }

  /** The scopes of an RMRR that name PCI functions by path, up to the first that cannot be read. */
  protected parseScopes(table: DataView, start: number, end: number): UnitScope[] {
    const scopes: UnitScope[] = [];
    let offset = start;
    while (offset + SCOPE_HEADER <= end) {
      const type = table.getUint8(offset);
      const length = table.getUint8(offset + 1);
      if (!this.scopeIsReadable(offset, length, end)) break;
      if (this.namesFunctions(type)) scopes.push(this.parseScope(table, offset, length));
      offset += length;
    }
    return scopes;
  }

  protected scopeIsReadable(offset: number, length: number, structureEnd: number): boolean {
    return length >= LEAST_SCOPE && length % 2 === 0 && offset + length <= structureEnd;
  }

  /** I/O APICs, HPETs, namespace devices and unknown types are skipped. */
  protected namesFunctions(type: number): boolean {
    return type === SCOPE_ENDPOINT || type === SCOPE_SUB_HIERARCHY;
  }

  protected parseScope(table: DataView, offset: number, length: number): UnitScope {
    const path: PathHop[] = [];
    for (let hop = offset + SCOPE_HEADER; hop < offset + length; hop += 2) {
      path.push({ device: table.getUint8(hop), function: table.getUint8(hop + 1) });
    }
    return { type: table.getUint8(offset), startBus: table.getUint8(offset + 5), path };
  }

  /** A unit for which there is not memory enough is not on the list, and nothing is held for it. */
  protected addUnit(segment: number, base: bigint, limit: bigint, scopes: readonly UnitScope[]): Report {
    const unit = this.makeUnit(segment, base, limit, scopes);
    if (unit === undefined) return "no-memory";
    if (this.allocateSlots(unit) === "no-memory") {
      this.memory.freeOther(unit.allocation);
      return "no-memory";
    }
    this.linkUnit(unit);
    return "ok";
  }

  /** A unit without memory for its slots; undefined if there is none for the unit. */
  protected makeUnit(segment: number, base: bigint, limit: bigint, scopes: readonly UnitScope[]): RmrrUnit | undefined {
    const allocation = this.memory.allocateOther(MAY_SLEEP);
    if (allocation === undefined) return undefined;
    const slots = scopes.map(() => undefined);
    return { segment, base, limit, scopes, slots, allocation, slotMemory: undefined, next: undefined };
  }

  /** An RMRR without scopes has no slots, and needs no memory for them. */
  protected allocateSlots(unit: RmrrUnit): Report {
    if (unit.scopes.length === 0) return "ok";
    unit.slotMemory = this.memory.allocateOther(MAY_SLEEP);
    return unit.slotMemory === undefined ? "no-memory" : "ok";
  }

  protected linkUnit(unit: RmrrUnit): void {
    if (this.#lastUnit === undefined) this.firstUnit = unit;
    else this.#lastUnit.next = unit;
    this.#lastUnit = unit;
  }

  protected freeUnits(): void {
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) this.freeUnit(unit);
    this.firstUnit = undefined;
    this.#lastUnit = undefined;
  }

  protected freeUnit({ allocation, slotMemory }: RmrrUnit): void {
    if (slotMemory !== undefined) this.memory.freeOther(slotMemory);
    this.memory.freeOther(allocation);
  }
}
