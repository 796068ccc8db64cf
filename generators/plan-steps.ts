/**
 * Converts the steps of a scenario back into those of a plan: labels become numbers, and the common ending is dropped.
 */

import type { Step } from "../model/scenario.ts";
import { listLabel } from "./labels.ts";
import type { PlanLabels } from "./plan-platform.ts";
import type { PlanStep } from "./plan.ts";

interface PlannedSteps {
  readonly steps: readonly PlanStep[];
  readonly lastListFirst: boolean;
}

/** Undefined if a step refers to a device or group that does not exist. */
export function planSteps(steps: readonly Step[], labels: PlanLabels): PlannedSteps | undefined {
  const listNumber = numberLists(steps);
  const planned: PlanStep[] = [];
  for (const [index, step] of steps.entries()) {
    if (step.do === "tear-down" || isReadBeforePut(step, steps[index + 1])) continue;
    const one = planStep(step, labels, listNumber);
    if (one === undefined) return undefined;
    planned.push(one);
  }
  return withoutEnd(planned);
}

/** `realise` reads every list before it is put, so that read need not be planned. */
function isReadBeforePut(step: Step, next: Step | undefined): boolean {
  return step.do === "read" && next?.do === "put" && next.list === step.list;
}

/** Lists keep the numbers in their labels if every label has one that is unambiguous; otherwise they are counted. */
function numberLists(steps: readonly Step[]): (label: string) => number {
  const seen = new Map<string, number>();
  let implied = true;
  const see = (label: string): void => {
    if (seen.has(label)) return;
    const number = Number(/^list(\d{1,9})$/.exec(label)?.[1]);
    if (listLabel(number) !== label) implied = false;
    seen.set(label, number);
  };
  for (const step of steps) {
    if ("list" in step) see(step.list);
    if ("source" in step) see(step.source);
  }
  if (implied) return (label) => seen.get(label)!;
  const position = new Map([...seen.keys()].map((label, index) => [label, index]));
  return (label) => position.get(label)!;
}

function planStep(step: Step, labels: PlanLabels, listNumber: (label: string) => number): PlanStep | undefined {
  const { devices, groups } = labels;
  switch (step.do) {
    case "get": {
      const device = devices.get(step.device);
      return device === undefined ? undefined : { do: "get", device, list: listNumber(step.list) };
    }
    case "put":
    case "read":
    case "scribble":
    case "empty":
      return { do: step.do, list: listNumber(step.list) };
    case "insert":
      return { do: "insert", list: listNumber(step.list), region: step.region };
    case "insert-all-of":
      return { do: "insert-all-of", list: listNumber(step.list), source: listNumber(step.source) };
    case "group": {
      const group = groups.get(step.group);
      return group === undefined ? undefined : { do: "group", group, list: listNumber(step.list) };
    }
    case "show":
    case "map": {
      const group = groups.get(step.group);
      return group === undefined ? undefined : { do: step.do, group };
    }
    case "attach": {
      const group = groups.get(step.group);
      return group === undefined ? undefined : { ...step, group };
    }
    case "ask": {
      const device = devices.get(step.device);
      if (device === undefined) return undefined;
      if (step.predicate !== "downstream") return { do: "ask", predicate: step.predicate, device };
      const bridge = devices.get(step.bridge);
      return bridge === undefined ? undefined : { do: "ask", predicate: step.predicate, device, bridge };
    }
    case "add":
    case "remove": {
      const device = devices.get(step.device);
      return device === undefined || device < 0 ? undefined : { do: step.do, device };
    }
    case "fail-allocations":
    case "restart":
      return step;
    case "tear-down":
      return undefined;
    default:
      return step satisfies never;
  }
}

/**
 * Drops the final puts that `realise` adds by itself: those of all lists still alive, in the order in which they were
 * made.
 */
function withoutEnd(steps: readonly PlanStep[]): PlannedSteps {
  const puts: number[] = [];
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index]!;
    if (step.do !== "put") break;
    puts.push(step.list);
  }
  puts.reverse();
  const live = new Set<number>();
  for (const step of steps.slice(0, steps.length - puts.length)) {
    if (step.do === "put") live.delete(step.list);
    else if (step.do === "get" || step.do === "group" || step.do === "insert" || step.do === "insert-all-of") {
      live.add(step.list);
    }
  }
  const cameAt = new Map([...live].map((list, position) => [list, position]));
  const order = puts.map((list) => cameAt.get(list) ?? -1);
  // `realise` puts every list that is never put, in its turn, and that turn is missing here.
  if (order.includes(-1) || new Set(order).size !== live.size) return { steps, lastListFirst: false };
  const first = endingRun(order, (earlier, later) => earlier < later);
  const last = endingRun(order, (earlier, later) => earlier > later);
  const lastListFirst = last > first;
  return { steps: steps.slice(0, steps.length - (lastListFirst ? last : first)), lastListFirst };
}

/** How many items at the end of a list follow each other as required. */
function endingRun(items: readonly number[], follow: (earlier: number, later: number) => boolean): number {
  if (items.length === 0) return 0;
  let count = 1;
  while (count < items.length && follow(items[items.length - count - 1]!, items[items.length - count]!)) count++;
  return count;
}
