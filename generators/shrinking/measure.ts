/** How simple a plan is: the numbers that simplicity.ts explains. */

import type { Plan } from "../plan.ts";
import type { Measure } from "./compare-measures.ts";
import { damageRank } from "./damage-passes.ts";
import { scopesOf } from "./edit-scopes.ts";
import { listsOf } from "./edit-steps.ts";
import { functionRank, hopsOf, scopeRank, spareRank, stepRank, tailRank } from "./ranks.ts";
import { measureRanges, rangesOf } from "./region-measure.ts";

/** The measure of a plan, for comparison from the left. */
export function measure(plan: Plan): Measure {
  const scopes = scopesOf(plan);
  const depths = depthsOf(plan).reduce((sum, depth) => sum + depth, 0);
  return [
    plan.table === undefined ? 0 : 1,
    plan.rmrrs.length + plan.structures.length,
    scopes.length,
    plan.steps.length,
    plan.functions.length,
    scopes.reduce((sum, scope) => sum + hopsOf(plan, scope), 0),
    plan.roots.length +
      plan.otherDevices.length +
      plan.groups.reduce((sum, group) => sum + 1 + group.members.length, 0) +
      plan.steps.reduce((sum, step) => sum + (step.do === "attach" ? step.mappings.length : 0), 0),
    depths + scopes.reduce((sum, scope) => sum + tailRank(scope), 0),
    kindsOf(plan),
    ...measureRanges(rangesOf(plan)),
    numbersOf(plan),
  ];
}

/** How many bridges are above each function. */
function depthsOf(plan: Plan): readonly number[] {
  const depths: number[] = [];
  for (const { place } of plan.functions) depths.push(place >= 0 ? depths[place]! + 1 : 0);
  return depths;
}

function kindsOf(plan: Plan): number {
  let sum = (plan.header === undefined ? 0 : 1) + damageRank(plan);
  for (const fn of plan.functions) sum += functionRank(fn);
  for (const scope of scopesOf(plan)) sum += scopeRank(plan, scope);
  for (const step of plan.steps) sum += stepRank(step);
  for (const device of plan.otherDevices) if (device.acpiName !== undefined) sum++;
  for (const rmrr of plan.rmrrs) if (rmrr.reserved !== 0) sum++;
  return sum;
}

function numbersOf(plan: Plan): number {
  let sum = plan.lastListFirst ? 1 : 0;
  for (const [index, root] of plan.roots.entries()) sum += root.segment + root.gap + spareRank(plan, index);
  for (const rmrr of plan.rmrrs) sum += rmrr.segment;
  for (const fn of plan.functions) sum += fn.gap + fn.spare + fn.device + fn.function;
  for (const scope of scopesOf(plan)) for (const hop of scope.tail) sum += hop.device + hop.function;
  for (const step of plan.steps) if (step.do === "fail-allocations") sum += step.first + step.count;
  for (const [position, list] of listsOf(plan).entries()) sum += Math.abs(list - position);
  return sum;
}
