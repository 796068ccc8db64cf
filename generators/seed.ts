/**
 * From one text seed to as many independent 32-bit seeds as there are streams.
 *
 * Seeding with `seed + index` would correlate the first values of neighbouring streams, so every stream's
 * seed is drawn from a generator of its own that is keyed by the text and the stream's name. A stream's cases
 * therefore stay what they are when other streams are added, left out or run in another order.
 */

import seedrandom from "seedrandom";

/** Part of every key: a change of the recipe changes it, so that an old seed is never silently another. */
const RECIPE = "rmrr/1";

/**
 * A seed for fast-check, from -2^31 to 2^31 - 1.
 *
 * @param text the seed that the user gave, any text
 * @param scope what the seed is for, from the general to the special: the stream's name, a table's digest
 */
export function deriveSeed(text: string, ...scope: readonly string[]): number {
  // Encoding keeps the key in ASCII, of which the generator reads every bit, and the parts apart.
  return seedrandom([RECIPE, ...[text, ...scope].map(encodeKeyPart)].join("/")).int32();
}

/** Lone surrogates are text too, but `encodeURIComponent` throws on them: their code stands in for them. */
function encodeKeyPart(part: string): string {
  return encodeURIComponent(part.replace(/[\ud800-\udfff]/gu, (lone) => `%${lone.charCodeAt(0).toString(16)}`));
}
