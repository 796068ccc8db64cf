/**
 * Every small scenario that has no more of anything than another one, and less of something.
 *
 * It goes through the platforms of the small worlds, and over each of them through every sequence of steps of given
 * kinds. Whoever has shrunk a counterexample to the end finds none among them that fails in the same way.
 */

import { CLASS_CODE_ISA_BRIDGE } from "../../../generators/class-vocabulary.ts";
import type { Plan, PlanStep } from "../../../generators/plan.ts";
import { realise } from "../../../generators/realise.ts";
import { imagesOf } from "../../../generators/small-world/images.ts";
import type { Numbered } from "../../../generators/small-world/numbered.ts";
import { smallRegions } from "../../../generators/small-world/merge-world.ts";
import {
  type PlatformBlock,
  SMALL_CLASS_CODES,
  SMALL_RANGES,
  SmallPlatforms,
  type TableShape,
} from "../../../generators/small-world/small-platforms.ts";
import { decodeTable } from "../../../model/dmar/decode.ts";
import { PAGE_SIZE } from "../../../model/region.ts";
import type { Scenario } from "../../../model/scenario.ts";

/** What a reader of a scenario pays for. Steps are those of the scenario: the end that all have is among them. */
export interface Counts {
  readonly functions: number;
  readonly rmrrs: number;
  readonly scopes: number;
  readonly hops: number;
  readonly steps: number;
}

export function countsOf({ platform, steps }: Scenario): Counts {
  const structures = decodeTable(platform.dmar).structures.map(({ structure }) => structure);
  const rmrrs = structures.flatMap((structure) => (structure.kind === "rmrr" ? [structure] : []));
  // One that is too short to be read is one for whoever reads the counterexample.
  const short = structures.filter((structure) => structure.kind === "opaque" && structure.type === 1);
  const scopes = rmrrs.flatMap((rmrr) => rmrr.scopes);
  return {
    functions: platform.functions.length + platform.otherDevices.length,
    rmrrs: rmrrs.length + short.length,
    scopes: scopes.length,
    hops: sum(scopes.map(({ path }) => path.length)),
    steps: steps.length,
  };
}

/** True if there is no more of anything and less of something. */
export function isLess(one: Counts, other: Counts): boolean {
  const names = ["functions", "rmrrs", "scopes", "hops", "steps"] as const;
  return names.every((name) => one[name] <= other[name]) && names.some((name) => one[name] < other[name]);
}

type StepKind = PlanStep["do"];

/** Bounds of the small worlds. */
const MOST_FUNCTIONS = 4;
const MOST_RMRRS = 2;
const MOST_SCOPES = 2;
const MOST_HOPS = 3;
const MOST_INSERTS = 3;

/** False if there are too many of something for the small worlds. */
export function isSmall({ functions, rmrrs, scopes, hops }: Counts): boolean {
  return (
    functions <= MOST_FUNCTIONS &&
    rmrrs <= MOST_RMRRS &&
    scopes <= MOST_RMRRS * MOST_SCOPES &&
    hops <= scopes * MOST_HOPS
  );
}

/** Platforms with every sequence of steps that may happen on them. */
interface SmallerBlock {
  readonly platforms: Numbered<Plan>;
  /** How many images of each platform are gone through. */
  readonly images: number;
  readonly histories: readonly (readonly PlanStep[])[];
}

/** All images of a platform: to the specification it is the same, but not to whoever takes the first that he finds. */
export const ALL_IMAGES = 3;

/** What there is to go through. */
export interface Space {
  readonly than: Counts;
  /** The kinds of steps that may occur; a question occurs at most once. */
  readonly kinds: ReadonlySet<StepKind>;
  /** The classes that endpoints may have besides those of the small worlds. */
  readonly classCodes: readonly number[];
  /** 1, or `ALL_IMAGES`. */
  readonly images: number;
}

export function* smallerScenarios(space: Space): Generator<Scenario> {
  for (const { platforms, images, histories } of smallerBlocks(space)) {
    for (const plan of imagesIn(platforms, images)) {
      for (const drafted of histories) {
        for (const steps of withRegions(drafted)) yield realise(withGroup({ ...plan, steps }));
      }
    }
  }
}

/** How many scenarios `smallerScenarios` goes through; `Infinity` for more than so many. */
export function countSmaller(space: Space, most: number): number {
  let count = 0;
  for (const { platforms, images, histories } of smallerBlocks(space)) {
    if (histories.length > MOST_HISTORIES) return Infinity;
    const each = sum(histories.map((steps) => REGIONS[insertsIn(steps)]!.count));
    // No image is another platform that is counted, so there is at least one of each.
    if (count + platforms.count * each > most) return Infinity;
    count += countImages(platforms, images) * each;
    if (count > most) return Infinity;
  }
  return count;
}

/** The images of each platform that differ. */
function* imagesIn(platforms: Numbered<Plan>, images: number): Generator<Plan> {
  for (let index = 0; index < platforms.count; index++) {
    const plan = platforms.at(index);
    if (images === 1) yield plan;
    else
      yield* new Map(
        imagesOf(plan)
          .slice(0, images)
          .map((image) => [pictureOf(image), image]),
      ).values();
  }
}

function countImages(platforms: Numbered<Plan>, images: number): number {
  if (images === 1) return platforms.count;
  let count = 0;
  const found = imagesIn(platforms, images);
  while (found.next().done !== true) count++;
  return count;
}

/** What tells the images of a platform apart. */
function pictureOf({ functions, rmrrs }: Plan): string {
  const parts: (number | string)[] = [];
  for (const fn of functions) parts.push(fn.place, fn.device, fn.function, fn.classCode);
  for (const { scopes } of rmrrs) {
    for (const { at, tail } of scopes) {
      parts.push("scope", at);
      for (const hop of tail) parts.push(hop.device, hop.function);
    }
  }
  return parts.join();
}

function* smallerBlocks({ than, kinds, classCodes: own, images }: Space): Generator<SmallerBlock> {
  const platforms = new SmallPlatforms();
  for (const block of blocksWithin(than)) {
    const { functions, shape } = block;
    const scopes = shape.flat();
    const isSame =
      functions === than.functions &&
      shape.length === than.rmrrs &&
      scopes.length === than.scopes &&
      sum(scopes) === than.hops;
    const histories = historiesOf(functions, kinds, isSame ? than.steps - 1 : than.steps);
    if (histories.length === 0) continue;
    // What two scopes do, they do whatever class their functions have and wherever their ranges lie.
    const isVaried = scopes.length < 2 && functions < 4;
    // An ISA bridge has a window that may do what a region of an RMRR does, so it matters where there is no RMRR.
    const windows = shape.length === 0 ? [CLASS_CODE_ISA_BRIDGE] : [];
    const vocabulary = {
      classCodes: isVaried ? [...new Set([...SMALL_CLASS_CODES, ...own, ...windows])] : SMALL_CLASS_CODES.slice(0, 1),
      ranges: SMALL_RANGES,
      eachItsOwn: !isVaried,
    };
    yield { platforms: platforms.of(block, vocabulary), images, histories };
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** One group of all functions, if any step is about a group. */
function withGroup(plan: Plan): Plan {
  if (!plan.steps.some((step) => "group" in step)) return plan;
  return { ...plan, groups: [{ members: [...plan.functions.keys()] }] };
}

function* blocksWithin(most: Counts): Generator<PlatformBlock> {
  for (let functions = 0; functions <= most.functions; functions++) {
    for (const shape of shapesWithin(most)) yield { functions, shape };
  }
}

/** No more RMRRs, scopes and hops than these, however scopes are divided among RMRRs. */
function shapesWithin({ rmrrs, scopes, hops }: Counts): readonly TableShape[] {
  const lists = hopLists(scopes, hops);
  let shapes: readonly TableShape[] = [[]];
  const found: TableShape[] = [[]];
  for (let count = 0; count < rmrrs; count++) {
    shapes = shapes.flatMap((shape) => lists.map((list) => [...shape, list]));
    found.push(...shapes);
  }
  return found.filter((shape) => shape.flat().length <= scopes && sum(shape.flat()) <= hops);
}

/** The hops of up to so many scopes, that have no more than so many together. */
function hopLists(scopes: number, hops: number): readonly (readonly number[])[] {
  if (scopes === 0) return [[]];
  const shorter = hopLists(scopes - 1, hops);
  const longest = shorter.filter((list) => list.length === scopes - 1);
  const singles = Array.from({ length: MOST_HOPS }, (_, index) => index + 1);
  const longer = longest.flatMap((list) => singles.map((one) => [...list, one]));
  return [...shorter, ...longer.filter((list) => sum(list) <= hops)];
}

/** A sequence of steps in the making, and how many steps of a scenario it comes to. */
interface Draft {
  readonly steps: readonly PlanStep[];
  readonly cost: number;
  readonly live: readonly number[];
  readonly lists: number;
  readonly asked: boolean;
  /** It ends with a put that would come all the same. */
  readonly inVain: boolean;
}

const MADE = 99;
/** Every list of so many regions. */
const REGIONS = Array.from({ length: MOST_INSERTS + 1 }, (_, count) => smallRegions(count));
const APERTURE = { start: 0n, end: (1n << 39n) - 1n };

/** More sequences of steps than these are not listed. */
const MOST_HISTORIES = 200_000;

/** Every sequence of steps over so many functions that comes to no more than so many steps of a scenario. */
function historiesOf(functions: number, kinds: ReadonlySet<StepKind>, most: number): readonly (readonly PlanStep[])[] {
  const found: (readonly PlanStep[])[] = [];
  const start: Draft = { steps: [], cost: 1, live: [], lists: 0, asked: false, inVain: false };
  const goOn = (draft: Draft): void => {
    if (found.length > MOST_HISTORIES || draft.cost > most || insertsIn(draft.steps) > MOST_INSERTS) return;
    if (!draft.inVain) found.push(draft.steps);
    for (const next of nextDrafts(draft, functions)) if (kinds.has(next.steps.at(-1)!.do)) goOn(next);
  };
  goOn(start);
  return found;
}

function nextDrafts(draft: Draft, functions: number): readonly Draft[] {
  const { steps, cost, live, lists, asked } = draft;
  const next: Draft[] = [];
  const add = (step: PlanStep, more: number, change: Partial<Draft> = {}): void => {
    next.push({ ...draft, inVain: false, ...change, steps: [...steps, step], cost: cost + more });
  };
  const devices = Array.from({ length: functions }, (_, index) => index);
  for (const device of devices) {
    add({ do: "get", device, list: lists }, 3, { live: [...live, lists], lists: lists + 1 });
    add({ do: "add", device }, 1);
    add({ do: "remove", device }, 1);
    if (asked) continue;
    for (const predicate of ["has-rmrr", "relaxable", "locked"] as const) {
      add({ do: "ask", predicate, device }, 1, { asked: true });
    }
    for (const bridge of devices) add({ do: "ask", predicate: "downstream", device, bridge }, 1, { asked: true });
  }
  const withMade = live.includes(MADE) ? {} : { live: [...live, MADE] };
  const ofMade = live.includes(MADE) ? 1 : 3;
  for (const list of live) {
    // At the end, the first list is put first anyway; but something may come behind its put.
    const inVain = list === live[0];
    add({ do: "put", list }, 0, { live: live.filter((other) => other !== list), inVain });
    for (const kind of ["read", "scribble", "empty"] as const) add({ do: kind, list }, 1);
    if (list !== MADE) add({ do: "insert-all-of", list: MADE, source: list }, ofMade, withMade);
  }
  // Which region it is comes later.
  const region = { start: 0n, end: 0n, type: "direct", protection: 3 } as const;
  add({ do: "insert", list: MADE, region }, ofMade, withMade);
  if (functions > 0) {
    add({ do: "group", group: 0, list: lists }, 3, { live: [...live, lists], lists: lists + 1 });
    add({ do: "show", group: 0 }, 1);
    add({ do: "map", group: 0 }, 1);
    for (const mappings of [[], [{ start: PAGE_SIZE, end: 2n * PAGE_SIZE - 1n }]]) {
      add({ do: "attach", group: 0, aperture: APERTURE, mappings }, 1);
    }
  }
  for (const first of [1, 2, 3]) add({ do: "fail-allocations", first, count: 1 }, 1);
  return next;
}

function insertsIn(steps: readonly PlanStep[]): number {
  return steps.filter((step) => step.do === "insert").length;
}

/** The steps with every choice of regions for their insertions. */
function* withRegions(steps: readonly PlanStep[]): Generator<readonly PlanStep[]> {
  const count = insertsIn(steps);
  if (count === 0) return yield steps;
  const choices = REGIONS[count]!;
  for (let index = 0; index < choices.count; index++) {
    const regions = [...choices.at(index)];
    yield steps.map((step) => (step.do === "insert" ? { ...step, region: regions.shift()! } : step));
  }
}
