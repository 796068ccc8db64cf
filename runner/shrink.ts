/**
 * Shrinking: from a failing case to the smallest one that fails in the same way.
 *
 * The arbitrary proposes simpler candidates in its own order; this loop takes the first candidate that still fails and
 * continues from there, until no candidate fails. It replaces fast-check's own loop, which can neither continue after a
 * candidate that never returned nor await an executor between candidates outside a property.
 */

import type * as fc from "fast-check";

/** The state of a shrink: enough to continue in another thread without executing anything again. */
export interface ShrinkPosition {
  /** The ordinal of the accepted candidate at each level. */
  readonly path: readonly number[];
  /** Ordinal of the candidate to try next at the current level. */
  readonly next: number;
}

export const SHRINK_START: ShrinkPosition = { path: [], next: 0 };

export interface ShrinkOptions<Case, Found> {
  readonly mostTries: number;
  /**
   * Identifies values. A value tried before, however the arbitrary arrived at it, is not tried again: more than half of
   * its proposals are values that failed to help at another level or by another route. A value accepted before is not
   * simpler, whatever the arbitrary says, and accepting it again could make the search go in circles.
   */
  readonly identify: (value: Case) => string;
  readonly from?: ShrinkPosition;
  /** Called when a candidate was accepted. */
  readonly onTaken?: (position: ShrinkPosition, found: Found) => void;
}

export interface Shrunk<Case, Found> {
  readonly value: Case;
  /** What the test found in the last candidate accepted since the start or the resumption. */
  readonly found: Found | undefined;
  /** Different candidates tried, at all levels. */
  readonly tried: number;
  readonly taken: number;
  /** The limit stopped it, so there may be something simpler. */
  readonly cut: boolean;
}

/**
 * Shrinks a value.
 *
 * @param test returns what it finds if the candidate fails in the desired way, else undefined
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

/** The result of a shrink at a given position, and how many candidates it has tried. */
export function shrunkSoFar<Case>(
  arbitrary: fc.Arbitrary<Case>,
  start: fc.Value<Case>,
  position: ShrinkPosition,
  identify: (value: Case) => string,
): { readonly value: Case; readonly tried: number } {
  const { value, known } = walk(arbitrary, start, position, identify);
  return { value: value.value, tried: triedOf(known) };
}

/** Every known value was tried, except the start. */
function triedOf(known: ReadonlySet<string>): number {
  return known.size - 1;
}

/** Goes to the given position, and collects the values tried on the way. */
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
 * The simpler candidates for a value, as proposed by the arbitrary. A value reached by shrinking remembers what was
 * tried in vain before, so at the end it is examined afresh: what failed then may succeed now.
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
