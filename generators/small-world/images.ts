/**
 * Images of a small platform, which differ from it only in numbers and in the order of things.
 *
 * The specification treats them as the same platform, so an enumeration contains one of them. But a bus is enumerated
 * from device 0 on, the first bridge gets the first bus number, and code that takes the first match finds a different
 * one.
 */

import type { PathHop } from "../../model/dmar/table.ts";
import { type Place, type Plan, type PlanFunction, type PlanScope, rootOfPlace } from "../plan.ts";

/**
 * The platform itself, the one with devices 0 and 1 of root buses exchanged but enumerated in the old order, and its
 * mirror image.
 */
export function imagesOf(plan: Plan): readonly Plan[] {
  return [plan, withRootsExchanged(plan), mirrored(plan)];
}

/** Functions are enumerated in the same order as before, which is no longer that of their paths. */
function withRootsExchanged(plan: Plan): Plan {
  const functions = plan.functions.map((fn) => (fn.place < 0 ? { ...fn, device: 1 - fn.device } : fn));
  return withScopes({ ...plan, functions }, (scope) => {
    if (scope.at >= 0) return scope;
    const [first, ...rest] = scope.tail;
    return { ...scope, tail: first === undefined ? [] : [exchanged(first), ...rest] };
  });
}

/**
 * On every bus, devices 0 and 1 are exchanged, and so are the two functions of a device; functions are in the order of
 * their paths.
 */
function mirrored(plan: Plan): Plan {
  const { functions } = plan;
  const has = new Set(functions.map(({ place, device, function: number }) => `${place}/${device}.${number}`));
  const opposite = (fn: PlanFunction): number =>
    has.has(`${fn.place}/${fn.device}.${1 - fn.function}`) ? 1 - fn.function : fn.function;
  const paths: (readonly number[])[] = [];
  for (const fn of functions) {
    const above = fn.place >= 0 ? paths[fn.place]! : [rootOfPlace(fn.place)];
    paths.push([...above, 1 - fn.device, opposite(fn)]);
  }
  const order = [...paths.keys()].sort((one, other) => comparePaths(paths[one]!, paths[other]!));
  const moved: number[] = [];
  for (const [index, old] of order.entries()) moved[old] = index;
  const follow = (place: Place): Place => (place >= 0 ? moved[place]! : place);
  const images = order.map((old): PlanFunction => {
    const fn = functions[old]!;
    return { ...fn, place: follow(fn.place), device: 1 - fn.device, function: opposite(fn) };
  });
  return withScopes({ ...plan, functions: images }, (scope) => ({
    ...scope,
    at: follow(scope.at),
    tail: scope.tail.map(exchanged),
  }));
}

function withScopes(plan: Plan, change: (scope: PlanScope) => PlanScope): Plan {
  return { ...plan, rmrrs: plan.rmrrs.map((rmrr) => ({ ...rmrr, scopes: rmrr.scopes.map(change) })) };
}

function exchanged({ device, function: number }: PathHop): PathHop {
  return { device: 1 - device, function: number };
}

/** A function precedes those below it. */
function comparePaths(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    if (one[at] !== other[at]) return one[at]! - other[at]!;
  }
  return one.length - other.length;
}
