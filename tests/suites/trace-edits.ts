/** Changes to the traces of right subjects, in few words: what makes a case of a rule wrong. */

import type { Step } from "../../model/scenario.ts";
import type { ObservedRegion, StepResult, TraceEvent } from "../../model/trace.ts";
import type { RuleCase } from "./rule-case.ts";

export type Steps = Parameters<NonNullable<RuleCase["edit"]>>[0];

/** Gives every look at a list, from a step on, these regions instead. */
export function show(
  steps: Steps,
  scenarioSteps: readonly Step[],
  list: string,
  from: number,
  regions: readonly ObservedRegion[],
): void {
  for (const [index, step] of scenarioSteps.entries()) {
    if (index >= from && "list" in step && step.list === list && steps[index]!.regions !== undefined) {
      steps[index]!.regions = regions;
    }
  }
}

/** An edit of a case: from a step on, every look at a list shows its regions of that step, each changed. */
export function changing(
  { steps: scenarioSteps }: RuleCase["scenario"],
  list: string,
  from: number,
  change: (region: ObservedRegion) => ObservedRegion,
): NonNullable<RuleCase["edit"]> {
  return (steps) => show(steps, scenarioSteps, list, from, steps[from]!.regions!.map(change));
}

/** Leaves out the events of a kind that have to do with these objects. */
export function withoutEvents(steps: Steps, event: TraceEvent["event"], objects: readonly unknown[]): void {
  for (const step of steps) {
    const { events } = step;
    if (events === undefined) continue;
    step.events = events.filter((one) => one.event !== event || !("object" in one && objects.includes(one.object)));
  }
}

/** Adds events to a step. */
export function happens(steps: Steps, index: number, ...events: readonly TraceEvent[]): void {
  steps[index]!.events = [...(steps[index]!.events ?? []), ...events];
}

/** The allocation of a region that nobody gets to see. */
export const lost: TraceEvent = { event: "alloc", object: "lost", kind: "region", maySleep: true, atomic: false };

export function objectsOf({ regions = [] }: StepResult): readonly ObservedRegion["object"][] {
  return regions.map(({ object }) => object);
}
