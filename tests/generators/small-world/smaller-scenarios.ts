/**
 * Every small scenario that has no more of anything than another one, and less of something.
 *
 * It goes through the platforms of the small worlds, and over each of them through every sequence of steps of given
 * kinds. Whoever has shrunk a counterexample to the end finds none among them that fails in the same way.
 */

import { CLASS_CODE_ISA_BRIDGE } from "../../../generators/class-vocabulary.ts";
import { otherDeviceReference, type Plan, type PlanStep } from "../../../generators/plan.ts";
import { realise } from "../../../generators/realise.ts";
import { imagesOf } from "../../../generators/small-world/images.ts";
import type { Numbered } from "../../../generators/small-world/numbered.ts";
import {
  type PlatformBlock,
  SMALL_CLASS_CODES,
  SMALL_RANGES,
  SmallPlatforms,
  type TableShape,
} from "../../../generators/small-world/small-platforms.ts";
import { concernsAll } from "../../../generators/shrinking/concerns-all.ts";
import { followDevices } from "../../../generators/shrinking/edit-steps.ts";
import { decodeTable } from "../../../model/dmar/decode.ts";
import type { AddressRange } from "../../../model/region.ts";
import type { Scenario } from "../../../model/scenario.ts";
import {
  bitsOf,
  countScenarios,
  type History,
  historiesOf,
  type StepBounds,
  withRegions,
} from "./smaller-histories.ts";

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

/** Bounds of the small worlds. */
const MOST_FUNCTIONS = 4;
const MOST_RMRRS = 2;
const MOST_SCOPES = 2;
const MOST_HOPS = 3;

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
  /** With so many devices that are not PCI, none or one, which the steps call by the number behind those of functions. */
  readonly others: number;
  readonly platforms: Numbered<Plan>;
  /** By the functions that they are about; undefined if there are too many. */
  readonly histories: ReadonlyMap<number, readonly History[]> | undefined;
}

/** All images of a platform: to the specification it is the same, but not to whoever takes the first that he finds. */
export const ALL_IMAGES = 3;

/** What there is to go through. */
export interface Space extends StepBounds {
  readonly than: Counts;
  /** The classes that endpoints may have besides those of the small worlds. */
  readonly classCodes: readonly number[];
  /** The ranges that RMRRs may have, in this order or turned round, besides those of the small worlds; two at most. */
  readonly ranges?: readonly AddressRange[];
  /** Whether a function may be a virtual one of another beside it. */
  readonly virtual?: boolean;
  /** Whether the last of the functions may be a device that is not PCI. */
  readonly others?: boolean;
  /** 1, or `ALL_IMAGES`. */
  readonly images: number;
  /** Only where every function has to do with what is asked or named: see concerns-all.ts. */
  readonly concerned?: boolean;
}

export function* smallerScenarios(space: Space): Generator<Scenario> {
  for (const { platforms, others, histories } of smallerBlocks(space)) {
    if (histories === undefined) throw new RangeError("there are too many sequences of steps");
    for (const plan of plansIn(platforms, space)) {
      for (const [about, group] of histories) {
        if (space.concerned && !isConcerned(plan, others, about)) continue;
        for (const { steps: drafted, comings } of group) {
          for (const functions of withAbsence(plan, comings)) {
            for (const steps of withRegions(drafted)) {
              yield realise(withGroup(withOthers({ ...plan, functions, steps }, others)));
            }
          }
        }
      }
    }
  }
}

/** How many scenarios `smallerScenarios` goes through; `Infinity` for more than so many. */
export function countSmaller(space: Space, most: number): number {
  let count = 0;
  for (const { platforms, others, histories } of smallerBlocks(space)) {
    if (histories === undefined) return Infinity;
    const weights = [...histories].map(([about, group]) => [about, sum(group.map(countScenarios))] as const);
    const each = sum(weights.map(([, weight]) => weight));
    // No image is another platform that is counted, so there is at least one of each.
    if (!space.concerned && count + platforms.count * each > most) return Infinity;
    if (platforms.count > MOST_PLATFORMS) return Infinity;
    if (!space.concerned && !space.virtual && space.images === 1) count += platforms.count * each;
    else {
      for (const plan of plansIn(platforms, space)) {
        for (const [about, weight] of weights) {
          if (!space.concerned || isConcerned(plan, others, about)) count += weight;
        }
        if (count > most) return Infinity;
      }
    }
  }
  return count;
}

/** To count more would take longer than to go through the rest. */
const MOST_PLATFORMS = 2_000_000;

/** Whether every function of a platform has to do with its scopes or with one of some devices, and every other device is one. */
function isConcerned(plan: Plan, others: number, about: number): boolean {
  const { length } = plan.functions;
  if (others > 0 && about >> length === 0) return false;
  const asked = bitsOf(about).filter((device) => device < length);
  return concernsAll({ ...plan, steps: asked.map((device): PlanStep => ({ do: "get", device, list: device })) });
}

/** A device that is not PCI, which has had the number behind those of functions. */
function withOthers(plan: Plan, others: number): Plan {
  if (others === 0) return plan;
  const follow = (device: number): number => (device < plan.functions.length ? device : otherDeviceReference(0));
  return { ...plan, otherDevices: [{}], steps: followDevices(plan.steps, follow) };
}

/** The functions of a platform, where each that comes or goes may be there in the beginning or not. */
function* withAbsence({ functions }: Plan, comings: number): Generator<Plan["functions"]> {
  const changing = bitsOf(comings);
  for (let absent = 0; absent < 1 << changing.length; absent++) {
    const away = new Set(changing.filter((_index, bit) => ((absent >> bit) & 1) === 1));
    yield away.size === 0 ? functions : functions.map((fn, index) => (away.has(index) ? { ...fn, absent: true } : fn));
  }
}

/** The images of each platform, and each with one function that is a virtual one of another, if such are wanted. */
function* plansIn(platforms: Numbered<Plan>, { images, virtual }: Space): Generator<Plan> {
  for (const plan of imagesIn(platforms, images)) {
    yield plan;
    if (virtual) yield* withVirtual(plan);
  }
}

/** A virtual function stands behind its physical function on the same bus, and nothing stands below either. */
function* withVirtual(plan: Plan): Generator<Plan> {
  for (const [index, fn] of plan.functions.entries()) {
    for (const [physicalFunction, { place, headerType }] of plan.functions.slice(0, index).entries()) {
      if (place !== fn.place || headerType !== 0 || fn.headerType !== 0) continue;
      yield { ...plan, functions: plan.functions.with(index, { ...fn, physicalFunction }) };
    }
  }
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

function* smallerBlocks({
  than,
  classCodes: own,
  ranges = [],
  others: mayHaveOthers = false,
  ...bounds
}: Space): Generator<SmallerBlock> {
  const platforms = new SmallPlatforms();
  for (const { functions: devices, shape, others } of blocksWithin(than, mayHaveOthers)) {
    const functions = devices - others;
    const scopes = shape.flat();
    const isSame =
      devices === than.functions &&
      shape.length === than.rmrrs &&
      scopes.length === than.scopes &&
      sum(scopes) === than.hops;
    const histories = historiesOf({ functions, others }, bounds, isSame ? than.steps - 1 : than.steps);
    if (histories?.length === 0) continue;
    // What two scopes do, they do whatever class their functions have and wherever their ranges lie.
    const isVaried = scopes.length < 2 && functions < 4;
    // An ISA bridge has a window that may do what a region of an RMRR does, so it matters where there is no RMRR.
    const windows = shape.length === 0 ? [CLASS_CODE_ISA_BRIDGE] : [];
    const classCodes = isVaried
      ? [...new Set([...SMALL_CLASS_CODES, ...own, ...windows])]
      : SMALL_CLASS_CODES.slice(0, 1);
    for (const some of isVaried ? [distinct([...SMALL_RANGES, ...ranges])] : rangeLists(shape.length, ranges)) {
      const vocabulary = { classCodes, ranges: some, eachItsOwn: !isVaried };
      yield {
        others,
        platforms: platforms.of({ functions, shape }, vocabulary),
        histories: histories && byFunctions(histories),
      };
    }
  }
}

/** The ranges of so many RMRRs: those of the small worlds, and others in either order. */
function rangeLists(count: number, others: readonly AddressRange[]): readonly (readonly AddressRange[])[] {
  const found = new Map<string, readonly AddressRange[]>();
  for (const list of [SMALL_RANGES, others, others.toReversed()]) {
    const few = list.slice(0, count);
    if (few.length === count) found.set(few.map(textOf).join(), few);
  }
  return [...found.values()];
}

function distinct(ranges: readonly AddressRange[]): readonly AddressRange[] {
  return [...new Map(ranges.map((range) => [textOf(range), range])).values()];
}

function textOf({ start, end }: AddressRange): string {
  return `${start}-${end}`;
}

function byFunctions(histories: readonly History[]): ReadonlyMap<number, readonly History[]> {
  const found = new Map<number, History[]>();
  for (const history of histories) {
    const group = found.get(history.about);
    if (group === undefined) found.set(history.about, [history]);
    else group.push(history);
  }
  return found;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** One group of all devices, if any step is about a group. */
function withGroup(plan: Plan): Plan {
  if (!plan.steps.some((step) => "group" in step)) return plan;
  const others = plan.otherDevices.map((_device, index) => otherDeviceReference(index));
  return { ...plan, groups: [{ members: [...plan.functions.keys(), ...others] }] };
}

function* blocksWithin(most: Counts, others: boolean): Generator<PlatformBlock & Pick<SmallerBlock, "others">> {
  for (let functions = 0; functions <= most.functions; functions++) {
    for (const shape of shapesWithin(most)) {
      yield { functions, shape, others: 0 };
      if (others && functions > 0) yield { functions, shape, others: 1 };
    }
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
