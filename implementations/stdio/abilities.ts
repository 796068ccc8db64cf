/**
 * What an adapter says that it can do: the steps that it carries out, the predicates that it answers, and
 * what it observes. A step that is missing here is answered with the status `unsupported`, and no other is;
 * the smoke test holds an adapter to that.
 *
 * `read`, `scribble` and `empty` are not listed: they are done by the caller, which is the adapter itself.
 * `insert-all-of` is `insert`.
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
  "tear-down",
  "memory",
  "foreign-reads",
] as const;

export type Ability = (typeof ABILITIES)[number];

/** The ability that a step needs, or undefined if every adapter can carry it out. */
export function abilityForStep(step: Step, gotFromDevice: boolean): Ability | undefined {
  switch (step.do) {
    case "ask":
      return step.predicate;
    case "insert-all-of":
      return "insert";
    case "put":
      // A list that was not got from a device is the caller's own to free.
      return gotFromDevice ? "put" : undefined;
    case "read":
    case "scribble":
    case "empty":
      return undefined;
    default:
      return step.do;
  }
}
