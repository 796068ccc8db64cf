/**
 * Every small platform that has fewer functions or shorter paths, tried out.
 *
 * Where a function stands and where a path leads may have to change together, in ways that no cut takes: a path that
 * goes astray a hop earlier beside a function that stands a bridge deeper. So what is left in the end is compared
 * with all platforms of the small world that have no more of anything and less of functions or hops.
 */

import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import { CLASS_CODE_ETHERNET } from "../class-vocabulary.ts";
import { NONE, type Plan } from "../plan.ts";
import { SmallPlatforms, type TableShape, type Vocabulary } from "../small-world/small-platforms.ts";
import { castings } from "./castings.ts";
import { compareMeasures, type Measure } from "./compare-measures.ts";
import { scopesOf } from "./edit-scopes.ts";
import { measure } from "./measure.ts";
import type { Pass } from "./pass.ts";
import { hopsOf } from "./ranks.ts";

const MOST_FUNCTIONS = 4;
const MOST_HOPS = 3;
/** More would take longer than all other passes: those of the shortest paths are tried, then. */
const MOST_CANDIDATES = 2500;

export const trySmallPlatforms: Pass = {
  name: "try small platforms",
  *candidates(plan) {
    if (!isCandidate(plan)) return;
    const before = measure(plan);
    const smaller: { readonly candidate: Plan; readonly size: Measure }[] = [];
    for (const candidate of smallerPlatforms(plan)) {
      const size = measure(candidate);
      if (compareMeasures(size, before) < 0) smaller.push({ candidate, size });
      if (smaller.length === MOST_CANDIDATES) break;
    }
    smaller.sort((one, other) => compareMeasures(one.size, other.size));
    for (const { candidate } of smaller) yield candidate;
  },
};

/** Nothing but functions that are there, and one RMRR whose scopes bear paths. */
function isCandidate({ functions, otherDevices, groups, rmrrs, structures, table }: Plan): boolean {
  const scopes = rmrrs[0]?.scopes ?? [];
  return (
    functions.length > 0 &&
    functions.length <= MOST_FUNCTIONS &&
    functions.every(({ absent, physicalFunction }) => !absent && physicalFunction === NONE) &&
    otherDevices.length + groups.length + structures.length === 0 &&
    table === undefined &&
    rmrrs.length === 1 &&
    scopes.length > 0 &&
    scopes.every(({ type, startBus }) => startBus === NONE && (type === SCOPE_ENDPOINT || type === SCOPE_SUB_HIERARCHY))
  );
}

function* smallerPlatforms(plan: Plan): Generator<Plan> {
  const rmrr = plan.rmrrs[0]!;
  const ranges = [{ start: rmrr.base, end: rmrr.limit }];
  const vocabulary: Vocabulary = { classCodes: classesOf(plan), ranges, eachItsOwn: true };
  const scopes = scopesOf(plan).length;
  const hops = scopesOf(plan).reduce((sum, scope) => sum + hopsOf(plan, scope), 0);
  const small = new SmallPlatforms();
  for (let functions = plan.functions.length; functions > 0; functions--) {
    const most = functions === plan.functions.length ? hops - 1 : hops;
    for (const shape of shapesOf(scopes, most)) {
      const platforms = small.of({ functions, shape }, vocabulary);
      for (let index = 0; index < platforms.count; index++) {
        const platform = platforms.at(index);
        // What needs a second segment has one by now.
        if (platform.roots.length > plan.roots.length) continue;
        const rmrrs = platform.rmrrs.map((one) => ({ ...one, reserved: rmrr.reserved }));
        for (const steps of castings(plan.steps, functions)) {
          yield { ...platform, rmrrs, steps, lastListFirst: plan.lastListFirst };
        }
      }
    }
  }
}

/** The classes of endpoints that there are; one that is plain, if there are none. */
function classesOf({ functions }: Plan): readonly number[] {
  const classes = new Set(functions.flatMap(({ headerType, classCode }) => (headerType === 0 ? [classCode] : [])));
  return classes.size === 0 ? [CLASS_CODE_ETHERNET] : [...classes].slice(0, 2);
}

/** One RMRR with so many scopes, of at most so many hops together, the fewest first. */
function shapesOf(scopes: number, most: number): readonly TableShape[] {
  let lists: (readonly number[])[] = [[]];
  for (let scope = 0; scope < scopes; scope++) {
    lists = lists.flatMap((list) => Array.from({ length: MOST_HOPS }, (_, index) => [...list, index + 1]));
  }
  const total = (list: readonly number[]): number => list.reduce((sum, hops) => sum + hops, 0);
  return lists
    .filter((list) => total(list) <= most)
    .sort((one, other) => total(one) - total(other))
    .map((list) => [list]);
}
