/** Finds the name that a user probably meant, for error messages. */

/**
 * The name nearest to `wanted` by single-character edits, or undefined if more than a third of its characters would
 * have to change.
 */
export function closestName(wanted: string, names: Iterable<string>): string | undefined {
  // Names in this suite are short; a megabyte of text is not a name, and would cost a megabyte squared.
  if (wanted.length > 80) return undefined;
  let closest: string | undefined;
  let least = Infinity;
  for (const name of names) {
    const distance = editDistance(wanted.toLowerCase(), name.toLowerCase());
    if (distance < least) [least, closest] = [distance, name];
  }
  return closest !== undefined && least <= Math.max(1, Math.floor(closest.length / 3)) ? closest : undefined;
}

/** ` (did you mean X?)`, or nothing. */
export function didYouMean(wanted: string, names: Iterable<string>): string {
  const closest = closestName(wanted, names);
  return closest === undefined ? "" : ` (did you mean ${closest}?)`;
}

/** Levenshtein's distance, row by row. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substituted = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substituted, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
