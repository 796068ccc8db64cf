/** Cases that came to no verdict. */

import type { Step } from "../../../model/scenario.ts";
import type { Sentence, Sentences } from "./sentence.ts";

/** What the implementation was called for, for each kind of step. */
const ASKED: Readonly<Record<Step["do"], string>> = {
  get: "a get of the regions of a device",
  put: "a put of a list",
  insert: "an insert of a region",
  "insert-all-of": "an insert of the regions of a list",
  read: "a walk over a list",
  scribble: "a walk over a list that its caller overwrote",
  empty: "a walk over a list that its caller emptied",
  group: "a get of the regions of a group",
  show: "a read of the sysfs text of a group",
  map: "setting up the DMA domain of a group",
  attach: "the assignment of a group",
  ask: "a query about a device",
  add: "the addition of a function",
  remove: "the removal of a function",
  "fail-allocations": "being told that allocations will fail",
  restart: "being started again",
  "tear-down": "the tear-down",
};

/** The rules by which the runner tells cases that ended early, one for each kind of step. */
const IN_STEPS: Sentences = Object.fromEntries(
  Object.entries(ASKED).flatMap(([kind, what]): (readonly [string, Sentence])[] => [
    [`does-not-return-from-${kind}`, () => `The implementation did not return from ${what}`],
    [`dies-in-${kind}`, () => `The implementation did not survive ${what}`],
  ]),
);

export const ENDINGS: Sentences = {
  ...IN_STEPS,
  "does-not-return": () => "The implementation did not return",
  dies: () => "The implementation could not be started, or did not survive",
  hang: () => "The implementation did not return",
  died: () => "The implementation could not be started, or did not survive",
  skipped: () => "The implementation declined the scenario",
  "step-error": () => "The implementation broke in a way that says nothing about the requirement",
  "trace-incomplete": () => "The trace ends before the scenario does",
  "twin-hang": () => "The implementation did not return from a scenario that must be answered like this one",
  "twin-died": () => "The implementation did not survive a scenario that must be answered like this one",
  "twin-skipped": () => "The implementation declined a scenario that must be answered like this one",
  "twin-step-error": () => "The implementation broke in a scenario that must be answered like this one",
  "twin-trace-incomplete": () => "The trace of a scenario that must be answered like this one ends too early",
  "judge-failed": () => "The judge of this suite failed, which is a fault of the suite and not of the implementation",
};
