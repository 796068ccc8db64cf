/**
 * Tries every small platform with fewer functions or shorter paths.
 *
 * The place of a function and the path to it may have to change together, in ways that no cut offers: a path that goes
 * wrong one hop earlier together with a function one bridge deeper. So what remains in the end is compared with all
 * platforms of the small world that have no more of anything and fewer functions, scopes or hops.
 */

import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import { CLASS_CODE_ETHERNET } from "../class-vocabulary.ts";
import { NO_TAIL, NONE, type Plan, type PlanRmrr, planScope } from "../plan.ts";
import { imagesOf } from "../small-world/images.ts";
import type { Numbered } from "../small-world/numbered.ts";
import { SmallPlatforms, type TableShape, type Vocabulary } from "../small-world/small-platforms.ts";
import { castings } from "./castings.ts";
import { scopesOf } from "./edit-scopes.ts";
import { concernsAll } from "./concerns-all.ts";
import type { Pass } from "./pass.ts";
import { hopsOf } from "./ranks.ts";
import { isSmallWorld } from "./small-world.ts";

const MOST_RMRRS = 2;
const MOST_HOPS = 3;
/** Sets with more scopes are too large. */
const MOST_SCOPES = 4;
const TYPES: readonly number[] = [SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY];
/** More would take longer than all other passes. */
const MOST_CANDIDATES = 6000;
const IMAGES = 3;

export const trySmallPlatforms: Pass = {
  name: "try small platforms",
  *candidates(plan) {
    const varied = varyingOne(plan);
    if (!isCandidate(varied)) return;
    const vocabulary: Vocabulary = {
      classCodes: classesOf(plan),
      ranges: plan.rmrrs.map(({ base, limit }) => ({ start: base, end: limit })),
      eachItsOwn: true,
    };
    const small = new SmallPlatforms();
    let left = MOST_CANDIDATES;
    for (const block of smallerBlocks(varied, scopesOf(plan).length)) {
      const shape = block.byPresentBus ? block.shape.map(() => []) : block.shape;
      const platforms = small.of({ functions: block.functions, shape }, vocabulary);
      for (const member of membersOf(plan, block, platforms)) {
        if (left-- === 0) return;
        yield member;
      }
    }
  },
};

/** Without the scopes of an RMRR that stays as it is, as they start at buses of their own; all if that is every RMRR. */
function varyingOne(plan: Plan): Plan {
  const rmrrs = plan.rmrrs.map((rmrr) => (isApart(rmrr) ? { ...rmrr, scopes: [] } : rmrr));
  return rmrrs.every(({ scopes }) => scopes.length === 0) ? plan : { ...plan, rmrrs };
}

function isApart({ scopes }: PlanRmrr): boolean {
  return scopes.length > 0 && scopes.every(({ startBus }) => startBus !== NONE);
}

/** A few present functions, and scopes of one RMRR that name them; another RMRR may be there without any scopes. */
function isCandidate(plan: Plan): boolean {
  return (
    isSmallWorld(plan, MOST_RMRRS) &&
    plan.rmrrs.filter(({ scopes }) => scopes.length > 0).length === 1 &&
    plan.functions.every(({ absent, physicalFunction }) => !absent && physicalFunction === NONE) &&
    scopesOf(plan).every(({ type }) => TYPES.includes(type))
  );
}

/** The platforms with this many functions and RMRRs whose scopes have this many hops each. */
interface Block {
  readonly functions: number;
  readonly shape: TableShape;
  /** By its current bus number, a function is named in one hop. */
  readonly byPresentBus: boolean;
  /** How many images of each platform are tried. */
  readonly images: number;
}

/**
 * Sets of platforms that have no more of anything and less of something, those of the fewest things first.
 *
 * @param inAll how many scopes there are, with those that stay as they are
 */
function smallerBlocks(plan: Plan, inAll: number): readonly Block[] {
  const scopes = scopesOf(plan);
  const hops = sum(scopes.map((scope) => hopsOf(plan, scope)));
  const blocks: Block[] = [];
  const add = (functions: number, shape: TableShape, byPresentBus: boolean): void => {
    const own = shape.flat();
    const isSame = functions === plan.functions.length && own.length === scopes.length && sum(own) === hops;
    if (isSame) return;
    // Where fewer things do what more did, the order of enumeration matters; platforms with more scopes are too many.
    const fewer = functions < plan.functions.length || inAll > 1;
    blocks.push({ functions, shape, byPresentBus, images: own.length === 1 && fewer ? IMAGES : 1 });
  };
  // A scope that starts at another bus than the first may as well start at one that is not a root bus.
  const hasMoreRoots = new Set(plan.roots.map(({ segment }) => segment)).size < plan.roots.length;
  const anyByPresentBus = hasMoreRoots || scopes.some((scope) => scope.byPresentBus || scope.startBus !== NONE);
  const shapes = shapesWithin(plan, hops);
  for (let functions = 1; functions <= plan.functions.length; functions++) {
    for (const shape of shapes) add(functions, shape, false);
    // Such a scope is as simple as the path of what it names, so something else must become smaller.
    if (anyByPresentBus && (scopes.length > 1 || functions < plan.functions.length)) {
      add(
        functions,
        plan.rmrrs.map(({ scopes: { length } }) => (length > 0 ? [1] : [])),
        true,
      );
    }
  }
  return blocks.sort(byThings);
}

/** Each function and each hop multiplies the platforms by about the same factor. */
function byThings(one: Block, other: Block): number {
  const scopes = one.shape.flat().length - other.shape.flat().length;
  return one.functions - other.functions + sum(one.shape.flat()) - sum(other.shape.flat()) || scopes;
}

function* membersOf(plan: Plan, block: Block, platforms: Numbered<Plan>): Generator<Plan> {
  const { functions, byPresentBus } = block;
  const steps = castings(plan.steps, functions);
  if (steps.length === 0) return;
  const segments = new Set([...plan.roots, ...plan.rmrrs].map(({ segment }) => segment)).size;
  const rmrrOf = (rmrr: PlanRmrr, at: number): PlanRmrr => {
    const own = plan.rmrrs[at]!;
    const isStaying = isApart(own) && block.shape[at]!.length === 0;
    const staying = isStaying ? { segment: smallSegment(plan, own), scopes: own.scopes } : {};
    return { ...rmrr, ...staying, reserved: own.reserved };
  };
  const offered = new Set<string>();
  for (let index = 0; index < platforms.count; index++) {
    const platform = platforms.at(index);
    // A plan that needs a second segment has one by now.
    if (platform.roots.length > segments) continue;
    for (const image of imagesOf(platform).slice(0, block.images)) {
      for (const rmrrs of byPresentBus ? namedByPresentBus(image, block.shape) : [image.rmrrs]) {
        const member = { ...image, rmrrs: rmrrs.map(rmrrOf) };
        const picture = pictureOf(member);
        // Without two devices on a bus, a platform is its own image.
        if (offered.has(picture)) continue;
        offered.add(picture);
        for (const few of steps) {
          const candidate = { ...member, steps: few, lastListFirst: plan.lastListFirst };
          if (concernsAll(candidate)) yield candidate;
        }
      }
    }
  }
}

/** The first segment of a small platform is the one with functions. */
function smallSegment({ roots }: Plan, { segment }: PlanRmrr): number {
  return segment === roots[0]!.segment ? 0 : 1;
}

/** What distinguishes the members of a block. */
function pictureOf({ functions, rmrrs }: Plan): string {
  const drawn = functions.map((fn) => `${fn.place}/${fn.device}.${fn.function}:${fn.classCode}`);
  for (const { segment, scopes } of rmrrs) {
    drawn.push(`${segment}`);
    for (const { type, at, tail } of scopes) {
      drawn.push(`${type}@${at}${tail.map((hop) => `/${hop.device}.${hop.function}`).join("")}`);
    }
  }
  return drawn.join();
}

/** The RMRRs with one scope, which names a function below a bridge by its bus. */
function namedByPresentBus({ functions, rmrrs }: Plan, shape: TableShape): readonly (readonly PlanRmrr[])[] {
  return [...functions.keys()]
    .filter((at) => functions[at]!.place >= 0)
    .flatMap((at) =>
      TYPES.map((type) => {
        const scopes = [planScope(type, at, NO_TAIL, 0, true)];
        return rmrrs.map((rmrr, index) => (shape[index]!.length > 0 ? { ...rmrr, scopes } : rmrr));
      }),
    );
}

/** The classes of endpoints in use; a plain one if there are none. */
function classesOf({ functions }: Plan): readonly number[] {
  const classes = new Set(functions.flatMap(({ headerType, classCode }) => (headerType === 0 ? [classCode] : [])));
  return classes.size === 0 ? [CLASS_CODE_ETHERNET] : [...classes].slice(0, 2);
}

/**
 * The hops of each scope: no RMRR gets more scopes than it has, and no path is longer than those of the small world.
 */
function shapesWithin({ rmrrs }: Plan, most: number): readonly TableShape[] {
  let shapes: readonly TableShape[] = [[]];
  for (const { scopes } of rmrrs) {
    const lists = hopsWithin(scopes.length);
    shapes = shapes.flatMap((shape) => lists.map((list) => [...shape, list]));
  }
  return shapes.filter((shape) => shape.flat().length > 0 && sum(shape.flat()) <= most);
}

/** The hops of this many scopes or fewer, as long as there are not too many. */
function hopsWithin(scopes: number): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [[]];
  let lists: readonly (readonly number[])[] = [[]];
  for (let scope = 0; scope < Math.min(scopes, MOST_SCOPES); scope++) {
    lists = lists.flatMap((list) => Array.from({ length: MOST_HOPS }, (_, index) => [...list, index + 1]));
    found.push(...lists);
  }
  return found;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
