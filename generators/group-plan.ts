/**
 * The plan of a case of the group stream: what the members of a group get, and what the group makes of it: its list,
 * its text in sysfs, its DMA domain.
 */

import { drawGroupRmrrs, drawGroups, drawMembers, type GroupFeatures } from "./draw-groups.ts";
import { drawLayout } from "./draw-layout.ts";
import { getEveryFunction } from "./draw-questions.ts";
import { between, type Draws, pick } from "./draws.ts";
import type { Size } from "./hierarchy-features.ts";
import { likelyAllocations } from "./likely-allocations.ts";
import type { DeviceReference, Plan, PlanGroup, PlanStep } from "./plan.ts";
import { Population } from "./population.ts";
import { Sketch } from "./sketch.ts";

const FEATURES: GroupFeatures = { relaxableOnly: 9, noRmrrs: 3, fullPage: 3 };

/** A case with more RMRRs than this is meant to fill a page, and costs as much as thirty other cases. */
const MANY_RMRRS = 24;

/**
 * The share of cases, in percent, whose regions do not consist of whole pages, and the weight of regions near the
 * interrupt window.
 */
const ODD = 10;
const NEAR_THE_WINDOW = 16;

/** The last address that five levels of page tables translate: 57 bits. */
const GREATEST_MAPPED = (1n << 57n) - 1n;

export function drawGroupPlan(draws: Draws, size?: Size): Plan {
  const sketch = new Sketch();
  drawMembers(draws, FEATURES, sketch, size);
  drawGroups(draws, sketch);
  drawGroupRmrrs(draws, FEATURES, drawLayout(draws, ODD, NEAR_THE_WINDOW), sketch, size);
  if (size?.everyFunctionOnce) {
    getEveryFunction(sketch);
    consumeEveryGroup(sketch);
    return sketch.plan();
  }
  const lists = new ListNumbers();
  const population = new Population(sketch);
  for (let group = 0; group < sketch.groups.length; group++) drawConsumers(draws, sketch, group, lists, population);
  if (draws.chance(30)) drawChange(draws, sketch, lists, population);
  sketch.lastListFirst = draws.chance(30);
  if (draws.chance(12)) drawShortDomain(draws, sketch, population);
  return sketch.plan();
}

/** A domain is set up while memory runs out, and again when memory is available. */
function drawShortDomain(draws: Draws, sketch: Sketch, population: Population): void {
  if (sketch.rmrrs.some(({ limit }) => limit > GREATEST_MAPPED)) return;
  const group = draws.below(sketch.groups.length);
  sketch.steps.push(drawShortage(draws, sketch, presentMembers(sketch.groups[group]!, population)));
  sketch.steps.push({ do: "map", group }, { do: "map", group });
}

/** Makes one of the allocations fail that listing the regions of these members takes. */
export function drawShortage(draws: Draws, sketch: Sketch, members: readonly DeviceReference[]): PlanStep {
  let places = 1;
  for (const member of members) places += likelyAllocations(sketch, member);
  return { do: "fail-allocations", first: 1 + draws.below(places), count: draws.chance(60) ? 1 : between(draws, 2, 8) };
}

/** Performs all group operations once for each group, after the gets of its members. */
function consumeEveryGroup(sketch: Sketch): void {
  for (let group = 0; group < sketch.groups.length; group++) {
    sketch.steps.push({ do: "group", group, list: sketch.functions.length + group });
    sketch.steps.push({ do: "show", group }, { do: "map", group });
  }
}

/** Hands out list numbers, each once. */
export class ListNumbers {
  #next = 0;

  next(): number {
    return this.#next++;
  }
}

/** The members of a group that are present. */
export function presentMembers({ members }: PlanGroup, population: Population): readonly DeviceReference[] {
  return members.filter((member) => member < 0 || population.isPresent(member));
}

/** Gets the regions of each member, by which the group is judged. Returns the lists that stay alive. */
export function getMembers(
  draws: Draws,
  sketch: Sketch,
  members: readonly DeviceReference[],
  lists: ListNumbers,
  keeps: number,
): readonly number[] {
  const kept: number[] = [];
  for (const device of members) {
    const list = lists.next();
    sketch.steps.push({ do: "get", device, list });
    if (draws.chance(keeps)) kept.push(list);
    else sketch.steps.push({ do: "put", list });
  }
  return kept;
}

function drawConsumers(draws: Draws, sketch: Sketch, group: number, lists: ListNumbers, population: Population): void {
  const members = presentMembers(sketch.groups[group]!, population);
  // Usually the members are queried; otherwise only the facts say what the group has.
  const isGot = draws.chance(90);
  const kept = isGot ? getMembers(draws, sketch, members, lists, draws.chance(60) ? 100 : 50) : [];
  if (draws.chance(82)) {
    sketch.steps.push({ do: "group", group, list: lists.next() });
    // A text shown next to a list is judged by that list.
    if (sketch.rmrrs.length > MANY_RMRRS || draws.chance(55)) sketch.steps.push({ do: "show", group });
    if (kept.length === members.length && draws.chance(60)) insertMembers(sketch, kept, lists.next());
  } else if (draws.chance(50)) {
    sketch.steps.push({ do: "show", group });
  }
  // No page table reaches the top of the 64-bit space.
  if (sketch.rmrrs.some(({ limit }) => limit > GREATEST_MAPPED)) return;
  if (draws.chance(63)) sketch.steps.push({ do: "map", group });
  if (draws.chance(12)) sketch.steps.push({ do: "map", group });
}

/** Performs the same merge as the group's, step by step. */
function insertMembers(sketch: Sketch, members: readonly number[], list: number): void {
  for (const source of members) sketch.steps.push({ do: "insert-all-of", list, source });
}

/** A function is added or removed, and a group is queried again. */
function drawChange(draws: Draws, sketch: Sketch, lists: ListNumbers, population: Population): void {
  const { functions, groups } = sketch;
  const away = functions.flatMap((_fn, index) => (population.isPresent(index) ? [] : [index]));
  if (away.length > 0) {
    // What it depends on is added first.
    const device = population.firstToAdd(pick(draws, away));
    sketch.steps.push({ do: "add", device });
    population.change(device, true);
  } else if (draws.chance(40)) {
    const device = draws.below(functions.length);
    sketch.steps.push({ do: "remove", device });
    population.change(device, false);
  } else {
    return;
  }
  drawConsumers(draws, sketch, between(draws, 0, groups.length - 1), lists, population);
}
