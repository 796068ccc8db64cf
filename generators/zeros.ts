/** Zeroed scratch lists. */

/**
 * A list of zeros. Not a typed array: beyond 64 bytes these live outside the heap, which costs three times as
 * much to make, and more to collect.
 */
export function zeros(length: number): number[] {
  return Array<number>(length).fill(0);
}
