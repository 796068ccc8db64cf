/**
 * Which kinds of steps stand together in a history, and how many of them.
 *
 * Every step that is added multiplies the number of histories by all that can be done next. So long histories are of
 * few kinds of steps, those that have to do with each other, and short ones of any.
 */

import type { PlanStep } from "../plan.ts";

export type StepKind = PlanStep["do"];

export interface Alphabet {
  readonly kinds: readonly StepKind[];
  readonly mostSteps: number;
}

/** What callers do with lists while functions come and go; what fails; who looks at groups; and everything. */
export const ALPHABETS: readonly Alphabet[] = [
  { kinds: ["get", "put", "read", "scribble", "empty", "add", "remove"], mostSteps: 5 },
  { kinds: ["get", "put", "group", "insert", "insert-all-of", "fail-allocations"], mostSteps: 5 },
  { kinds: ["group", "show", "map", "attach", "add", "remove"], mostSteps: 4 },
  {
    kinds: [
      "get",
      "put",
      "read",
      "scribble",
      "empty",
      "insert",
      "insert-all-of",
      "group",
      "show",
      "map",
      "attach",
      "ask",
      "add",
      "remove",
      "fail-allocations",
    ],
    mostSteps: 3,
  },
];

/** The alphabets that allow so many steps, a bit each. */
export function alphabetsOfLength(steps: number): number {
  return ALPHABETS.reduce((bits, { mostSteps }, index) => (steps <= mostSteps ? bits | (1 << index) : bits), 0);
}

/** The alphabets that have a kind of step, a bit each. */
export function alphabetsWith(kind: StepKind): number {
  return ALPHABETS.reduce((bits, { kinds }, index) => (kinds.includes(kind) ? bits | (1 << index) : bits), 0);
}
