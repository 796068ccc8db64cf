/** What an implementation, or who watches it, complained of. */

import type { Sentences } from "./sentence.ts";

export const COMPLAINTS: Sentences = {
  "conduct/no-warning warning": () => "The implementation complains, and nobody made a mistake",
  "conduct/no-warning sanitizer-report": () => "A sanitizer reports a fault of the implementation",
  "conduct/no-warning dies-at-start": () => "The implementation does not start, and nobody made a mistake",
  "conduct/no-warning dies-in-a-step": () => "The implementation crashes, and nobody made a mistake",
};
