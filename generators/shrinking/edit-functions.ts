/**
 * Plans with some functions changed or removed.
 *
 * Everything in a plan refers to functions by index, so this is where all references are updated. What referred to a
 * removed function is removed with it, unless the function has an heir.
 */

import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import { type DeviceReference, NONE, type Place, type Plan, type PlanFunction, type PlanScope } from "../plan.ts";
import { followDevices, withSteps } from "./edit-steps.ts";

export interface FunctionEdit {
  /** The new functions, which refer to each other by their old indexes; undefined: the function is removed. */
  readonly functions: readonly (PlanFunction | undefined)[];
  /**
   * Scopes keep their paths and name absent functions; otherwise they follow an heir or are removed with what they
   * name.
   */
  readonly keepScopes?: boolean;
  /** The old index of the function that takes over references to a removed one. */
  readonly heir?: (index: number) => number | undefined;
}

export function withFunctions(plan: Plan, edit: FunctionEdit): Plan {
  const moved: (number | undefined)[] = [];
  const functions: PlanFunction[] = [];
  for (const wished of edit.functions) {
    const fn = wished && movedFunction(wished, moved);
    moved.push(fn && functions.length);
    if (fn !== undefined) functions.push(fn);
  }

  const follow = (index: number): number | undefined => moved[index] ?? moved[edit.heir?.(index) ?? NONE];
  const followDevice = (device: DeviceReference): DeviceReference | undefined => (device < 0 ? device : follow(device));
  const followScope = (scope: PlanScope): PlanScope[] => {
    if (scope.at < 0) return [scope];
    const at = edit.keepScopes ? moved[scope.at] : follow(scope.at);
    if (at !== undefined) return [retarget(scope, at, plan.functions[scope.at]!, functions[at]!)];
    return edit.keepScopes && !scope.byPresentBus ? [withLongerTail(plan, scope, moved)] : [];
  };
  // A device is in one group, so an heir that is already in another stays there.
  const placed = new Set<DeviceReference>();
  return withSteps(
    {
      ...plan,
      functions,
      rmrrs: plan.rmrrs.map((rmrr) => ({ ...rmrr, scopes: rmrr.scopes.flatMap(followScope) })),
      structures: plan.structures.map((other) => ({ ...other, scopes: other.scopes.flatMap(followScope) })),
      groups: plan.groups.map((group) => {
        const members = group.members.flatMap((member) => followDevice(member) ?? []);
        return { ...group, members: members.filter((member) => !placed.has(member) && placed.add(member)) };
      }),
    },
    followDevices(plan.steps, followDevice),
  );
}

/** The function with updated references; undefined if the bridge above it or its physical function is removed. */
function movedFunction(fn: PlanFunction, moved: readonly (number | undefined)[]): PlanFunction | undefined {
  const place = fn.place >= 0 ? moved[fn.place] : fn.place;
  const physicalFunction = fn.physicalFunction === NONE ? NONE : moved[fn.physicalFunction];
  if (place === undefined || physicalFunction === undefined) return undefined;
  const same = place === fn.place && physicalFunction === fn.physicalFunction;
  return same ? fn : { ...fn, place, physicalFunction };
}

/** The scope with the hops to removed functions in its tail. */
function withLongerTail(plan: Plan, scope: PlanScope, moved: readonly (number | undefined)[]): PlanScope {
  const tail = [...scope.tail];
  let { at } = scope;
  while (at >= 0 && moved[at] === undefined) {
    const { device, function: number, place } = plan.functions[at]!;
    tail.unshift({ device, function: number });
    at = place;
  }
  return { ...scope, at: moved[at] ?? at, tail };
}

/** The old indexes of the remaining functions, in their new order. */
export function keptFunctions(functions: FunctionEdit["functions"]): readonly number[] {
  const stays: boolean[] = [];
  for (const fn of functions) {
    const above = fn === undefined || (fn.place >= 0 && !stays[fn.place]);
    stays.push(!above && (fn.physicalFunction === NONE || stays[fn.physicalFunction] === true));
  }
  return stays.flatMap((stay, index) => (stay ? [index] : []));
}

/** A scope that named its function by the right type continues to do so. */
function retarget(scope: PlanScope, at: Place, before: PlanFunction, after: PlanFunction): PlanScope {
  const type = scope.type === typeFor(before) ? typeFor(after) : scope.type;
  return { ...scope, at, type };
}

/** The scope type that matches a function's header. */
export function typeFor(fn: PlanFunction): number {
  return fn.headerType === 0 ? SCOPE_ENDPOINT : SCOPE_SUB_HIERARCHY;
}

/** Some functions are removed, along with everything below them and their virtual functions. */
export function withoutSome(plan: Plan, goes: (index: number) => boolean): FunctionEdit {
  return { functions: plan.functions.map((fn, index) => (goes(index) ? undefined : fn)) };
}

/** A plan with one function changed; its virtual functions follow it to its place. */
export function withFunction(plan: Plan, index: number, change: Partial<PlanFunction>): Plan {
  const functions = plan.functions.map((fn, other) => {
    if (other === index) return { ...fn, ...change };
    return fn.physicalFunction === index && change.place !== undefined ? { ...fn, place: change.place } : fn;
  });
  return { ...plan, functions };
}
