/** Allocations that may sleep where sleeping is forbidden. */

import type { AllocationEvent, AllocationFailedEvent } from "../model/trace.ts";
import type { Observations } from "./observations.ts";

export interface AtomicSleep {
  readonly step: number;
  readonly event: AllocationEvent | AllocationFailedEvent;
}

/** All such allocations of a trace, in order, whether they succeeded or not. */
export function atomicSleeps({ trace }: Observations): readonly AtomicSleep[] {
  const sleeps: AtomicSleep[] = [];
  for (let step = 0; step < trace.steps.length; step++) {
    const { events } = trace.steps[step]!;
    if (events === undefined) continue;
    for (const event of events) {
      if (event.event !== "alloc" && event.event !== "alloc-failed") continue;
      if (event.atomic && event.maySleep) sleeps.push({ step, event });
    }
  }
  return sleeps;
}
