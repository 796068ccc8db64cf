/**
 * Every small platform that has fewer functions or shorter paths, tried out.
 *
 * Where a function stands and where a path leads may have to change together, in ways that no cut takes: a path that
 * goes astray a hop earlier beside a function that stands a bridge deeper. So what is left in the end is compared
 * with all platforms of the small world that have no more of anything and less of functions, scopes or hops.
 */

import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import { CLASS_CODE_ETHERNET } from "../class-vocabulary.ts";
import { NO_TAIL, NONE, type Plan, type PlanRmrr, planScope } from "../plan.ts";
import { imagesOf } from "../small-world/images.ts";
import type { Numbered } from "../small-world/numbered.ts";
import { SmallPlatforms, type Vocabulary } from "../small-world/small-platforms.ts";
import { castings } from "./castings.ts";
import { scopesOf } from "./edit-scopes.ts";
import type { Pass } from "./pass.ts";
import { hopsOf } from "./ranks.ts";
import { isSmallWorld } from "./small-world.ts";

const MOST_HOPS = 3;
const TYPES: readonly number[] = [SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY];
/** More would take longer than all other passes: the sets that are smallest are tried, then. */
const MOST_CANDIDATES = 6000;
const IMAGES = 3;

export const trySmallPlatforms: Pass = {
  name: "try small platforms",
  *candidates(plan) {
    if (!isCandidate(plan)) return;
    let left = MOST_CANDIDATES;
    const chosen = smallerBlocks(plan).map((block) => {
      const most = left;
      left -= block.size;
      return { block, most };
    });
    chosen.sort((one, other) => bySimplicity(one.block, other.block));
    for (const { block, most } of chosen) yield* membersOf(plan, block, most);
  },
};

/** A small world of functions that are there, and of scopes that name them. */
function isCandidate(plan: Plan): boolean {
  return (
    isSmallWorld(plan) &&
    plan.functions.every(({ absent, physicalFunction }) => !absent && physicalFunction === NONE) &&
    scopesOf(plan).every(({ type }) => TYPES.includes(type))
  );
}

/** The platforms of so many functions under scopes of so many hops each. */
interface Block {
  readonly functions: number;
  readonly hops: readonly number[];
  /** By its present bus, a function is named in one hop. */
  readonly byPresentBus: boolean;
  readonly platforms: Numbered<Plan>;
  /** How many images of each platform are tried. */
  readonly images: number;
  /** How many candidates there are at most: each image, with each function in each part. */
  readonly size: number;
}

/** Sets of platforms that have no more of anything and less of something, the smallest sets first. */
function smallerBlocks(plan: Plan): readonly Block[] {
  const { base, limit } = plan.rmrrs[0]!;
  const vocabulary: Vocabulary = {
    classCodes: classesOf(plan),
    ranges: [{ start: base, end: limit }],
    eachItsOwn: true,
  };
  const most = scopesOf(plan).map((scope) => hopsOf(plan, scope));
  const small = new SmallPlatforms();
  const blocks: Block[] = [];
  const add = (functions: number, hops: readonly number[], byPresentBus: boolean): void => {
    const isSame = functions === plan.functions.length && hops.length === most.length && sum(hops) === sum(most);
    if (isSame) return;
    const platforms = small.of({ functions, shape: [byPresentBus ? [] : hops] }, vocabulary);
    // Where fewer do what more did, it matters what is found first; platforms with more scopes are too many.
    const images = hops.length === 1 && (functions < plan.functions.length || most.length > 1) ? IMAGES : 1;
    const ways = castings(plan.steps, functions).length * (byPresentBus ? TYPES.length * (functions - 1) : 1);
    blocks.push({ functions, hops, byPresentBus, platforms, images, size: platforms.count * images * ways });
  };
  const anyByPresentBus = scopesOf(plan).some((scope) => scope.byPresentBus || scope.startBus !== NONE);
  for (let functions = 1; functions <= plan.functions.length; functions++) {
    for (const hops of hopsWithin(most.length, sum(most))) add(functions, hops, false);
    // Such a scope is as simple as the path of what it names, so something else has to be less.
    if (anyByPresentBus && (most.length > 1 || functions < plan.functions.length)) add(functions, [1], true);
  }
  return blocks.sort((one, other) => one.size - other.size);
}

function* membersOf(plan: Plan, { functions, byPresentBus, platforms, images }: Block, most: number): Generator<Plan> {
  const steps = castings(plan.steps, functions);
  if (steps.length === 0) return;
  const { reserved } = plan.rmrrs[0]!;
  let left = most;
  for (let index = 0; index < platforms.count; index++) {
    const platform = platforms.at(index);
    // What needs a second segment has one by now.
    if (platform.roots.length > plan.roots.length) continue;
    for (const image of imagesOf(platform).slice(0, images)) {
      for (const rmrr of byPresentBus ? namedByPresentBus(image) : image.rmrrs) {
        const rmrrs = [{ ...rmrr, reserved }];
        if ((left -= steps.length) < 0) return;
        for (const few of steps) yield { ...image, rmrrs, steps: few, lastListFirst: plan.lastListFirst };
      }
    }
  }
}

/** The RMRR with one scope that names a function below a bridge by its bus. */
function namedByPresentBus({ functions, rmrrs: [rmrr] }: Plan): readonly PlanRmrr[] {
  return [...functions.keys()]
    .filter((at) => functions[at]!.place >= 0)
    .flatMap((at) => TYPES.map((type) => ({ ...rmrr!, scopes: [planScope(type, at, NO_TAIL, 0, true)] })));
}

function bySimplicity(one: Block, other: Block): number {
  return one.hops.length - other.hops.length || one.functions - other.functions || sum(one.hops) - sum(other.hops);
}

/** The classes of endpoints that there are; one that is plain, if there are none. */
function classesOf({ functions }: Plan): readonly number[] {
  const classes = new Set(functions.flatMap(({ headerType, classCode }) => (headerType === 0 ? [classCode] : [])));
  return classes.size === 0 ? [CLASS_CODE_ETHERNET] : [...classes].slice(0, 2);
}

/** The hops of one scope or more, but no more than there may be of either, and no path longer than those of the small world. */
function hopsWithin(scopes: number, most: number): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  let lists: readonly (readonly number[])[] = [[]];
  for (let scope = 0; scope < scopes; scope++) {
    lists = lists.flatMap((list) => Array.from({ length: MOST_HOPS }, (_, index) => [...list, index + 1]));
    found.push(...lists.filter((list) => sum(list) <= most));
  }
  return found;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
