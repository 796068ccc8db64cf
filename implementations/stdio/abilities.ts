/**
 * What an adapter says that it can do: the steps it executes, the predicates it answers, and what it observes. Steps
 * that are missing here, and only those, are answered with the status `unsupported`; the smoke test checks that.
 *
 * `read`, `scribble` and `empty` are not listed: they are performed by the caller, which is the adapter itself.
 * `insert-all-of` is covered by `insert`.
 */

import type { Step } from "../../model/scenario.ts";

export const ABILITIES = [
  "get",
  "put",
  "insert",
  "group",
  "show",
  "map",
  "attach",
  "has-rmrr",
  "relaxable",
  "locked",
  "downstream",
  "add",
  "remove",
  "fail-allocations",
  "restart",
  "tear-down",
  "memory",
  "foreign-reads",
] as const;

export type Ability = (typeof ABILITIES)[number];

/** The ability that a step needs, or undefined if every adapter can execute it. */
export function abilityForStep(step: Step, gotFromDevice: boolean): Ability | undefined {
  switch (step.do) {
    case "ask":
      return step.predicate;
    case "insert-all-of":
      return "insert";
    case "put":
      // A list that did not come from a device is freed by its caller.
      return gotFromDevice ? "put" : undefined;
    case "read":
    case "scribble":
    case "empty":
      return undefined;
    default:
      return step.do;
  }
}
