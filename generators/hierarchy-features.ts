/**
 * What the hierarchy of a case may contain.
 *
 * Features are drawn once per case (swarm testing): a case that has a feature has plenty of it, and one without it
 * leaves room for others. Code that enumerates the small world sets the features directly instead.
 */

import { CLASS_FAMILIES, ORDINARY_CLASS_CODES } from "./class-vocabulary.ts";
import { between, type Draws } from "./draws.ts";
import { ALL_SPARE, type PlanRoot } from "./plan.ts";

/** How many things of each kind a case has; for benchmarks, which need comparable cases. */
export interface Size {
  readonly functions: number;
  readonly rmrrs: number;
  /** Get the regions of every function once instead of choosing the most revealing devices. */
  readonly everyFunctionOnce?: boolean;
}

/** `chain`: every function is below the last bridge. */
type Shape = "bushy" | "deep" | "wide" | "chain";

export interface HierarchyFeatures {
  readonly roots: readonly PlanRoot[];
  readonly functions: number;
  readonly shape: Shape;
  /** The greatest number of bridges above a function. */
  readonly depth: number;
  /** Class codes of endpoints. */
  readonly classes: readonly number[];
  readonly devices: readonly number[];
  /** Chances in percent. */
  readonly bridges: number;
  readonly besideLast: number;
  readonly gaps: number;
  readonly unusualBridges: number;
  readonly virtualFunctions: number;
  readonly alternativeRouting: number;
  /** Copy the first functions of the first root bus to every other segment, so that bus numbers recur. */
  readonly mirror: number;
  readonly otherDevices: number;
  /** An endpoint below at least four bridges. */
  readonly deepEndpoint: number;
}

/** Device numbers that firmware commonly uses, and both extremes. */
const DEVICES: readonly number[] = [0, 1, 2, 0x14, 0x1c, 0x1f];

const SHAPES: readonly Shape[] = ["bushy", "deep", "wide", "chain"];
const SHAPE_WEIGHTS: readonly number[] = [24, 44, 10, 22];

/** Most cases are small, because a small case says as much; a few are large, because depth and width do matter. */
const COUNTS: readonly (readonly [weight: number, least: number, most: number])[] = [
  [6, 1, 2],
  [60, 3, 6],
  [26, 7, 12],
  [6, 15, 30],
  [2, 28, 44],
];
const COUNT_WEIGHTS: readonly number[] = COUNTS.map(([weight]) => weight);
/** The last of `COUNTS` is there for its depth. */
const DEEPEST: number = COUNTS.length - 1;

/** Above this, one segment has too few bus numbers. */
const MOST_OF_A_SEGMENT = 4096;

/** Above this, cases are for benchmarks, which compare like with like. */
const LARGE = 64;

const VMD_SEGMENT = 0x10000;

export function drawHierarchyFeatures(draws: Draws, size?: Size): HierarchyFeatures {
  const countClass = size === undefined ? draws.weighted(COUNT_WEIGHTS) : 0;
  const [, least, most] = COUNTS[countClass]!;
  const functions = size?.functions ?? between(draws, least, most);
  const deepest = size === undefined && countClass === DEEPEST;
  const large = functions > LARGE;
  const shape = deepest ? "chain" : SHAPES[draws.weighted(SHAPE_WEIGHTS)]!;
  const segments = functions > MOST_OF_A_SEGMENT ? Math.ceil(functions / MOST_OF_A_SEGMENT) : 0;
  return {
    roots: segments > 0 ? rootsOfSegments(segments) : drawRoots(draws),
    functions,
    shape: large ? "bushy" : shape,
    // Real hierarchies are not deep, and long paths for each of many RMRRs would dominate everything else.
    depth: large ? 10 : 100,
    classes: drawClasses(draws),
    devices: draws.chance(50) ? DEVICES : [0, 1],
    bridges: shape === "wide" ? 15 : deepest ? 92 : shape === "chain" ? 75 : between(draws, 20, 60),
    besideLast: draws.chance(40) ? 35 : 5,
    gaps: draws.chance(30) ? 40 : 0,
    unusualBridges: draws.chance(35) ? 50 : 0,
    virtualFunctions: draws.chance(64) ? 45 : 0,
    // Rare, because code that looks for a suitable bus examines every function.
    alternativeRouting: functions < 100 && draws.chance(14) ? 60 : 0,
    mirror: draws.chance(size === undefined ? 85 : 40) ? 100 : 0,
    otherDevices: draws.chance(66) ? between(draws, 1, 2) : 0,
    deepEndpoint: size === undefined ? 8 : 0,
  };
}

const FAMILY_WEIGHTS: readonly number[] = CLASS_FAMILIES.map((family) => family.weight);

/** The class codes of two families: relations between classes need both in one case. */
function drawClasses(draws: Draws): readonly number[] {
  const first = CLASS_FAMILIES[draws.weighted(FAMILY_WEIGHTS)]!.classCodes;
  const second = CLASS_FAMILIES[draws.weighted(FAMILY_WEIGHTS)]!.classCodes;
  return inEqualParts(first === second ? ORDINARY_CLASS_CODES : first, second);
}

/** A family with one class code is drawn as often as one with eight. */
function inEqualParts(one: readonly number[], other: readonly number[]): readonly number[] {
  const [few, many] = one.length < other.length ? [one, other] : [other, one];
  const codes = [...many];
  for (let index = 0; index < many.length; index++) codes.push(few[index % few.length]!);
  return codes;
}

function drawRoots(draws: Draws): readonly PlanRoot[] {
  const drawGap = (): number => (draws.chance(82) ? between(draws, 1, 0x3a) : 0);
  const gap = drawGap();
  const first = (segment: number, spare: number): PlanRoot => ({ segment, gap, spare });
  // Another segment usually has the same number, so that only the segment distinguishes the buses.
  const other = (segment: number): PlanRoot => ({ segment, gap: draws.chance(70) ? gap : drawGap(), spare: ALL_SPARE });
  switch (draws.weighted([27, 21, 29, 9, 14])) {
    case 0:
      return [first(draws.chance(10) ? between(draws, 1, 3) : 0, ALL_SPARE)];
    case 1:
      return [first(0, between(draws, 0, 4)), { segment: 0, gap: drawGap(), spare: ALL_SPARE }];
    case 2:
      return [first(0, ALL_SPARE), other(draws.chance(80) ? 1 : 0xffff)];
    case 3:
      return [first(0, ALL_SPARE), other(VMD_SEGMENT + draws.below(2))];
    default:
      return [first(0, 4), other(1), { segment: 0, gap: drawGap(), spare: ALL_SPARE }];
  }
}

function rootsOfSegments(count: number): readonly PlanRoot[] {
  return Array.from({ length: count }, (_, segment) => ({ segment, gap: 0, spare: ALL_SPARE }));
}
