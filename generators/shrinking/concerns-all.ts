/**
 * Whether every function of a small platform has to do with what is asked or named in it.
 *
 * Where one has not, the platform without it answers alike, and that one has been tried by then: so most of what an
 * enumeration goes through need not be.
 */

import type { PathHop } from "../../model/dmar/table.ts";
import type { Plan } from "../plan.ts";
import { scopesOf } from "./edit-scopes.ts";

/**
 * True of a plan in which each function is asked or named, or above one that is; or stands where a hop might lead if it
 * were misread; or is needed: as function 0 of a device, or for the bus number that it takes.
 */
export function concernsAll(plan: Plan): boolean {
  const { functions } = plan;
  const concerned = new Set<number>();
  const withAbove = (from: number): void => {
    for (let index = from; index >= 0; index = functions[index]!.place) concerned.add(index);
  };
  for (const step of plan.steps) {
    if ("device" in step) withAbove(step.device);
    if ("bridge" in step) withAbove(step.bridge);
  }
  const slots = new Set<string>();
  for (const { at, tail } of scopesOf(plan)) {
    withAbove(at);
    for (let index = at; index >= 0; index = functions[index]!.place) slots.add(slotOf(functions[index]!));
    for (const hop of tail) slots.add(slotOf(hop));
  }
  const last = functions.findLastIndex(({ headerType }) => headerType !== 0);
  return functions.every(
    (fn, index) =>
      concerned.has(index) ||
      slots.has(slotOf(fn)) ||
      // The bridges behind it have the bus numbers behind its own.
      (fn.headerType !== 0 && index < last) ||
      (fn.function === 0 && isNeeded(plan, index, concerned)),
  );
}

/** Function 0 of a device of which another one is concerned. */
function isNeeded({ functions }: Plan, zero: number, concerned: ReadonlySet<number>): boolean {
  const { place, device } = functions[zero]!;
  return functions.some((fn, index) => fn.place === place && fn.device === device && concerned.has(index));
}

function slotOf({ device, function: number }: PathHop): string {
  return `${device}.${number}`;
}
