/** How wide lines may be. */

/** A pipe and a file have no width, and some pseudo-terminals say that they have none. */
export const WIDTH_OF_A_PIPE = 110;

/** Columns of standard output, or `most` if it has more. */
export function outputWidth(most: number = Infinity): number {
  return Math.min(process.stdout.columns || WIDTH_OF_A_PIPE, most);
}
