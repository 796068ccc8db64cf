/**
 * Bus numbers for a plan, depth first as firmware and Linux hand them out.
 *
 * What a plan needs is reserved first; its wishes for gaps and spare numbers are granted, in the order of the
 * plan, from what is left of the 256 numbers of each segment. So no wish can make a plan impossible.
 */

import { type Plan, rootOfPlace } from "./plan.ts";

const BUSES_OF_A_SEGMENT = 256;

/** A bus is known by an index: that of the bridge above it, or the count of functions plus that of its root. */
export interface BusNumbers {
  /** The number of each bus; meaningless for a function that is no bridge. */
  readonly bus: readonly number[];
  /** The last number of the range of each bus. */
  readonly last: readonly number[];
  /** The index of the root bus above each function. */
  readonly rootOf: readonly number[];
  /** Whether the bus holds virtual functions on the number behind its own, as 1 or 0. */
  readonly beyond: readonly number[];
  readonly anyBeyond: boolean;
}

/** The index of the bus on which a function stands. */
export function busIndexOf(plan: Plan, place: number): number {
  return place >= 0 ? place : plan.functions.length + rootOfPlace(place);
}

/** The bus numbers of a plan; undefined if a segment has more buses than there are numbers. */
export function numberBuses(plan: Plan): BusNumbers | undefined {
  const { functions, roots } = plan;
  const count = functions.length;
  const size = count + roots.length;
  const rootOf = zeros(count);
  const beyond = zeros(size);
  let anyBeyond = false;

  const left = new Map<number, number>();
  for (const root of roots) left.set(root.segment, (left.get(root.segment) ?? BUSES_OF_A_SEGMENT) - 1);
  for (let index = 0; index < count; index++) {
    const fn = functions[index]!;
    const root = fn.place >= 0 ? rootOf[fn.place]! : rootOfPlace(fn.place);
    rootOf[index] = root;
    let taken = fn.headerType === 0 ? 0 : 1;
    if (fn.beyondBus) {
      const bus = busIndexOf(plan, fn.place);
      taken += 1 - beyond[bus]!;
      beyond[bus] = 1;
      anyBeyond = true;
    }
    if (taken > 0) left.set(roots[root]!.segment, left.get(roots[root]!.segment)! - taken);
  }
  for (const numbers of left.values()) if (numbers < 0) return undefined;

  const { gaps, spares } = grantWishes(plan, rootOf, left);
  return { ...layOut(plan, beyond, gaps, spares), rootOf, beyond, anyBeyond };
}

/** Grants gaps before spare numbers of root buses, because a root may ask for all that is left. */
function grantWishes(
  plan: Plan,
  rootOf: readonly number[],
  left: Map<number, number>,
): { readonly gaps: readonly number[]; readonly spares: readonly number[] } {
  const { functions, roots } = plan;
  const count = functions.length;
  const gaps = zeros(count + roots.length);
  const spares = zeros(count + roots.length);
  const grant = (segment: number, wish: number): number => {
    if (wish === 0) return 0;
    const available = left.get(segment)!;
    const granted = Math.min(wish, available);
    left.set(segment, available - granted);
    return granted;
  };
  for (let root = 0; root < roots.length; root++) gaps[count + root] = grant(roots[root]!.segment, roots[root]!.gap);
  for (let index = 0; index < count; index++) {
    const fn = functions[index]!;
    if (fn.headerType === 0 || (fn.gap === 0 && fn.spare === 0)) continue;
    const segment = roots[rootOf[index]!]!.segment;
    gaps[index] = grant(segment, fn.gap);
    spares[index] = grant(segment, fn.spare);
  }
  for (let root = 0; root < roots.length; root++) {
    spares[count + root] = grant(roots[root]!.segment, roots[root]!.spare);
  }
  return { gaps, spares };
}

/** Lays ranges side by side: sizes from the leaves up, numbers from the roots down. */
function layOut(
  plan: Plan,
  beyond: readonly number[],
  gaps: readonly number[],
  spares: readonly number[],
): { readonly bus: readonly number[]; readonly last: readonly number[] } {
  const { functions, roots } = plan;
  const count = functions.length;
  // How many numbers lie in the range of a bus behind its own.
  const behind = zeros(count + roots.length);
  for (let index = count - 1; index >= 0; index--) {
    if (functions[index]!.headerType === 0) continue;
    behind[index]! += beyond[index]! + spares[index]!;
    behind[busIndexOf(plan, functions[index]!.place)]! += gaps[index]! + 1 + behind[index]!;
  }

  const bus = zeros(count + roots.length);
  const last = zeros(count + roots.length);
  // The next number to hand out below each bus.
  const next = zeros(count + roots.length);
  const place = (index: number, number: number): void => {
    bus[index] = number;
    last[index] = number + behind[index]!;
    next[index] = number + 1 + beyond[index]!;
  };
  const nextOfSegment = new Map<number, number>();
  for (let root = 0; root < roots.length; root++) {
    const index = count + root;
    const { segment } = roots[root]!;
    behind[index]! += beyond[index]! + spares[index]!;
    place(index, (nextOfSegment.get(segment) ?? 0) + gaps[index]!);
    nextOfSegment.set(segment, last[index]! + 1);
  }
  for (let index = 0; index < count; index++) {
    if (functions[index]!.headerType === 0) continue;
    const above = busIndexOf(plan, functions[index]!.place);
    place(index, next[above]! + gaps[index]!);
    next[above] = last[index]! + 1;
  }
  return { bus, last };
}

function zeros(length: number): number[] {
  return new Array<number>(length).fill(0);
}
