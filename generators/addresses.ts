/** Where every function of a plan is located: its bus number, its slot, and the path to it. */

import type { PathHop } from "../model/dmar/table.ts";
import { type BusNumbers, busIndexOf, numberBuses } from "./bus-numbers.ts";
import type { Plan } from "./plan.ts";
import { assignSlots, type Slots } from "./slots.ts";

export interface Addresses {
  readonly buses: BusNumbers;
  readonly slots: Slots;
}

/** The addresses of a plan; undefined if it has more functions or bridges than there are numbers. */
export function assignAddresses(plan: Plan): Addresses | undefined {
  const buses = numberBuses(plan);
  if (buses === undefined) return undefined;
  const slots = assignSlots(plan, buses);
  return slots === undefined ? undefined : { buses, slots };
}

/** The bus number of a function. */
export function busOf(plan: Plan, addresses: Addresses, index: number): number {
  const fn = plan.functions[index]!;
  return addresses.buses.bus[busIndexOf(plan, fn.place)]! + (fn.beyondBus ? 1 : 0);
}

/** The hops from the root bus to a function (VT-d 8.3.1). */
export function pathTo(plan: Plan, addresses: Addresses, index: number): PathHop[] {
  const { slots } = addresses;
  const { functions } = plan;
  const path: PathHop[] = [];
  for (let at = index; at >= 0; at = functions[at]!.place) {
    path.push({ device: slots.device[at]!, function: slots.function[at]! });
  }
  return path.length > 1 ? path.reverse() : path;
}
