/**
 * Shrinking: from a failing case to the least one that fails in the same way.
 *
 * The arbitrary says what is simpler, in its own order; this loop takes the first candidate that still fails
 * and goes on from there, until no candidate does. It is our own because fast-check's can neither go on after
 * a candidate that never returned, nor await an executor between candidates without a property around it.
 */

import type * as fc from "fast-check";

/** Where a shrink stands: enough to go on in another thread, without executing anything again. */
export interface ShrinkPosition {
  /** The ordinal of the candidate taken, at each level. */
  readonly path: readonly number[];
  /** Ordinal of the candidate to try next, at the present level. */
  readonly next: number;
}

export const SHRINK_START: ShrinkPosition = { path: [], next: 0 };

export interface ShrinkOptions<Case, Found> {
  readonly mostTries: number;
  /**
   * Tells values apart. What was tried before, in whatever way the arbitrary came by it, is not tried again: more than
   * half of what it offers are values that were in vain at another level or by another way. And a value that was taken
   * before is not simpler, whatever the arbitrary says, or the search might go in circles.
   */
  readonly identify: (value: Case) => string;
  readonly from?: ShrinkPosition;
  /** Called when a candidate was taken. */
  readonly onTaken?: (position: ShrinkPosition, found: Found) => void;
}

export interface Shrunk<Case, Found> {
  readonly value: Case;
  /** What the test found in the last candidate taken since the start or the resumption. */
  readonly found: Found | undefined;
  /** Different candidates tried, at all levels. */
  readonly tried: number;
  readonly taken: number;
  /** The limit ended it: there may be something simpler. */
  readonly cut: boolean;
}

/**
 * Shrinks a value.
 *
 * @param test gives what it finds if the candidate fails in the way that is wanted, else undefined
 */
export async function shrink<Case, Found>(
  arbitrary: fc.Arbitrary<Case>,
  start: fc.Value<Case>,
  test: (candidate: Case, ordinal: number) => Found | undefined | Promise<Found | undefined>,
  options: ShrinkOptions<Case, Found>,
): Promise<Shrunk<Case, Found>> {
  const { mostTries, identify, onTaken, from = SHRINK_START } = options;
  const path = [...from.path];
  const reached = walk(arbitrary, start, from, identify);
  const { known } = reached;
  let { value } = reached;
  let { next } = from;
  let found: Found | undefined;
  const shrunk = (cut: boolean): Shrunk<Case, Found> => ({
    value: value.value,
    found,
    tried: triedOf(known),
    taken: path.length,
    cut,
  });

  search: for (;;) {
    let ordinal = -1;
    for (const candidate of candidatesOf(arbitrary, value)) {
      ordinal++;
      if (ordinal < next) continue;
      const identity = identify(candidate.value);
      if (known.has(identity)) continue;
      if (triedOf(known) >= mostTries) return shrunk(true);
      known.add(identity);
      const outcome = test(candidate.value, ordinal);
      const seen = outcome instanceof Promise ? await outcome : outcome;
      if (seen === undefined) continue;
      found = seen;
      value = candidate;
      next = 0;
      path.push(ordinal);
      onTaken?.({ path: [...path], next }, seen);
      continue search;
    }
    return shrunk(false);
  }
}

/** What a shrink that stands at a position has come to, and how many candidates it has tried. */
export function shrunkSoFar<Case>(
  arbitrary: fc.Arbitrary<Case>,
  start: fc.Value<Case>,
  position: ShrinkPosition,
  identify: (value: Case) => string,
): { readonly value: Case; readonly tried: number } {
  const { value, known } = walk(arbitrary, start, position, identify);
  return { value: value.value, tried: triedOf(known) };
}

/** All that is known was tried, but for the start. */
function triedOf(known: ReadonlySet<string>): number {
  return known.size - 1;
}

/** Goes where a position says, and learns on the way what was tried. */
function walk<Case>(
  arbitrary: fc.Arbitrary<Case>,
  start: fc.Value<Case>,
  { path, next }: ShrinkPosition,
  identify: (value: Case) => string,
): { readonly value: fc.Value<Case>; readonly known: Set<string> } {
  const known = new Set([identify(start.value)]);
  let value = start;
  for (const ordinal of path) {
    let taken: fc.Value<Case> | undefined;
    for (const candidate of firstCandidates(arbitrary, value, ordinal + 1)) {
      known.add(identify(candidate.value));
      taken = candidate;
    }
    value = taken!;
  }
  for (const candidate of firstCandidates(arbitrary, value, next)) known.add(identify(candidate.value));
  return { value, known };
}

/**
 * What is simpler than a value, as the arbitrary sees it. A value that was reached by shrinking remembers
 * what was tried in vain before, so at its end it is looked at afresh: what was in vain then may not be now.
 */
function* candidatesOf<Case>(arbitrary: fc.Arbitrary<Case>, value: fc.Value<Case>): Generator<fc.Value<Case>> {
  const afresh = arbitrary.canShrinkWithoutContext(value.value);
  if (value.context !== undefined) yield* arbitrary.shrink(value.value, value.context);
  if (afresh) yield* arbitrary.shrink(value.value, undefined);
}

function* firstCandidates<Case>(
  arbitrary: fc.Arbitrary<Case>,
  value: fc.Value<Case>,
  count: number,
): Generator<fc.Value<Case>> {
  if (count === 0) return;
  let passed = 0;
  for (const candidate of candidatesOf(arbitrary, value)) {
    yield candidate;
    if (++passed === count) return;
  }
  throw new Error("a shrink cannot be resumed: the arbitrary gives other candidates than before");
}
