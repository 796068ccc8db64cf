/** Requirements that fail by faults which one pass over the trace has noted. */

import type { Witness } from "../model/verdict.ts";
import type { AttachFault, AttachFaultKind } from "../oracle/attach-faults.ts";
import type { GroupFault, GroupFaultKind } from "../oracle/group-fault.ts";
import { isListStep } from "../oracle/list-history.ts";
import type { MemoryFault, MemoryFaultKind } from "../oracle/memory-fault.ts";
import type { MergeFault, MergeFaultKind } from "../oracle/merge-fault.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";

/** Witnesses of the faults of memory of these kinds; the kind is the rule. */
export function memoryWitnesses(
  faults: readonly MemoryFault[],
  kinds: ReadonlySet<MemoryFaultKind>,
): readonly Witness[] {
  return witnessesOf(faults, kinds);
}

/** Witnesses of the faults of merged lists of these kinds; the kind is the rule. */
export function mergeWitnesses(faults: readonly MergeFault[], kinds: ReadonlySet<MergeFaultKind>): readonly Witness[] {
  return witnessesOf(faults, kinds);
}

/** Witnesses of the faults of groups of these kinds; the kind is the rule. */
export function groupWitnesses(faults: readonly GroupFault[], kinds: ReadonlySet<GroupFaultKind>): readonly Witness[] {
  return witnessesOf(faults, kinds);
}

/** Witnesses of the faults of assignments of these kinds; the kind is the rule. */
export function attachWitnesses(
  faults: readonly AttachFault[],
  kinds: ReadonlySet<AttachFaultKind>,
): readonly Witness[] {
  return witnessesOf(faults, kinds);
}

const NOTHING: readonly Witness[] = [];

function witnessesOf<Fault extends { readonly kind: string }>(
  faults: readonly Fault[],
  kinds: ReadonlySet<Fault["kind"]>,
): readonly Witness[] {
  if (faults.length === 0) return NOTHING;
  const witnesses: Witness[] = [];
  for (const fault of faults) {
    if (!kinds.has(fault.kind)) continue;
    const { kind, ...rest } = fault;
    witnesses.push({ rule: kind, ...rest });
  }
  return witnesses;
}

/** Whether a step is one without which nothing can be said of lists and memory. */
export function dependsOnLists(facts: ScenarioFacts, step: number): boolean {
  const what = facts.scenario.steps[step];
  return what !== undefined && isListStep(what);
}
