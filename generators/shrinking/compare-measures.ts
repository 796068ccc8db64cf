/** Measures are lists of numbers that are compared from the left; less is simpler. */

export type Measure = readonly (number | bigint)[];

/** Negative if the first is less, positive if it is greater, 0 if they are equal. Both have one length. */
export function compareMeasures(one: Measure, other: Measure): number {
  for (const [index, value] of one.entries()) {
    if (value !== other[index]) return value < other[index]! ? -1 : 1;
  }
  return 0;
}
