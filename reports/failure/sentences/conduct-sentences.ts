/** What an implementation, or who watches it, complained of. */

import type { Sentences } from "./sentence.ts";

export const COMPLAINTS: Sentences = {
  "conduct/no-warning warning": () => "The implementation warns, although nobody made a mistake",
  "conduct/no-warning sanitizer-report": () => "A sanitizer reports an error in the implementation",
  "conduct/no-warning dies-at-start": () => "The implementation does not start, although nobody made a mistake",
  "conduct/no-warning dies-in-a-step": () => "The implementation crashes, although nobody made a mistake",
};
