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
  /** Candidates tried so far, at all levels. */
  readonly tried: number;
}

export const SHRINK_START: ShrinkPosition = { path: [], next: 0, tried: 0 };

export interface ShrinkOptions<Case, Found> {
  readonly mostTries: number;
  /**
   * Tells values apart. A candidate that was taken before is not simpler, whatever the arbitrary says: what was
   * looked at afresh may come by the same value in another way, and so on for ever.
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
  const taken = new Set<string>();
  let value = walk(arbitrary, start, path, (passed) => taken.add(identify(passed)));
  let { next, tried } = from;
  let found: Found | undefined;

  search: for (;;) {
    let ordinal = -1;
    for (const candidate of candidatesOf(arbitrary, value)) {
      ordinal++;
      if (ordinal < next) continue;
      if (tried >= mostTries) return { value: value.value, found, tried, taken: path.length, cut: true };
      tried++;
      const outcome = test(candidate.value, ordinal);
      const seen = outcome instanceof Promise ? await outcome : outcome;
      if (seen === undefined) continue;
      const identity = identify(candidate.value);
      if (taken.has(identity)) continue;
      taken.add(identity);
      found = seen;
      value = candidate;
      next = 0;
      path.push(ordinal);
      onTaken?.({ path: [...path], next, tried }, seen);
      continue search;
    }
    return { value: value.value, found, tried, taken: path.length, cut: false };
  }
}

/** Where the path of a shrink leads. */
export function shrinkPathEnd<Case>(
  arbitrary: fc.Arbitrary<Case>,
  start: fc.Value<Case>,
  path: readonly number[],
): Case {
  return walk(arbitrary, start, path, () => undefined).value;
}

/** @param onPassed told of the start and of each value on the path */
function walk<Case>(
  arbitrary: fc.Arbitrary<Case>,
  start: fc.Value<Case>,
  path: readonly number[],
  onPassed: (value: Case) => void,
): fc.Value<Case> {
  let reached = start;
  onPassed(reached.value);
  for (const ordinal of path) {
    reached = nthCandidate(arbitrary, reached, ordinal);
    onPassed(reached.value);
  }
  return reached;
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

function nthCandidate<Case>(arbitrary: fc.Arbitrary<Case>, value: fc.Value<Case>, ordinal: number): fc.Value<Case> {
  let passed = 0;
  for (const candidate of candidatesOf(arbitrary, value)) {
    if (passed++ === ordinal) return candidate;
  }
  throw new Error("a shrink cannot be resumed: the arbitrary gives other candidates than before");
}
