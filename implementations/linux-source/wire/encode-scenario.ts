/** Encodes a scenario as a frame for the harness: labels become numbers, bytes stay bytes. */

import { decodeTable } from "../../../model/dmar/decode.ts";
import type { PciFunction, Platform } from "../../../model/platform.ts";
import { type RegionFields, REGION_TYPES } from "../../../model/region.ts";
import { SCRIBBLE, type Scenario, type Step } from "../../../model/scenario.ts";
import { type Consumer, OPERATION, STATUSES } from "./operations.ts";
import type { FrameWriter } from "./frame-writer.ts";

const FLAG_ABSENT = 1;
const FLAG_HAS_BUSES = 2;
const FLAG_VIRTUAL = 4;

/** Direct mappings are made page by page; beyond this number (8 GiB of 4 KiB pages) a step would take seconds. */
const MOST_PAGES = 1n << 21n;

const TYPE_NUMBERS = new Map<string, number>(REGION_TYPES.map((type, index) => [type, index]));
const ENCODER = new TextEncoder();

/** Appends the frame of a scenario. `number` is returned with its trace. */
export function encodeScenario(scenario: Scenario, number: number, consumer: Consumer, writer: FrameWriter): void {
  new ScenarioEncoder(scenario, consumer, writer).encode(number);
}

class ScenarioEncoder {
  readonly #scenario: Scenario;
  readonly #platform: Platform;
  readonly #consumer: Consumer;
  readonly #writer: FrameWriter;
  readonly #devices = new Map<string, number>();
  readonly #groups = new Map<string, number>();
  readonly #lists = new Map<string, number>();
  #present: Set<number> | undefined;

  constructor(scenario: Scenario, consumer: Consumer, writer: FrameWriter) {
    this.#scenario = scenario;
    this.#platform = scenario.platform;
    this.#consumer = consumer;
    this.#writer = writer;
  }

  encode(number: number): void {
    const writer = this.#writer;
    writer.reserve(64);
    const length = writer.skip32();
    const start = writer.length;
    writer.write32(number);
    writer.write32(this.#scenario.steps.length);
    const lists = writer.skip32();
    this.#writePlatform();
    for (const step of this.#scenario.steps) this.#writeStep(step);
    writer.writeAt32(lists, this.#lists.size);
    writer.writeAt32(length, writer.length - start);
  }

  #writePlatform(): void {
    const { functions, otherDevices, rootBuses, groups, dmar } = this.#platform;
    const writer = this.#writer;
    const roots = new Map<number, number>();
    for (const root of rootBuses) roots.set(root.segment * 256 + root.bus, roots.size);
    for (const fn of functions) this.#devices.set(fn.label, this.#devices.size);
    for (const device of otherDevices) this.#devices.set(device.label, this.#devices.size);
    for (const group of groups) this.#groups.set(group.label, this.#groups.size);

    writer.reserve(20 + functions.length * 24 + rootBuses.length * 8 + dmar.length);
    writer.write32(functions.length);
    writer.write32(otherDevices.length);
    writer.write32(rootBuses.length);
    writer.write32(groups.length);
    writer.write32(dmar.length);
    for (const fn of functions) this.#writeFunction(fn, roots);
    for (const root of rootBuses) {
      writer.write32(root.segment);
      writer.write8(root.bus);
      writer.write8(root.lastBus);
      writer.write16(0);
    }
    for (const device of otherDevices) {
      const name = ENCODER.encode(device.acpiName ?? "");
      writer.reserve(4 + name.length);
      writer.write32(name.length);
      writer.writeBytes(name);
    }
    for (const group of groups) {
      writer.reserve(4 + group.members.length * 4);
      writer.write32(group.members.length);
      for (const member of group.members) writer.write32(this.#device(member));
    }
    writer.reserve(dmar.length);
    writer.writeBytes(dmar);
  }

  #writeFunction(fn: PciFunction, roots: ReadonlyMap<number, number>): void {
    const writer = this.#writer;
    // A virtual function may be on the secondary bus of its physical function's bridge, or on a later one.
    const physical = fn.physicalFunction === undefined ? -1 : this.#device(fn.physicalFunction);
    const parent = fn.parent ?? (physical < 0 ? undefined : this.#platform.functions[physical]?.parent);
    const rootBus = physical < 0 ? fn.bus : (this.#platform.functions[physical]?.bus ?? fn.bus);
    const above = parent === undefined ? -1 - (roots.get(fn.segment * 256 + rootBus) ?? 0) : this.#device(parent);
    writer.write32(fn.segment);
    writer.write32(above);
    writer.write32(physical);
    writer.write32(fn.classCode);
    writer.write8(fn.bus);
    // Device and function share eight bits; with Alternative Routing-ID, all of them belong to the function.
    writer.write8((fn.device << 3) | fn.function);
    writer.write8(fn.headerType);
    writer.write8(fn.secondaryBus ?? 0);
    writer.write8(fn.subordinateBus ?? 0);
    writer.write8(
      (fn.absent ? FLAG_ABSENT : 0) |
        (fn.secondaryBus === undefined ? 0 : FLAG_HAS_BUSES) |
        (physical < 0 ? 0 : FLAG_VIRTUAL),
    );
    writer.write16(0);
  }

  /** A plain switch: this runs for every step of every case. */
  #writeStep(step: Step): void {
    const writer = this.#writer;
    writer.reserve(64);
    switch (step.do) {
      case "get":
        return this.#writeOperands(OPERATION.get, this.#device(step.device), this.#list(step.list));
      case "put":
        return this.#writeOperands(OPERATION.put, this.#list(step.list));
      case "read":
        return this.#writeOperands(OPERATION.read, this.#list(step.list));
      case "insert":
        this.#writeOperands(OPERATION.insert, this.#list(step.list));
        return this.#writeRegion(step.region);
      case "insert-all-of":
        return this.#writeOperands(OPERATION.insertAllOf, this.#list(step.list), this.#list(step.source));
      case "scribble":
        this.#writeOperands(OPERATION.scribble, this.#list(step.list));
        return this.#writeRegion(SCRIBBLE);
      case "empty":
        return this.#writeOperands(OPERATION.empty, this.#list(step.list));
      case "group":
        return this.#writeOperands(OPERATION.group, this.#group(step.group), this.#list(step.list));
      case "show":
        return this.#writeOperands(OPERATION.show, this.#group(step.group));
      case "map":
        return this.#writeMap(step.group);
      case "attach":
        writer.reserve(64 + step.mappings.length * 16);
        this.#writeOperands(OPERATION.attach, this.#group(step.group));
        writer.write64(step.aperture.start);
        writer.write64(step.aperture.end);
        writer.write8(this.#consumer === "vfio" ? 0 : 1);
        writer.write32(step.mappings.length);
        for (const mapping of step.mappings) {
          writer.write64(mapping.start);
          writer.write64(mapping.end);
        }
        return;
      case "ask":
        switch (step.predicate) {
          case "has-rmrr":
            return this.#writeOperands(OPERATION.askHasRmrr, this.#device(step.device));
          case "relaxable":
            return this.#writeOperands(OPERATION.askRelaxable, this.#device(step.device));
          case "locked":
            return this.#writeOperands(OPERATION.askLocked, this.#device(step.device));
          case "downstream":
            return this.#writeOperands(OPERATION.askDownstream, this.#device(step.device), this.#device(step.bridge));
          default:
            return step satisfies never;
        }
      case "add":
        return this.#writeChange(OPERATION.add, this.#appear(this.#device(step.device)));
      case "remove":
        return this.#writeChange(OPERATION.remove, this.#disappear(this.#device(step.device)));
      case "fail-allocations":
        return this.#writeOperands(OPERATION.failAllocations, step.first, step.count);
      case "restart":
        return this.#writeOperands(OPERATION.restart);
      case "tear-down":
        return this.#writeOperands(OPERATION.tearDown);
      default:
        return step satisfies never;
    }
  }

  #writeOperands(operation: number, first?: number, second?: number): void {
    this.#writer.write8(operation);
    if (first !== undefined) this.#writer.write32(first);
    if (second !== undefined) this.#writer.write32(second);
  }

  #writeRegion(region: RegionFields): void {
    this.#writer.write64(region.start);
    this.#writer.write64(region.end);
    this.#writer.write8(TYPE_NUMBERS.get(region.type) ?? 0);
    this.#writer.write32(region.protection);
  }

  #writeMap(group: string): void {
    const pages = pagesOf(this.#platform.dmar);
    if (pages > MOST_PAGES) {
      const reason = ENCODER.encode(`the table's regions have ${pages} pages, too many to map one by one`);
      this.#writer.reserve(16 + reason.length);
      this.#writer.write8(OPERATION.declined);
      this.#writer.write8(STATUSES.indexOf("unsupported"));
      this.#writer.write32(reason.length);
      this.#writer.writeBytes(reason);
      return;
    }
    this.#writeOperands(OPERATION.map, this.#group(group));
    this.#writer.write64(pages);
  }

  #writeChange(operation: number, functions: readonly number[]): void {
    this.#writer.reserve(16 + functions.length * 4);
    this.#writeOperands(operation, functions.length);
    for (const number of functions) this.#writer.write32(number);
  }

  /** The functions that are added with one, itself first; it is reported even if it is already present. */
  #appear(number: number): number[] {
    const present = this.#presentFunctions();
    const appearing = this.#subHierarchy(number).filter((fn) => fn === number || !present.has(fn));
    for (const fn of appearing) present.add(fn);
    return appearing;
  }

  /** The functions that are removed with one, itself last; it is reported even if it is absent. */
  #disappear(number: number): number[] {
    const present = this.#presentFunctions();
    const leaving = this.#subHierarchy(number).filter((fn) => fn === number || present.has(fn));
    for (const fn of leaving) present.delete(fn);
    return leaving.reverse();
  }

  #subHierarchy(number: number): number[] {
    const { functions } = this.#platform;
    const below = new Set([functions[number]?.label]);
    const numbers: number[] = [];
    functions.forEach((fn, index) => {
      const belongs =
        index === number ||
        (fn.parent !== undefined && below.has(fn.parent)) ||
        (fn.physicalFunction !== undefined && below.has(fn.physicalFunction));
      if (!belongs) return;
      below.add(fn.label);
      numbers.push(index);
    });
    return numbers;
  }

  #presentFunctions(): Set<number> {
    if (this.#present === undefined) {
      this.#present = new Set();
      for (const [index, fn] of this.#platform.functions.entries()) if (!fn.absent) this.#present.add(index);
    }
    return this.#present;
  }

  #device(label: string): number {
    return numberOf(this.#devices, label, "device");
  }

  #group(label: string): number {
    return numberOf(this.#groups, label, "group");
  }

  #list(label: string): number {
    let number = this.#lists.get(label);
    if (number === undefined) {
      number = this.#lists.size;
      this.#lists.set(label, number);
    }
    return number;
  }
}

function numberOf(numbers: ReadonlyMap<string, number>, label: string, what: string): number {
  const number = numbers.get(label);
  if (number === undefined) throw new Error(`the scenario has no ${what} ${label}`);
  return number;
}

/** The total number of pages in the table's regions, as mapping them one after the other would touch them. */
function pagesOf(dmar: Uint8Array): bigint {
  let pages = 0n;
  for (const { structure } of decodeTable(dmar).structures) {
    if (structure.kind === "rmrr" && structure.limit >= structure.base) {
      pages += ((structure.limit - structure.base) >> 12n) + 2n;
    }
  }
  return pages;
}
