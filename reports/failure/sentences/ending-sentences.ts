/** Cases that came to no verdict. */

import type { Sentences } from "./sentence.ts";

export const ENDINGS: Sentences = {
  hang: () => "The implementation did not come back",
  died: () => "The implementation could not be started, or did not survive",
  skipped: () => "The implementation declined the scenario",
  "step-error": () => "The implementation failed in a way that says nothing about the requirement",
  "trace-incomplete": () => "The trace ends before the scenario does",
  "judge-failed": () => "The judge of this suite failed, which is a fault of the suite and not of the implementation",
};
