/**
 * Everything that is tiny, tried out.
 *
 * Between two scenarios that show one fault there is not always a way by single cuts: where a path of three
 * functions can be misread, so can a path of one hop to nobody, but nothing on the way between them. So what the
 * other passes leave behind is compared with all scenarios of one RMRR, one scope and at most two functions.
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

/** Larger plans are left to the passes that cut. */
const MOST_FUNCTIONS = 4;
const MOST_HOPS = 2;

export const tryTinyWorlds: Pass = {
  name: "try tiny worlds",
  *candidates(plan) {
    const { functions, otherDevices, groups, rmrrs, structures, table } = plan;
    if (functions.length === 0 || functions.length > MOST_FUNCTIONS || table !== undefined) return;
    if (rmrrs.length !== 1 || scopesOf(plan).length !== 1) return;
    if (otherDevices.length + groups.length + structures.length > 0) return;
    const before = measure(plan);
    const worlds: { readonly world: Plan; readonly size: ReturnType<typeof measure> }[] = [];
    for (const world of tinyWorlds(plan)) {
      const size = measure(world);
      if (compareMeasures(size, before) < 0) worlds.push({ world, size });
    }
    worlds.sort((one, other) => compareMeasures(one.size, other.size));
    for (const { world } of worlds) yield world;
  },
};

const SLOTS: readonly PathHop[] = [
  { device: 0, function: 0 },
  { device: 1, function: 0 },
];

function* tinyWorlds(plan: Plan): Generator<Plan> {
  const rmrr = plan.rmrrs[0]!;
  const { segment } = plan.roots[0]!;
  const scopes = tinyScopes();
  for (const functions of tinyHierarchies(Math.min(2, plan.functions.length))) {
    const steps = castings(plan.steps, functions.length);
    for (const gap of [0, 1]) {
      for (const scope of scopes) {
        // On bus 0, a start bus of 0 is what a path has anyway.
        if (gap === 0 && scope.startBus !== NONE) continue;
        for (const few of steps) {
          const roots = [{ segment, gap, spare: ALL_SPARE }];
          const scopesOfOne = [atFunction(functions, scope)];
          yield { ...plan, roots, functions, rmrrs: [{ ...rmrr, scopes: scopesOfOne }], steps: few };
        }
      }
    }
  }
}

/** One function, or two, beside each other or one below the other. */
function tinyHierarchies(most: number): readonly (readonly PlanFunction[])[] {
  const root = placeOnRoot(0);
  const hierarchies: PlanFunction[][] = tinyFunctions(root).map((fn) => [fn]);
  if (most < 2) return hierarchies;
  for (const first of tinyFunctions(root)) {
    const places: readonly Place[] = first.headerType === 0 ? [root] : [root, 0];
    for (const place of places) {
      for (const second of tinyFunctions(place)) {
        if (place !== root || second.device !== first.device) hierarchies.push([first, second]);
      }
    }
  }
  return hierarchies;
}

function tinyFunctions(place: Place): readonly PlanFunction[] {
  return SLOTS.flatMap((slot) => [
    planFunction(place, slot.device, slot.function, CLASS_CODE_ETHERNET, 0, 0, 0),
    planFunction(place, slot.device, slot.function, CLASS_CODE_BRIDGE, 1, 0, 0),
  ]);
}

function tinyScopes(): readonly PlanScope[] {
  const scopes: PlanScope[] = [];
  for (const path of paths()) {
    for (const type of [SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY]) {
      const scope = planScope(type, placeOnRoot(0), path, 0, false);
      scopes.push(scope, { ...scope, startBus: 0 }, { ...scope, startBus: 1 });
    }
  }
  return scopes;
}

/** The scope as one that names a function, as far as its path leads to one. */
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

function paths(): readonly (readonly PathHop[])[] {
  const found: PathHop[][] = SLOTS.map((slot) => [slot]);
  for (let hops = 2; hops <= MOST_HOPS; hops++) {
    for (const path of found.filter((each) => each.length === hops - 1)) {
      for (const slot of SLOTS) found.push([...path, slot]);
    }
  }
  return found;
}
