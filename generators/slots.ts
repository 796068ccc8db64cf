/**
 * Device and function numbers for a plan: every wish that can be granted, and a repair where it cannot.
 *
 * Two functions never share a slot, and every device that has functions has a function 0 (PCI Local Bus 3.0,
 * 3.2.2.3.4), because software looks no further if it is missing. On a bus with functions above 7, Alternative
 * Routing-ID Interpretation is enabled, so that the whole bus is a single device, 0 (PCI Express 6.0, 6.13).
 */

import { type BusNumbers, busIndexOf } from "./bus-numbers.ts";
import { NONE, type Plan, type PlanFunction } from "./plan.ts";
import { zeros } from "./zeros.ts";

export interface Slots {
  readonly device: readonly number[];
  readonly function: readonly number[];
}

/** A bus has this many words of 32 slots. */
const WORDS = 8;

/** The slots of a plan; undefined if a bus has more than 256 functions. */
export function assignSlots(plan: Plan, buses: BusNumbers): Slots | undefined {
  const { functions } = plan;
  const count = functions.length;
  const table = new SlotTable(plan, buses);
  let anyHigher = false;
  let anyVirtual = false;
  for (let index = 0; index < count; index++) {
    const fn = functions[index]!;
    if (fn.function !== 0) anyHigher = true;
    if (fn.function > 7) table.routeAlternatively(fn);
    if (fn.physicalFunction !== NONE) anyVirtual = true;
    else if (!table.take(index, fn)) return undefined;
  }
  // Only a function other than function 0 can lack one next to it.
  if (anyHigher) {
    for (let index = 0; index < count; index++) {
      const fn = functions[index]!;
      if (fn.physicalFunction === NONE) table.ensureFirst(index, fn);
    }
  }
  // Virtual functions neither need a function 0 nor serve as one, so they come last.
  if (anyVirtual) {
    for (let index = 0; index < count; index++) {
      const fn = functions[index]!;
      if (fn.physicalFunction !== NONE && !table.take(index, fn)) return undefined;
    }
  }
  return table.numbers();
}

/** Which slots of each bus are taken, and by which functions. */
class SlotTable {
  readonly #plan: Plan;
  /** The number of bus indexes; as many more follow for the bus numbers of virtual functions. */
  readonly #buses: number;
  /** Where the words of each bus begin. They are created for its first function, because few buses have any. */
  readonly #words: number[];
  /** One bit per slot, in words of 32; the first words belong to no bus. */
  readonly #taken: number[] = [0];
  /** Eight bits per function: device and function number as in a routing ID without ARI. */
  readonly #slots: number[];
  #alternative: Set<number> | undefined;

  constructor(plan: Plan, { anyBeyond }: BusNumbers) {
    this.#plan = plan;
    this.#buses = plan.functions.length + plan.roots.length;
    this.#words = zeros(anyBeyond ? 2 * this.#buses : this.#buses);
    this.#slots = zeros(plan.functions.length);
  }

  #busOf(fn: PlanFunction): number {
    return busIndexOf(this.#plan, fn.place) + (fn.beyondBus ? this.#buses : 0);
  }

  #wordsOf(bus: number): number {
    const known = this.#words[bus]!;
    if (known > 0) return known;
    const words = this.#taken.push(0, 0, 0, 0, 0, 0, 0, 0) - WORDS;
    this.#words[bus] = words;
    return words;
  }

  routeAlternatively(fn: PlanFunction): void {
    (this.#alternative ??= new Set()).add(this.#busOf(fn));
  }

  /** Takes the slot that the function asks for, or another one; false if the bus is full. */
  take(index: number, fn: PlanFunction): boolean {
    const base = this.#wordsOf(this.#busOf(fn));
    let slot = fn.function > 7 ? fn.function & 0xff : ((fn.device & 31) << 3) | fn.function;
    if ((this.#taken[base + (slot >> 5)]! >>> (slot & 31)) & 1) {
      slot = freeSlot(this.#taken, base, slot);
      if (slot < 0) return false;
    }
    this.#taken[base + (slot >> 5)]! |= 1 << (slot & 31);
    this.#slots[index] = slot;
    return true;
  }

  /** Turns a function into function 0 of its device if the device has none. */
  ensureFirst(index: number, fn: PlanFunction): void {
    if ((this.#slots[index]! & 7) === 0 && this.#alternative === undefined) return;
    const bus = this.#busOf(fn);
    const first = this.#alternative?.has(bus) ? 0 : this.#slots[index]! & ~7;
    const word = this.#words[bus]! + (first >> 5);
    if ((this.#taken[word]! >>> (first & 31)) & 1) return;
    this.#slots[index] = first;
    this.#taken[word]! |= 1 << (first & 31);
  }

  numbers(): Slots {
    const slots = this.#slots;
    if (this.#alternative === undefined) {
      return { device: slots.map((slot) => slot >> 3), function: slots.map((slot) => slot & 7) };
    }
    const alternative = this.#plan.functions.map((fn) => this.#alternative!.has(this.#busOf(fn)));
    return {
      device: slots.map((slot, index) => (alternative[index] ? 0 : slot >> 3)),
      function: slots.map((slot, index) => (alternative[index] ? slot : slot & 7)),
    };
  }
}

/** Function 0 of the next device without functions, else any free slot; -1 if there is none. */
function freeSlot(taken: readonly number[], base: number, wish: number): number {
  for (let step = 1; step < 32; step++) {
    const slot = ((wish & ~7) + step * 8) & 0xff;
    if (((taken[base + (slot >> 5)]! >>> (slot & 31)) & 0xff) === 0) return slot;
  }
  for (let slot = 0; slot < 256; slot++) if (((taken[base + (slot >> 5)]! >>> (slot & 31)) & 1) === 0) return slot;
  return -1;
}
