/** Measures are lists of numbers, compared from the left; a smaller one is simpler. */

export type Measure = readonly (number | bigint)[];

/** Negative if the first is smaller, positive if it is greater, 0 if they are equal. Both have the same length. */
export function compareMeasures(one: Measure, other: Measure): number {
  for (const [index, value] of one.entries()) {
    if (value !== other[index]) return value < other[index]! ? -1 : 1;
  }
  return 0;
}
