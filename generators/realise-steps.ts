/** The steps of a plan with the labels of its scenario, and the ending that every scenario has. */

import type { AddressRange } from "../model/region.ts";
import type { Step } from "../model/scenario.ts";
import { deviceLabel, functionLabel, groupLabel, listLabel } from "./labels.ts";
import type { Plan, PlanStep } from "./plan.ts";

/**
 * The steps of a scenario. A step that refers to a list that is not alive, or that creates one that is, is dropped.
 *
 * Every list is read before it is put, because only a second read shows that another caller has changed it. Reads and
 * puts are done list by list, so that later lists show what earlier puts did to them.
 */
export function realiseSteps(plan: Plan): Step[] {
  const steps: Step[] = [];
  const live = new Set<number>();
  for (const step of plan.steps) realiseStep(plan, step, live, steps);
  const left = plan.lastListFirst ? [...live].reverse() : live;
  for (const list of left) putBack(listLabel(list), steps);
  steps.push({ do: "tear-down" });
  return steps;
}

function putBack(list: string, steps: Step[]): void {
  steps.push({ do: "read", list }, { do: "put", list });
}

function realiseStep(plan: Plan, step: PlanStep, live: Set<number>, steps: Step[]): void {
  switch (step.do) {
    case "get":
      if (live.has(step.list)) return;
      live.add(step.list);
      steps.push({ do: "get", device: deviceLabel(plan, step.device), list: listLabel(step.list) });
      return;
    case "put":
      if (live.delete(step.list)) putBack(listLabel(step.list), steps);
      return;
    case "read":
    case "scribble":
    case "empty":
      if (live.has(step.list)) steps.push({ do: step.do, list: listLabel(step.list) });
      return;
    case "insert":
      live.add(step.list);
      steps.push({ do: "insert", list: listLabel(step.list), region: step.region });
      return;
    case "insert-all-of":
      // Inserting a list into itself would walk a list that keeps growing.
      if (!live.has(step.source) || step.source === step.list) return;
      live.add(step.list);
      steps.push({ do: "insert-all-of", list: listLabel(step.list), source: listLabel(step.source) });
      return;
    case "group":
      if (live.has(step.list)) return;
      live.add(step.list);
      steps.push({ do: "group", group: groupLabel(plan, step.group), list: listLabel(step.list) });
      return;
    case "show":
    case "map":
      steps.push({ do: step.do, group: groupLabel(plan, step.group) });
      return;
    case "attach": {
      const { aperture } = step;
      steps.push({ do: "attach", group: groupLabel(plan, step.group), aperture, mappings: apart(step.mappings) });
      return;
    }
    case "ask":
      if (step.predicate === "downstream") {
        const bridge = deviceLabel(plan, step.bridge);
        steps.push({ do: "ask", predicate: step.predicate, device: deviceLabel(plan, step.device), bridge });
      } else {
        steps.push({ do: "ask", predicate: step.predicate, device: deviceLabel(plan, step.device) });
      }
      return;
    case "add":
    case "remove":
      steps.push({ do: step.do, device: functionLabel(plan, step.device) });
      return;
    case "fail-allocations":
      steps.push({ do: "fail-allocations", first: step.first, count: step.count });
      return;
    case "restart":
      // Whose the lists are that outlive it need not be told, if none does.
      for (const list of live) putBack(listLabel(list), steps);
      live.clear();
      steps.push({ do: "restart" });
      return;
    default:
      step satisfies never;
  }
}

/** The mappings of an address space do not overlap, so one that would is dropped. */
function apart(mappings: readonly AddressRange[]): readonly AddressRange[] {
  return mappings.filter(
    ({ start, end }, index) => !mappings.slice(0, index).some((before) => before.start <= end && start <= before.end),
  );
}
