/**
 * The memory faults caused by requests that ran out of memory.
 *
 * A fault that also occurs where nothing failed is not caused by a lack of memory, and is left to the requirements on
 * ownership and merging.
 */

import type { Step } from "../model/scenario.ts";
import { failedRequests } from "./failed-requests.ts";
import { memoryFaults } from "./list-history.ts";
import { listLives } from "./list-lives.ts";
import type { MemoryFault } from "./memory-fault.ts";
import type { Observations } from "./observations.ts";
import type { Request } from "./planned-failures.ts";

export interface RequestFault {
  readonly request: Request;
  readonly fault: MemoryFault;
}

export function faultsOfFailedRequests(observed: Observations): readonly RequestFault[] {
  return observed.derive(findFaults);
}

function findFaults(observed: Observations): readonly RequestFault[] {
  const failed = failedRequests(observed);
  const { steps } = observed.facts.scenario;
  const usual = new Set<string>();
  const found: RequestFault[] = [];
  for (const fault of memoryFaults(observed)) {
    const origin = originOf(fault, observed);
    const request = failed.get(origin);
    if (request === undefined) usual.add(`${fault.kind} ${steps[origin]?.do}`);
    else found.push({ request, fault });
  }
  return found.filter(({ request, fault }) => !usual.has(`${fault.kind} ${request}`));
}

/**
 * The step that caused a fault: the step itself if it was a request, otherwise the last request that involved its list.
 */
function originOf(fault: MemoryFault, observed: Observations): number {
  const { steps } = observed.facts.scenario;
  if (fault.kind === "changed") return steps.findLastIndex((step, index) => index < fault.step && !isLook(step));
  // A leak happens in the step in which the object was allocated or released.
  if (failedRequests(observed).has(fault.step) || fault.kind === "leaked") return fault.step;
  // Of the lists that had the label one after the other, the first that was still alive.
  const life = listLives(observed.facts).find(({ label, until }) => label === fault.list && fault.step <= until);
  // If the list was made by the caller, any insertion may have added the object.
  const failedInsert = life?.inserts.findLast((index) => index <= fault.step && failedRequests(observed).has(index));
  return failedInsert ?? life?.from ?? fault.step;
}

function isLook(step: Step): boolean {
  return step.do === "read" || step.do === "fail-allocations";
}
