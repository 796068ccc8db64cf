/**
 * References to functions, as seen from outside: memory other than regions, allocated when functions are added and
 * freed when they are removed.
 *
 * What an implementation stores for each function is its own business. But whenever the same functions are present as
 * at an earlier time, it has no reason to keep more memory than then.
 */

import type { ObjectIdentity } from "../model/trace.ts";
import { FORBIDDEN, isNaming } from "./named-scope.ts";
import type { Observations } from "./observations.ts";
import { concerns, platformChanges, type PlatformChange } from "./platform-changes.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

export interface KeptReference {
  readonly step: number;
  /** The index of the function that was last added or removed. */
  readonly index: number;
  readonly object: ObjectIdentity;
  /** How many objects existed at the earlier time, and how many exist now. */
  readonly before: number;
  readonly after: number;
}

/**
 * The changes after which the same functions are present as after an earlier step, and that involve functions that
 * scopes name.
 */
export function returns(facts: ScenarioFacts): readonly PlatformChange[] {
  return facts.derive(findReturns);
}

function findReturns(facts: ScenarioFacts): readonly PlatformChange[] {
  const { all, firstMisuse } = platformChanges(facts);
  const proper = all.filter(({ step }) => step < firstMisuse);
  // What the implementation allocates at the start is visible only after the first step.
  const states = new Set(proper.some(({ step }) => step === 0) ? [] : [stateAt(facts, 0)]);
  const found: PlatformChange[] = [];
  let named = false;
  for (const change of proper) {
    named ||= isNamed(facts, change.index);
    const state = stateAt(facts, change.step + 1);
    if (states.has(state) && named) found.push(change);
    states.add(state);
  }
  return found;
}

/** True if a scope leads to the function, or to one that is added and removed along with it. */
function isNamed(facts: ScenarioFacts, index: number): boolean {
  return facts.coverage.scopes.some(
    (scope) =>
      isNaming(scope) &&
      scope.strength !== FORBIDDEN &&
      facts.isFunction(scope.target) &&
      concerns(facts, index, scope.target),
  );
}

/** The set of present functions as text, so that equal sets are equal. */
function stateAt(facts: ScenarioFacts, step: number): string {
  return facts.hierarchy.functions.map((_, index) => (facts.presentAt(index, step) ? "1" : "0")).join("");
}

export interface ReferenceCounts {
  readonly kept: readonly KeptReference[];
  /** Memory other than regions was observed at all. */
  readonly seen: boolean;
}

export function referenceCounts(observed: Observations): ReferenceCounts {
  const { facts } = observed;
  const { all, firstMisuse } = platformChanges(facts);
  const changes = new Map(all.map((change) => [change.step, change]));
  const live = new Set<ObjectIdentity>();
  /** For each state, how much memory was kept when it last occurred, and whether that was more than before. */
  const states = new Map<string, { readonly size: number; readonly exceeded: boolean }>();
  const kept: KeptReference[] = [];
  let seen = false;
  const end = Math.min(firstMisuse, observed.presenceKnownUntil, facts.scenario.steps.length);
  for (let step = 0; step < end; step++) {
    const change = changes.get(step);
    const isStart = facts.scenario.steps[step]!.do === "restart" && observed.result(step).status !== "unsupported";
    const taken = step === 0 || change !== undefined || isStart;
    if (isStart) {
      // What was kept before is let go of, and what is kept from now on is another start's affair.
      live.clear();
      states.clear();
    }
    for (const event of observed.result(step).events ?? []) {
      if (event.event === "free") live.delete(event.object);
      else if (event.event === "alloc" && event.kind === "other" && taken) {
        seen = true;
        live.add(event.object);
      }
    }
    if (!taken) continue;
    // The state before a change in the first step was never observed.
    const state = stateAt(facts, step + 1);
    const earlier = states.get(state);
    if (earlier === undefined) states.set(state, { size: live.size, exceeded: false });
    else if (live.size > earlier.size) {
      const lost = [...live].find((object) => isNeverFreed(observed, object, step));
      // A single increase may be memory that is allocated on first use and freed at the end.
      if (earlier.exceeded || lost !== undefined) {
        const object = lost ?? [...live].at(-1)!;
        // After the first step, a state is checked only at changes.
        kept.push({ step, index: change!.index, object, before: earlier.size, after: live.size });
      }
      states.set(state, { size: live.size, exceeded: true });
    }
  }
  return { kept, seen };
}

/** True if an object outlives the tear-down. */
function isNeverFreed(observed: Observations, object: ObjectIdentity, after: number): boolean {
  const { steps } = observed.facts.scenario;
  const tearDown = steps.findLastIndex((step) => step.do === "tear-down");
  if (observed.result(tearDown).status !== "ok") return false;
  return !observed.trace.steps
    .slice(after + 1)
    .some(({ events = [] }) => events.some((event) => event.event === "free" && event.object === object));
}
