/**
 * Which kinds of steps occur together in a history, and how many of them.
 *
 * Every additional step multiplies the number of histories by everything that can be done next. So long histories use
 * only a few kinds of steps that affect each other, and short ones use any.
 */

import type { PlanStep } from "../plan.ts";

export type StepKind = PlanStep["do"];

export interface Alphabet {
  readonly kinds: readonly StepKind[];
  readonly mostSteps: number;
}

/**
 * What callers do with lists while functions are added and removed; failing allocations; groups and their consumers;
 * and everything.
 */
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

/** The alphabets that allow this many steps, one bit each. */
export function alphabetsOfLength(steps: number): number {
  return ALPHABETS.reduce((bits, { mostSteps }, index) => (steps <= mostSteps ? bits | (1 << index) : bits), 0);
}

/** The alphabets that contain a kind of step, one bit each. */
export function alphabetsWith(kind: StepKind): number {
  return ALPHABETS.reduce((bits, { kinds }, index) => (kinds.includes(kind) ? bits | (1 << index) : bits), 0);
}
