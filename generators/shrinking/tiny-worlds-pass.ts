/**
 * Tries everything that is tiny.
 *
 * Two scenarios that show the same fault are not always connected by single cuts: where a path of three functions can
 * be misread, so can a path of one hop that names nothing, but nothing in between. So what the other passes leave is
 * compared with all scenarios of one RMRR, one scope and at most two functions.
 */

import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY, type PathHop } from "../../model/dmar/table.ts";
import { CLASS_CODE_BRIDGE, CLASS_CODE_ETHERNET } from "../class-vocabulary.ts";
import {
  ALL_SPARE,
  NONE,
  type Place,
  type Plan,
  type PlanFunction,
  planFunction,
  placeOnRoot,
  type PlanScope,
  planScope,
} from "../plan.ts";
import { castings } from "./castings.ts";
import { compareMeasures } from "./compare-measures.ts";
import { scopesOf } from "./edit-scopes.ts";
import { measure } from "./measure.ts";
import type { Pass } from "./pass.ts";
import { isSmallWorld } from "./small-world.ts";

export const tryTinyWorlds: Pass = {
  name: "try tiny worlds",
  *candidates(plan) {
    if (!isSmallWorld(plan) || scopesOf(plan).length > 1) return;
    const before = measure(plan);
    const worlds = [...tinyWorlds(plan)]
      .map((world) => ({ world, size: measure(world) }))
      .filter(({ size }) => compareMeasures(size, before) < 0)
      .sort((one, other) => compareMeasures(one.size, other.size));
    for (const { world } of worlds) yield world;
  },
};

const ROOT = placeOnRoot(0);
const SLOTS: readonly PathHop[] = [
  { device: 0, function: 0 },
  { device: 1, function: 0 },
];

function* tinyWorlds(plan: Plan): Generator<Plan> {
  const rmrr = plan.rmrrs[0]!;
  const { segment } = plan.roots[0]!;
  const scopes = tinyScopes();
  for (const functions of tinyHierarchies()) {
    const steps = castings(plan.steps, functions.length);
    for (const { gap, scope } of scopes) {
      const roots = [{ segment, gap, spare: ALL_SPARE }];
      const rmrrs = [{ ...rmrr, scopes: [atFunction(functions, scope)] }];
      for (const few of steps) yield { ...plan, roots, functions, rmrrs, steps: few };
    }
  }
}

/** One or two functions, side by side or one below the other. */
function tinyHierarchies(): readonly (readonly PlanFunction[])[] {
  const hierarchies: PlanFunction[][] = tinyFunctions(ROOT).map((fn) => [fn]);
  for (const first of tinyFunctions(ROOT)) {
    for (const second of tinyFunctions(ROOT)) if (second.device !== first.device) hierarchies.push([first, second]);
    if (first.headerType !== 0) hierarchies.push(...tinyFunctions(0).map((second) => [first, second]));
  }
  return hierarchies;
}

function tinyFunctions(place: Place): readonly PlanFunction[] {
  return SLOTS.flatMap((slot) => [
    planFunction(place, slot.device, slot.function, CLASS_CODE_ETHERNET, 0, 0, 0),
    planFunction(place, slot.device, slot.function, CLASS_CODE_BRIDGE, 1, 0, 0),
  ]);
}

/** A scope, and the bus numbers to skip before the root bus at which its path starts. */
interface TinyScope {
  readonly gap: number;
  readonly scope: PlanScope;
}

/** Paths of one or two hops, from root bus 0 or 1; also from bus 0 if that is not a root bus. */
function tinyScopes(): readonly TinyScope[] {
  const paths = SLOTS.flatMap((slot) => [[slot], ...SLOTS.map((next) => [slot, next])]);
  const types = [SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY];
  const scopes = paths.flatMap((path) => types.map((type) => planScope(type, ROOT, path, 0, false)));
  return [
    ...scopes.map((scope) => ({ gap: 0, scope })),
    ...scopes.flatMap((scope) => [scope, { ...scope, startBus: 0 }].map((each) => ({ gap: 1, scope: each }))),
  ];
}

/** The scope as one that refers to a function, as far as its path leads to one. */
function atFunction(functions: readonly PlanFunction[], scope: PlanScope): PlanScope {
  if (scope.startBus !== NONE) return scope;
  let { at } = scope;
  let hops = 0;
  for (const { device } of scope.tail) {
    const next = functions.findIndex((fn) => fn.place === at && fn.device === device);
    if (next < 0) break;
    at = next;
    hops++;
  }
  return { ...scope, at, tail: scope.tail.slice(hops) };
}
