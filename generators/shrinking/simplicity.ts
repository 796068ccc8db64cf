/**
 * The order of simplicity: what a least counterexample is, and how one is reached.
 *
 * A person who reads a counterexample pays first for what there is to understand, then for what is unusual
 * about it, last for numbers. So a plan is measured by a list of numbers that is compared from the left:
 *
 *  1. whether the table is bytes that firmware wrote, of which everything may matter
 *  2. RMRRs and other structures: each is a rule to keep in mind
 *  3. scopes: each is a path to follow
 *  4. steps: each is something that happens
 *  5. functions: each is a line of the picture
 *  6. root buses, devices that are not PCI, groups and their members
 *  7. hops: how deep functions stand, and what scopes add to their paths
 *  8. unusual kinds: a class, a header, a way of naming, a type of region that need not be
 *  9. addresses: whole pages before bytes, short before long, low before high, 0 only where it matters
 * 10. numbers: segments, gaps, devices, functions
 *
 * Every pass makes a plan strictly smaller in this order, and the order has no endless descent, so shrinking
 * ends. The passes stand in the order in which they save most: whole RMRRs before scopes, lists before steps,
 * subtrees before functions, and all of these before anything is calmed. When a pass succeeds it goes on, and
 * behind the last pass the first follow again: what ends is a plan that no pass can make smaller.
 */

import type { Plan } from "../plan.ts";
import { calmDetails, calmFunctions, calmRegions, calmScopes } from "./calm-passes.ts";
import { compareMeasures, type Measure } from "./compare-measures.ts";
import { scopesOf } from "./edit-scopes.ts";
import { listsOf } from "./edit-steps.ts";
import {
  dropIdleFunctions,
  dropNamedFunctions,
  dropSubtrees,
  hoistFunctions,
  inheritFunctions,
  promoteBuses,
  spliceBridges,
} from "./function-passes.ts";
import { insertRegions, mergeInserts } from "./insert-passes.ts";
import { closeGaps, lowerSegments, lowerSlots } from "./number-passes.ts";
import { dropPairs } from "./pair-pass.ts";
import type { Pass } from "./pass.ts";
import { functionRank, scopeRank, spareRank, stepRank, tailRank } from "./ranks.ts";
import { measureRanges, rangesOf } from "./region-measure.ts";
import { simplifyRegions } from "./region-passes.ts";
import { dropLists, dropSteps, orderLists } from "./step-passes.ts";
import { dropGroups, dropOtherDevices, dropRoots } from "./surroundings-passes.ts";
import { dropRmrrs, dropScopes, dropStructures, joinRmrrs, plainHeader, thawTable } from "./table-passes.ts";

export const PASSES: readonly Pass[] = [
  // What is there: the largest things first.
  thawTable,
  dropRmrrs,
  dropStructures,
  dropScopes,
  dropLists,
  dropSteps,
  dropIdleFunctions,
  dropSubtrees,
  dropOtherDevices,
  dropGroups,
  dropRoots,
  // Where one thing can go only if another takes its part.
  spliceBridges,
  inheritFunctions,
  dropNamedFunctions,
  promoteBuses,
  joinRmrrs,
  insertRegions,
  mergeInserts,
  dropPairs,
  hoistFunctions,
  // What is unusual.
  calmFunctions,
  calmScopes,
  calmRegions,
  calmDetails,
  plainHeader,
  orderLists,
  // Numbers.
  simplifyRegions,
  lowerSegments,
  closeGaps,
  lowerSlots,
];

/** The measure of a plan; see above. */
export function measure(plan: Plan): Measure {
  const scopes = scopesOf(plan);
  const hops = depthsOf(plan).reduce((sum, depth) => sum + depth, 0);
  return [
    plan.table === undefined ? 0 : 1,
    plan.rmrrs.length + plan.structures.length,
    scopes.length,
    plan.steps.length,
    plan.functions.length,
    plan.roots.length +
      plan.otherDevices.length +
      plan.groups.reduce((sum, group) => sum + 1 + group.members.length, 0),
    hops + scopes.reduce((sum, scope) => sum + tailRank(scope), 0),
    kindsOf(plan),
    ...measureRanges(rangesOf(plan)),
    numbersOf(plan),
  ];
}

/** True if the first plan is strictly simpler than the second. */
export function isSimpler(one: Plan, other: Plan): boolean {
  return compareMeasures(measure(one), measure(other)) < 0;
}

/** How many bridges stand above each function. */
function depthsOf(plan: Plan): readonly number[] {
  const depths: number[] = [];
  for (const { place } of plan.functions) depths.push(place >= 0 ? depths[place]! + 1 : 0);
  return depths;
}

function kindsOf(plan: Plan): number {
  let sum = plan.header === undefined ? 0 : 1;
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
  for (const [position, list] of listsOf(plan).entries()) sum += Math.abs(list - position);
  return sum;
}
