/** How an implementation behaves once it has run out of memory while starting (series 2/8; docs/rules.md, memory). */

import type { Witness } from "../model/verdict.ts";
import { startHistory } from "../oracle/start-history.ts";
import { plannedStartFailures } from "../oracle/starts.ts";
import type { Requirement } from "./requirement.ts";

export const FAILED_START: Requirement = {
  id: "allocation/failed-start",
  level: "must",
  statement:
    "A start that runs out of memory either works in full all the same, or is reported and leaves nothing behind: no RMRR or scope is lost silently, no object is leaked, freed twice or touched after it was freed, and another start with enough memory works in full.",
  source: "series 2/8; dmar_table_init, dmar_parse_one_rmrr, dmar_alloc_dev_scope, intel_iommu_free_dmars",
  when: "an allocation of a start is made to fail",
  streams: ["startup"],
  trigger: (facts) => plannedStartFailures(facts).length > 0,
  dependsOn({ scenario }, step): boolean {
    const what = scenario.steps[step]!.do;
    return what === "restart" || what === "get" || what === "ask" || what === "tear-down";
  },
  judge(_facts, observed): readonly Witness[] | "not-observable" {
    const { faults, seen } = startHistory(observed);
    if (faults.length === 0) return seen ? [] : "not-observable";
    return faults.map(({ kind, ...fault }) => ({ rule: kind, ...fault }));
  },
};
