/**
 * The faults of memory that come from requests which ran out of it.
 *
 * What goes wrong in the same way where nothing failed does not come from want of memory, and is left to the
 * requirements on ownership and merging.
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

/** The step from which a fault comes: itself if it was a request, else the last one that had to do with its list. */
function originOf(fault: MemoryFault, observed: Observations): number {
  const { steps } = observed.facts.scenario;
  if (fault.kind === "changed") return steps.findLastIndex((step, index) => index < fault.step && !isLook(step));
  // What is lost is lost in the step in which it was made or let go of.
  if (failedRequests(observed).has(fault.step) || fault.kind === "leaked") return fault.step;
  // Of the lists that bore the label one after the other, the first that was still there.
  const life = listLives(observed.facts).find(({ label, until }) => label === fault.list && fault.step <= until);
  // Into a list that is made, any insertion may have brought it.
  const failedInsert = life?.inserts.findLast((index) => index <= fault.step && failedRequests(observed).has(index));
  return failedInsert ?? life?.from ?? fault.step;
}

function isLook(step: Step): boolean {
  return step.do === "read" || step.do === "fail-allocations";
}
