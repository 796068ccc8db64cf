/** What happens where memory runs out, and where nobody may wait for it (series 2/8; docs/rules.md, "Memory and context"). */

import type { Witness } from "../model/verdict.ts";
import type { AllocationFaultKind } from "../oracle/allocation-fault.ts";
import { allocationFaults } from "../oracle/allocation-history.ts";
import { atomicSleeps } from "../oracle/atomic-sleep.ts";
import { failedRequests } from "../oracle/failed-requests.ts";
import { faultsOfFailedRequests } from "../oracle/faults-of-failed-requests.ts";
import { listLives } from "../oracle/list-lives.ts";
import { isRequest, plannedFailures, type Request } from "../oracle/planned-failures.ts";
import { platformChanges } from "../oracle/platform-changes.ts";
import { dependsOnLists } from "./about-faults.ts";
import { FAILED_START } from "./failed-start.ts";
import type { Requirement } from "./requirement.ts";

const STREAMS = ["allocation"] as const;

/** What a requirement on failed requests is about. */
interface FailureRequirement extends Omit<Requirement, "streams" | "trigger" | "dependsOn" | "judge"> {
  readonly requests: ReadonlySet<Request>;
  readonly faults: ReadonlySet<AllocationFaultKind>;
  /** Faults of memory that come from these requests are charged to it as well. */
  readonly judgesMemory?: true;
}

function failing({ requests, faults, judgesMemory, ...rest }: FailureRequirement): Requirement {
  return {
    ...rest,
    streams: STREAMS,
    trigger: (facts) => plannedFailures(facts).some(({ request }) => requests.has(request)),
    dependsOn: dependsOnLists,
    judge(_facts, observed): readonly Witness[] | "not-observable" {
      const witnesses: Witness[] = [];
      for (const { kind, request, ...fault } of allocationFaults(observed)) {
        if (faults.has(kind) && requests.has(request)) witnesses.push({ rule: kind, ...fault });
      }
      if (judgesMemory) {
        for (const { request, fault } of faultsOfFailedRequests(observed)) {
          const { kind, ...details } = fault;
          if (requests.has(request)) witnesses.push({ rule: kind, ...details });
        }
      }
      if (witnesses.length > 0) return witnesses;
      // Memory ran out elsewhere, or the implementation has enough of its own.
      for (const request of failedRequests(observed).values()) if (requests.has(request)) return witnesses;
      return "not-observable";
    },
  };
}

const AFTERWARDS = ["no-memory-afterwards", "lost-afterwards"] as const;

export const ALLOCATION: readonly Requirement[] = [
  {
    id: "allocation/no-sleep-in-atomic",
    level: "must",
    statement:
      "No allocation may sleep where sleeping is forbidden, such as in the RCU read section in which the scopes of RMRRs are walked.",
    source: "series 2/8; intel_iommu_get_resv_regions, rcu_read_lock",
    when: "regions are got or inserted, and no function is added while present or removed while absent",
    streams: ["allocation", "lifecycle", "ownership", "table"],
    trigger: (facts) => listLives(facts).length > 0 && platformChanges(facts).firstMisuse === Infinity,
    dependsOn: ({ scenario }, step) => isRequest(scenario.steps[step]!),
    judge(_facts, observed): readonly Witness[] | "not-observable" {
      if (!observed.trace.observesMemory) return "not-observable";
      return atomicSleeps(observed).map(({ step, event }) => ({
        rule: event.event === "alloc" ? "may-sleep" : "may-sleep-and-failed",
        step,
        message: `memory for ${event.kind === "region" ? "a region" : "something else than a region"}`,
      }));
    },
  },
  failing({
    id: "allocation/failed-get",
    level: "must",
    statement:
      "A get that runs out of memory leaves a subset of the right regions in the list, each of them whole; nothing leaks, the list can be put, no other list changes, and the same get succeeds once memory is available.",
    source: "series 2/8; intel_iommu_get_resv_regions",
    when: "an allocation of a get is made to fail",
    requests: new Set(["get"]),
    faults: new Set(["foreign-region", "partial-region", "unfinished-region", ...AFTERWARDS]),
    judgesMemory: true,
  }),
  failing({
    id: "allocation/failed-insert",
    level: "must",
    statement:
      "An insert that runs out of memory leaves the list as it was, and an insert of several regions keeps those before the one that failed; nothing leaks, and the same insert succeeds once memory is available.",
    source: "series 1/8, 2/8; iommu_insert_resv_region",
    when: "an allocation of an insert is made to fail",
    requests: new Set(["insert", "insert-all-of"]),
    faults: new Set(["list-changed", "not-a-prefix", ...AFTERWARDS]),
    judgesMemory: true,
  }),
  failing({
    id: "allocation/failed-group",
    level: "must",
    statement:
      "If memory runs out while the list of a group is made, what is listed belongs to members and can be freed, the lists of the members are put, and the same request succeeds once memory is available.",
    source: "series 2/8; iommu_get_group_resv_regions",
    when: "an allocation for the list of a group is made to fail",
    requests: new Set(["group"]),
    faults: new Set(["foreign-addresses", ...AFTERWARDS]),
    judgesMemory: true,
  }),
  FAILED_START,
  failing({
    id: "allocation/failure-reported",
    level: "policy",
    statement: "If an insert or the list of a group runs out of memory and is incomplete, this is reported.",
    source: "iommu_insert_resv_region, iommu_get_group_resv_regions",
    when: "an allocation of an insert, or for the list of a group, is made to fail",
    requests: new Set(["insert", "insert-all-of", "group"]),
    faults: new Set(["insert-not-reported", "group-not-reported"]),
  }),
];
