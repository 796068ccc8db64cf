/** Zeroed scratch lists. */

/**
 * A list of zeros. Not a typed array: beyond 64 bytes those live outside the heap, which makes them three times as
 * expensive to create, and more expensive to collect.
 */
export function zeros(length: number): number[] {
  return Array<number>(length).fill(0);
}
