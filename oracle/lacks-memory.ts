/** Whether memory ran out in a step, as its events tell. */

import type { StepResult } from "../model/trace.ts";

/** True if an allocation of the step was made to fail. */
export function lacksMemory({ events }: StepResult): boolean {
  if (events !== undefined) for (const event of events) if (event.event === "alloc-failed") return true;
  return false;
}
