/**
 * Derives from one text seed as many independent 32-bit seeds as there are streams.
 *
 * Seeding with `seed + index` would correlate the first values of neighbouring streams, so every stream's seed is drawn
 * from its own generator, keyed by the text and the stream's name. A stream's cases therefore do not change when other
 * streams are added, left out or run in another order.
 */

import seedrandom from "seedrandom";

/** Part of every key. It changes with the recipe, so that an old seed never silently gives other cases. */
const RECIPE = "rmrr/1";

/**
 * A seed for fast-check, from -2^31 to 2^31 - 1.
 *
 * @param text the user's seed, any text
 * @param scope what the seed is for, from general to specific: the stream's name, a table's digest
 */
export function deriveSeed(text: string, ...scope: readonly string[]): number {
  // Encoding keeps the key in ASCII, of which the generator uses every bit, and separates its parts.
  return seedrandom([RECIPE, ...[text, ...scope].map(encodeKeyPart)].join("/")).int32();
}

/** A lone surrogate is valid text, but `encodeURIComponent` throws on it, so its code is used instead. */
function encodeKeyPart(part: string): string {
  return encodeURIComponent(part.replace(/[\ud800-\udfff]/gu, (lone) => `%${lone.charCodeAt(0).toString(16)}`));
}
