/**
 * How plain the individual fields of a plan are: 0 is plainest.
 *
 * The passes that make fields plainer propose values of lower rank, and the measure adds the ranks up, so that both
 * agree on what is simpler.
 */

import { SCOPE_ENDPOINT } from "../../model/dmar/table.ts";
import { PROTECTION_READ_WRITE, REGION_TYPES, type RegionFields } from "../../model/region.ts";
import { CLASS_CODE_BRIDGE, CLASS_CODE_CARDBUS_BRIDGE, CLASS_CODE_ETHERNET } from "../class-vocabulary.ts";
import { ALL_SPARE, NONE, type Plan, type PlanFunction, type PlanScope, type PlanStep } from "../plan.ts";
import { typeFor } from "./edit-functions.ts";

/** xHCI and VGA: what a reader expects where USB or graphics matters. */
const EXPECTED_CLASS_CODES: readonly number[] = [0x0c0330, 0x030000];

/** Class codes worth trying for a function, plainest first. */
export function plainClassCodes({ headerType }: PlanFunction): readonly number[] {
  if (headerType === 2) return [CLASS_CODE_CARDBUS_BRIDGE];
  return headerType === 1 ? [CLASS_CODE_BRIDGE] : [CLASS_CODE_ETHERNET, ...EXPECTED_CLASS_CODES];
}

function classRank(fn: PlanFunction): number {
  const plain = plainClassCodes(fn).indexOf(fn.classCode);
  return plain >= 0 ? plain : 3 + fn.classCode;
}

/** The rank of a function, apart from its numbers. */
export function functionRank(fn: PlanFunction): number {
  const virtual = fn.physicalFunction === NONE ? 0 : fn.beyondBus ? 2 : 1;
  // A header weighs more than any class, so that a plainer header may come with a class of its own.
  return fn.headerType * 2 ** 26 + classRank(fn) + virtual * 2 ** 29 + (fn.absent ? 2 ** 31 : 0);
}

/** The rank of the way in which a scope names its target. */
export function scopeRank(plan: Plan, scope: PlanScope): number {
  const natural = scope.at >= 0 ? typeFor(plan.functions[scope.at]!) : SCOPE_ENDPOINT;
  const type = scope.type === natural ? 0 : scope.type === 1 || scope.type === 2 ? 1 : 2 + scope.type;
  const start = scope.startBus !== NONE ? 1024 + scope.startBus : scope.byPresentBus ? 512 : 0;
  return type + start + (scope.flags !== 0 ? 1 : 0) + (scope.enumerationId !== 0 ? 1 : 0);
}

/** The hops of a scope's path, however its start is given. */
export function hopsOf(plan: Plan, { at, tail }: PlanScope): number {
  let hops = tail.length;
  for (let index = at; index >= 0; index = plan.functions[index]!.place) hops++;
  return hops;
}

/** The hops that a scope adds to the path of a function, and whether it refers to a function at all. */
export function tailRank(scope: PlanScope): number {
  return scope.tail.length === 0 ? 0 : 2 * scope.tail.length + (scope.at >= 0 ? 1 : 0);
}

export function regionRank({ type, protection }: Pick<RegionFields, "type" | "protection">): number {
  return REGION_TYPES.indexOf(type) + (protection === PROTECTION_READ_WRITE ? 0 : 8 + protection);
}

/** The rank of a step within its kind. */
export function stepRank(step: PlanStep): number {
  if (step.do === "insert-all-of") return 1024;
  return step.do === "insert" ? regionRank(step.region) : 0;
}

/** The plainest wish for spare bus numbers: the last root bus of a segment has all that remain. */
export function plainSpare(plan: Plan, root: number): number {
  const { segment } = plan.roots[root]!;
  return plan.roots.some((other, index) => index > root && other.segment === segment) ? 0 : ALL_SPARE;
}

export function spareRank(plan: Plan, root: number): number {
  const { spare } = plan.roots[root]!;
  return spare === plainSpare(plan, root) ? 0 : 1 + spare;
}
