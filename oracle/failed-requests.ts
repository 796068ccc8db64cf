/** Which requests ran out of memory in a trace. */

import { lacksMemory } from "./lacks-memory.ts";
import type { Observations } from "./observations.ts";
import { isRequest, type Request } from "./planned-failures.ts";
import { isStoppedAt } from "./starts.ts";

/** The requests that ran out of memory, by step. */
export function failedRequests(observed: Observations): ReadonlyMap<number, Request> {
  return observed.derive(findFailedRequests);
}

function findFailedRequests(observed: Observations): ReadonlyMap<number, Request> {
  const failed = new Map<number, Request>();
  observed.facts.scenario.steps.forEach((step, index) => {
    const result = observed.result(index);
    if (!isRequest(step) || result.status === "error" || result.status === "unsupported") return;
    if (isStoppedAt(observed, index)) return;
    // An implementation that does not account for its memory can still report that it had none.
    const says = result.status === "no-memory" && !observed.trace.observesMemory;
    if (says || lacksMemory(result)) failed.set(index, step.do);
  });
  return failed;
}
