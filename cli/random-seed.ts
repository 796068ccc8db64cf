/** The seed of a run that was given none: random once, then text like any other. */

import { randomBytes } from "node:crypto";

/** Letters and digits that are not mistaken for each other when a seed is read out or typed again. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

/** Ten characters, about 49 bits. */
export function randomSeed(): string {
  let text = "";
  for (const byte of randomBytes(10)) text += ALPHABET.charAt(byte % ALPHABET.length);
  return text;
}
