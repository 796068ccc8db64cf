/** Cases that came to no verdict. */

import type { Step } from "../../../model/scenario.ts";
import type { Sentence, Sentences } from "./sentence.ts";

/** In the words of whoever asks, for each kind of step. */
const ASKED: Readonly<Record<Step["do"], string>> = {
  get: "being asked for the regions of a device",
  put: "a list that was put back",
  insert: "inserting a region",
  "insert-all-of": "inserting the regions of a list",
  read: "a look at a list",
  scribble: "a list that its caller overwrote",
  empty: "a list that its caller emptied",
  group: "being asked for the regions of a group",
  show: "being asked for the text of a group",
  map: "setting up the DMA domain of a group",
  attach: "the assignment of a group",
  ask: "a question about a device",
  add: "a function that appeared",
  remove: "a function that went away",
  "fail-allocations": "being told that allocations will fail",
  "tear-down": "the tear-down",
};

/** The rules by which the runner tells cases that ended early, one for each kind of step. */
const IN_STEPS: Sentences = Object.fromEntries(
  Object.entries(ASKED).flatMap(([kind, what]): (readonly [string, Sentence])[] => [
    [`does-not-return-from-${kind}`, () => `The implementation did not come back from ${what}`],
    [`dies-in-${kind}`, () => `The implementation did not survive ${what}`],
  ]),
);

export const ENDINGS: Sentences = {
  ...IN_STEPS,
  "does-not-return": () => "The implementation did not come back",
  dies: () => "The implementation could not be started, or did not survive",
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
