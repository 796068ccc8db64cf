/**
 * Device and function numbers for a plan: every wish that can be granted, and a repair where it cannot.
 *
 * Two functions never share a slot, and where a device has functions, function 0 is among them (PCI Local Bus
 * 3.0, 3.2.2.3.4): software looks no further if it is missing. On a bus with functions above 7, Alternative
 * Routing-ID Interpretation is on, so that all that is there is one device, 0 (PCI Express 6.0, 6.13).
 */

import { type BusNumbers, busIndexOf } from "./bus-numbers.ts";
import type { Plan } from "./plan.ts";

export interface Slots {
  readonly device: readonly number[];
  readonly function: readonly number[];
}

/** Words of 32 slots that a bus has. */
const WORDS = 8;

/** The slots of a plan; undefined if more than 256 functions stand on a bus. */
export function assignSlots(plan: Plan, buses: BusNumbers): Slots | undefined {
  const { functions } = plan;
  const count = functions.length;
  const size = count + plan.roots.length;
  // Virtual functions beyond a bus have that number for themselves: a bus index of its own, behind the others.
  const busOf = (index: number): number =>
    busIndexOf(plan, functions[index]!.place) + (functions[index]!.beyondBus ? size : 0);
  const taken = new Int32Array(size * WORDS * (buses.anyBeyond ? 2 : 1));
  /** Eight bits a function: device and function as a routing ID without ARI has them. */
  const slots = new Array<number>(count).fill(0);
  const take = (index: number): boolean => {
    const fn = functions[index]!;
    const base = busOf(index) * WORDS;
    const wish = fn.function > 7 ? fn.function & 0xff : ((fn.device & 31) << 3) | fn.function;
    const slot = freeSlot(taken, base, wish);
    if (slot < 0) return false;
    taken[base + (slot >> 5)]! |= 1 << (slot & 31);
    slots[index] = slot;
    return true;
  };

  let alternativeRouting: Set<number> | undefined;
  let anyHigher = false;
  let anyVirtual = false;
  for (let index = 0; index < count; index++) {
    const fn = functions[index]!;
    if (fn.function > 7) (alternativeRouting ??= new Set()).add(busOf(index));
    if (fn.function !== 0) anyHigher = true;
    if (fn.physicalFunction !== undefined) anyVirtual = true;
    else if (!take(index)) return undefined;
  }

  // Only a function that is not function 0 can lack one beside it.
  if (anyHigher) {
    for (let index = 0; index < count; index++) {
      if (functions[index]!.physicalFunction !== undefined) continue;
      const bus = busOf(index);
      const first = alternativeRouting?.has(bus) ? 0 : slots[index]! & ~7;
      const word = bus * WORDS + (first >> 5);
      if ((taken[word]! >>> (first & 31)) & 1) continue;
      slots[index] = first;
      taken[word]! |= 1 << (first & 31);
    }
  }
  // Virtual functions need no function 0 and are none, so they come last.
  if (anyVirtual) {
    for (let index = 0; index < count; index++) {
      if (functions[index]!.physicalFunction !== undefined && !take(index)) return undefined;
    }
  }

  const device = new Array<number>(count).fill(0);
  const fnNumber = new Array<number>(count).fill(0);
  for (let index = 0; index < count; index++) {
    const slot = slots[index]!;
    const alternative = alternativeRouting !== undefined && alternativeRouting.has(busOf(index));
    device[index] = alternative ? 0 : slot >> 3;
    fnNumber[index] = alternative ? slot : slot & 7;
  }
  return { device, function: fnNumber };
}

/** The wish if it is free, else function 0 of the next device without functions, else any; -1 if there is none. */
function freeSlot(taken: Int32Array, base: number, wish: number): number {
  if (((taken[base + (wish >> 5)]! >>> (wish & 31)) & 1) === 0) return wish;
  for (let step = 1; step < 32; step++) {
    const slot = ((wish & ~7) + step * 8) & 0xff;
    if (((taken[base + (slot >> 5)]! >>> (slot & 31)) & 0xff) === 0) return slot;
  }
  for (let slot = 0; slot < 256; slot++) if (((taken[base + (slot >> 5)]! >>> (slot & 31)) & 1) === 0) return slot;
  return -1;
}
