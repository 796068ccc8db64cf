/**
 * Whether every function of a small platform is relevant to what is queried or named in it.
 *
 * If one is not, the platform without it gives the same answers and has already been tried, so most of an enumeration
 * can be skipped.
 */

import type { PathHop } from "../../model/dmar/table.ts";
import type { Plan } from "../plan.ts";
import { scopesOf } from "./edit-scopes.ts";

/**
 * True if each function of a plan is queried or named, or is above one that is; or is where a hop might lead if
 * misread; or is needed as function 0 of a device, or for the bus number that it takes.
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
      // The bridges after it have the bus numbers after its own.
      (fn.headerType !== 0 && index < last) ||
      (fn.function === 0 && isNeeded(plan, index, concerned)),
  );
}

/** Function 0 of a device another function of which is relevant. */
function isNeeded({ functions }: Plan, zero: number, concerned: ReadonlySet<number>): boolean {
  const { place, device } = functions[zero]!;
  return functions.some((fn, index) => fn.place === place && fn.device === device && concerned.has(index));
}

function slotOf({ device, function: number }: PathHop): string {
  return `${device}.${number}`;
}
