/** Passes over functions: fewer of them, with references to a removed one redirected to another. */

import { type BusNumbers, numberBuses } from "../bus-numbers.ts";
import { NONE, type Place, type Plan, type PlanFunction, type PlanRoot, placeOnRoot, rootOfPlace } from "../plan.ts";
import { chunks } from "./chunks.ts";
import { type FunctionEdit, withFunction, withFunctions, withoutSome } from "./edit-functions.ts";
import { scopesOf, withScopes } from "./edit-scopes.ts";
import type { Pass } from "./pass.ts";
import { cuts } from "./cuts.ts";

/** Functions that nothing refers to, nor to anything below them or to their virtual functions. */
export const dropIdleFunctions: Pass = {
  name: "drop idle functions",
  *candidates(plan) {
    const busy = busyFunctions(plan);
    const idle = plan.functions.flatMap((_fn, index) => (busy.has(index) ? [] : [index]));
    for (const { from, to } of chunks(idle.length)) {
      const gone = new Set(idle.slice(from, to));
      yield* cuts(plan, (whole) => withoutSome(whole, (index) => gone.has(index)));
    }
  },
};

/** What is referred to; values below 0 are not functions. */
function busyFunctions(plan: Plan): ReadonlySet<number> {
  const busy = new Set<number>();
  for (const scope of scopesOf(plan)) busy.add(scope.at);
  for (const group of plan.groups) for (const member of group.members) busy.add(member);
  for (const step of plan.steps) {
    if ("device" in step) busy.add(step.device);
    if ("bridge" in step) busy.add(step.bridge);
  }
  // The bridge above a function and its physical function come before it.
  for (const [index, { place, physicalFunction }] of [...plan.functions.entries()].toReversed()) {
    if (busy.has(index)) busy.add(place).add(physicalFunction);
  }
  return busy;
}

/** A function with everything below it, the largest first; everything that refers to them is removed too. */
export const dropSubtrees: Pass = {
  name: "drop subtrees",
  *candidates(plan) {
    for (const top of largestFirst(plan)) yield* cuts(plan, (whole) => withoutSome(whole, (index) => index === top));
  },
};

/** The same, but scopes keep their paths and name functions that no longer exist. */
export const dropNamedFunctions: Pass = {
  name: "drop functions from under their scopes",
  *candidates(plan) {
    if (scopesOf(plan).every((scope) => scope.at < 0)) return;
    for (const top of largestFirst(plan)) {
      yield* cuts(plan, (whole) => ({ ...withoutSome(whole, (index) => index === top), keepScopes: true }));
    }
  },
};

/** Functions sorted by how many are below them, including themselves. */
function largestFirst(plan: Plan): readonly number[] {
  const size = plan.functions.map(() => 1);
  for (let index = plan.functions.length - 1; index >= 0; index--) {
    const { place } = plan.functions[index]!;
    if (place >= 0) size[place]! += size[index]!;
  }
  return [...size.keys()].sort((a, b) => size[b]! - size[a]! || b - a);
}

/** Removes a bridge from the middle of a path: what is below it moves up, and references to it go to its neighbours. */
export const spliceBridges: Pass = {
  name: "splice bridges",
  *candidates(plan) {
    for (const [bridge, { headerType, place }] of plan.functions.entries()) {
      if (headerType === 0) continue;
      const spliced = (whole: Plan, heir?: number): FunctionEdit => ({
        functions: whole.functions.map((fn, index) =>
          index === bridge ? undefined : fn.place === bridge ? { ...fn, place } : fn,
        ),
        heir: () => heir,
      });
      yield* cuts(plan, (whole) => spliced(whole));
      for (const heir of childrenOf(plan, bridge)) yield* cuts(plan, (whole) => spliced(whole, heir));
    }
  },
};

function childrenOf(plan: Plan, bridge: number): readonly number[] {
  const children: number[] = [];
  for (let index = bridge + 1; index < plan.functions.length && children.length < 8; index++) {
    if (plan.functions[index]!.place === bridge) children.push(index);
  }
  return children;
}

/** With more functions than this, only the bridge above a function is tried as its heir. */
const MOST_HEIRS = 12;

/** A function whose role another can take. */
export const inheritFunctions: Pass = {
  name: "let another function inherit",
  *candidates(plan) {
    const few = plan.functions.length <= MOST_HEIRS;
    for (let gone = plan.functions.length - 1; gone >= 0; gone--) {
      const { place } = plan.functions[gone]!;
      const inherited = (heir: number): Generator<Plan> =>
        cuts(plan, (whole) => ({ ...withoutSome(whole, (index) => index === gone), heir: () => heir }));
      if (place >= 0) yield* inherited(place);
      if (!few) continue;
      for (let heir = 0; heir < plan.functions.length; heir++) {
        if (heir === gone || heir === place) continue;
        yield* inherited(heir);
        // On the same bus, the heir may have to take the slot of the other.
        if (plan.functions[heir]!.place === place) yield* cuts(plan, (whole) => inheritedWithSlot(whole, gone, heir));
      }
    }
  },
};

function inheritedWithSlot(plan: Plan, gone: number, heir: number): FunctionEdit {
  const { device, function: number } = plan.functions[gone]!;
  return {
    functions: plan.functions.map((fn, index) =>
      index === gone ? undefined : index === heir ? { ...fn, device, function: number } : fn,
    ),
    heir: () => heir,
  };
}

/** A single function alone on its root bus takes all roles, while the scopes keep their paths. */
export const keepOneFunction: Pass = {
  name: "keep one function",
  *candidates(plan) {
    if (plan.functions.length < 2 || plan.functions.length > MOST_HEIRS) return;
    for (const kept of plan.functions.keys()) {
      yield* cuts(plan, (whole) => ({
        functions: whole.functions.map((fn, index) =>
          index === kept
            ? { ...fn, place: rootPlaceOf(whole, kept), physicalFunction: NONE, beyondBus: false }
            : undefined,
        ),
        keepScopes: true,
        heir: () => kept,
      }));
    }
  },
};

function rootPlaceOf(plan: Plan, index: number): Place {
  let { place } = plan.functions[index]!;
  while (place >= 0) place = plan.functions[place]!.place;
  return place;
}

/** A bridge on a root bus whose secondary bus can itself become a root bus with the same number. */
export const promoteBuses: Pass = {
  name: "promote buses to root buses",
  *candidates(plan) {
    const buses = numberBuses(plan);
    if (buses === undefined) return;
    for (const [bridge, { headerType, place }] of plan.functions.entries()) {
      if (headerType === 0) continue;
      if (place >= 0) {
        yield* promoteInnerBus(plan, bridge, buses);
        continue;
      }
      const root = rootOfPlace(place);
      const { segment, gap } = plan.roots[root]!;
      const ownBus = buses.bus[plan.functions.length + root]!;
      const alone = plan.functions.every((fn, index) => index === bridge || fn.place !== place);
      const promoted: PlanRoot = {
        segment,
        gap: alone ? gap + buses.bus[bridge]! - ownBus : buses.bus[bridge]! - ownBus - 1,
        spare: plan.roots[root]!.spare,
      };
      const above: PlanRoot = { segment, gap, spare: 0 };
      const roots = plan.roots.flatMap((other, index) =>
        index !== root ? [other] : alone ? [promoted] : [above, promoted],
      );
      const shift = alone ? 0 : 1;
      // A function's index, misread as a place on a root bus, is that of none.
      const move = (at: number): number => (rootOfPlace(at) > root ? at - shift : at);
      const functions = plan.functions.map((fn, index): PlanFunction | undefined => {
        if (index === bridge) return undefined;
        return { ...fn, place: fn.place === bridge ? placeOnRoot(root + shift) : move(fn.place) };
      });
      const moved = withScopes({ ...plan, roots }, (scope) => ({ ...scope, at: move(scope.at) }));
      yield withFunctions(moved, { functions });
      for (const heir of childrenOf(plan, bridge)) yield withFunctions(moved, { functions, heir: () => heir });
    }
  },
};

/** The bus behind a bridge that is not on a root bus: as a root bus, it comes after all that remain below its own. */
function* promoteInnerBus(plan: Plan, bridge: number, buses: BusNumbers): Generator<Plan> {
  if (plan.functions.length > MOST_HEIRS) return;
  const root = buses.rootOf[bridge]!;
  const own = plan.roots[root]!;
  const goes = new Set([bridge]);
  // That of the bridge above, at least.
  let highest = 0;
  for (const [index, { place, headerType }] of plan.functions.entries()) {
    if (goes.has(place)) goes.add(index);
    if (headerType !== 0 && buses.rootOf[index] === root && !goes.has(index)) {
      highest = Math.max(highest, buses.bus[index]!);
    }
  }
  const gap = Math.max(0, buses.bus[bridge]! - highest - 1);
  const roots = plan.roots.toSpliced(root, 1, { ...own, spare: 0 }, { ...own, gap });
  const move = (at: number): number => (rootOfPlace(at) > root ? at - 1 : at);
  const functions = plan.functions.map((fn, index): PlanFunction | undefined =>
    index === bridge ? undefined : { ...fn, place: fn.place === bridge ? placeOnRoot(root + 1) : move(fn.place) },
  );
  const moved = withScopes({ ...plan, roots }, (scope) => ({ ...scope, at: move(scope.at) }));
  yield withFunctions(moved, { functions });
}

/** Functions nearer to their root bus: on it, or one bridge up. */
export const hoistFunctions: Pass = {
  name: "hoist functions",
  *candidates(plan) {
    const rootPlace: number[] = [];
    for (const [index, { place, physicalFunction }] of plan.functions.entries()) {
      rootPlace.push(place >= 0 ? rootPlace[place]! : place);
      if (place < 0 || physicalFunction !== NONE) continue;
      yield withFunction(plan, index, { place: rootPlace[index]! });
      const grandparent = plan.functions[place]!.place;
      if (grandparent >= 0) yield withFunction(plan, index, { place: grandparent });
    }
  },
};
