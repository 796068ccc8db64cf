/** Cases that came to no verdict. */

import type { Sentences } from "./sentence.ts";

export const ENDINGS: Sentences = {
  hang: () => "The implementation did not come back",
  died: () => "The implementation could not be started, or did not survive",
  skipped: () => "The implementation declined the scenario",
  "step-error": () => "The implementation failed in a way that says nothing about the requirement",
  "trace-incomplete": () => "The trace ends before the scenario does",
  "twin-hang": () => "The implementation did not come back from a scenario that has to be answered as this one is",
  "twin-died": () => "The implementation did not survive a scenario that has to be answered as this one is",
  "twin-skipped": () => "The implementation declined a scenario that has to be answered as this one is",
  "twin-step-error": () => "The implementation failed in a scenario that has to be answered as this one is",
  "twin-trace-incomplete": () => "The trace of a scenario that has to be answered as this one is ends too early",
  "judge-failed": () => "The judge of this suite failed, which is a fault of the suite and not of the implementation",
};
