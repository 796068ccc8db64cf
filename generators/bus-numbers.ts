/**
 * Bus numbers for a plan, assigned depth first as firmware and Linux do.
 *
 * What a plan needs is reserved first; then its requests for gaps and spare numbers are granted, in the order of the
 * plan, from what is left of the 256 numbers of each segment. So no request can make a plan impossible.
 */

import { type Plan, type PlanRoot, rootOfPlace } from "./plan.ts";
import { zeros } from "./zeros.ts";

const BUSES_OF_A_SEGMENT = 256;

/**
 * A bus is identified by an index: that of the bridge above it, or for a root bus, the number of functions plus the
 * root's index.
 */
export interface BusNumbers {
  /** The number of each bus; meaningless for a function that is not a bridge. */
  readonly bus: readonly number[];
  /** The last number of the range of each bus. */
  readonly last: readonly number[];
  /** The index of the root bus above each function. */
  readonly rootOf: readonly number[];
  /** Whether any bus has virtual functions on the bus number following its own. */
  readonly anyBeyond: boolean;
}

/** The index of the bus that a function is on. */
export function busIndexOf(plan: Plan, place: number): number {
  return place >= 0 ? place : plan.functions.length + rootOfPlace(place);
}

/** The bus numbers of a plan; undefined if a segment has more than 256 buses. */
export function numberBuses(plan: Plan): BusNumbers | undefined {
  const { functions, roots } = plan;
  const count = functions.length;
  const size = count + roots.length;
  const rootOf = zeros(count);
  /** 1 for a bus with virtual functions on the bus number following its own. */
  const beyond = zeros(size);
  let anyBeyond = false;
  let anyWish = false;

  const firstRoots = firstRootsOfSegments(roots);
  /** The numbers left in a segment, at the index of its first root bus. */
  const left = zeros(roots.length);
  for (let root = 0; root < roots.length; root++) {
    if (firstRoots[root] === root) left[root] = BUSES_OF_A_SEGMENT;
    left[firstRoots[root]!]!--;
  }
  for (let index = 0; index < count; index++) {
    const fn = functions[index]!;
    const { place } = fn;
    const root = place >= 0 ? rootOf[place]! : rootOfPlace(place);
    rootOf[index] = root;
    if (fn.headerType !== 0) {
      left[firstRoots[root]!]!--;
      if (fn.gap !== 0 || fn.spare !== 0) anyWish = true;
    } else if (fn.beyondBus) {
      const bus = busIndexOf(plan, place);
      if (beyond[bus] === 0) left[firstRoots[root]!]!--;
      beyond[bus] = 1;
      anyBeyond = true;
    }
  }
  for (let root = 0; root < roots.length; root++) if (left[root]! < 0) return undefined;

  const gaps = zeros(size);
  /** How many numbers the range of a bus has after its own; at this point, only those kept free. */
  const behind = beyond.slice();
  grantWishes(plan, rootOf, firstRoots, left, anyWish, gaps, behind);
  const bus = zeros(size);
  layOut(plan, firstRoots, beyond, gaps, behind, bus);
  // Converted in place: a bus's number plus the count after it is the last number of its range.
  for (let index = 0; index < size; index++) behind[index]! += bus[index]!;
  return { bus, last: behind, rootOf, anyBeyond };
}

/** The index of the first root bus of each root bus's segment. */
function firstRootsOfSegments(roots: readonly PlanRoot[]): readonly number[] {
  const first = zeros(roots.length);
  if (roots.length < 2) return first;
  const bySegment = new Map<number, number>();
  for (let root = 0; root < roots.length; root++) {
    const { segment } = roots[root]!;
    const known = bySegment.get(segment);
    if (known === undefined) bySegment.set(segment, root);
    first[root] = known ?? root;
  }
  return first;
}

/** Grants gaps before the spare numbers of root buses, because a root may ask for everything that is left. */
function grantWishes(
  plan: Plan,
  rootOf: readonly number[],
  firstRoots: readonly number[],
  left: number[],
  anyWish: boolean,
  gaps: number[],
  behind: number[],
): void {
  const { functions, roots } = plan;
  const count = functions.length;
  const grant = (root: number, wish: number): number => {
    const first = firstRoots[root]!;
    const granted = Math.min(wish, left[first]!);
    left[first]! -= granted;
    return granted;
  };
  for (let root = 0; root < roots.length; root++) gaps[count + root] = grant(root, roots[root]!.gap);
  if (anyWish) {
    for (let index = 0; index < count; index++) {
      const fn = functions[index]!;
      if (fn.headerType === 0) continue;
      gaps[index] = grant(rootOf[index]!, fn.gap);
      behind[index]! += grant(rootOf[index]!, fn.spare);
    }
  }
  for (let root = 0; root < roots.length; root++) behind[count + root]! += grant(root, roots[root]!.spare);
}

/** Lays ranges side by side: computes sizes from the leaves up and numbers from the roots down. */
function layOut(
  plan: Plan,
  firstRoots: readonly number[],
  beyond: readonly number[],
  gaps: readonly number[],
  behind: number[],
  bus: number[],
): void {
  const { functions, roots } = plan;
  const count = functions.length;
  for (let index = count - 1; index >= 0; index--) {
    const fn = functions[index]!;
    if (fn.headerType !== 0) behind[busIndexOf(plan, fn.place)]! += gaps[index]! + 1 + behind[index]!;
  }
  /** The next number to assign below each bus. */
  const next = zeros(count + roots.length);
  /** The next number to assign to a root bus, at the index of the first root bus of its segment. */
  const nextRoot = zeros(roots.length);
  for (let root = 0; root < roots.length; root++) {
    const index = count + root;
    const number = nextRoot[firstRoots[root]!]! + gaps[index]!;
    bus[index] = number;
    next[index] = number + 1 + beyond[index]!;
    nextRoot[firstRoots[root]!] = number + behind[index]! + 1;
  }
  for (let index = 0; index < count; index++) {
    const fn = functions[index]!;
    if (fn.headerType === 0) continue;
    const above = busIndexOf(plan, fn.place);
    const number = next[above]! + gaps[index]!;
    bus[index] = number;
    next[index] = number + 1 + beyond[index]!;
    next[above] = number + behind[index]! + 1;
  }
}
