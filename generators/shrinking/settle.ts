/**
 * Plans whose wishes are what they got.
 *
 * A function that was moved out of a taken slot would move back once the slot is free, and with it every path
 * through it. So before something is cut away, what stays is told to stay where it is.
 */

import { assignAddresses } from "../addresses.ts";
import type { Plan } from "../plan.ts";

/** The plan with settled slots, and behind it the plan itself if that is another. */
export function plansToCut(plan: Plan): readonly Plan[] {
  const slots = assignAddresses(plan)?.slots;
  if (slots === undefined) return [plan];
  const moved = plan.functions.some(
    (fn, index) => fn.device !== slots.device[index] || fn.function !== slots.function[index],
  );
  if (!moved) return [plan];
  const functions = plan.functions.map((fn, index) => ({
    ...fn,
    device: slots.device[index]!,
    function: slots.function[index]!,
  }));
  return [{ ...plan, functions }, plan];
}
