/** What an implementation, or who watches it, complained of. */

import type { Sentences } from "./sentence.ts";

export const COMPLAINTS: Sentences = {
  "conduct/no-warning warning": () => "The implementation complains, and nobody made a mistake",
  "conduct/no-warning sanitizer-report": () => "A sanitizer reports a fault of the implementation",
};
