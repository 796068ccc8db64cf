/** Comparisons of lists of regions as they were seen at different times. */

import type { Step } from "../model/scenario.ts";
import type { ObservedRegion } from "../model/trace.ts";
import type { WitnessRegion } from "../model/verdict.ts";
import type { LiveList } from "./list-history.ts";

export function shownRegions(regions: readonly ObservedRegion[]): readonly WitnessRegion[] {
  return regions.map(({ object, start, end, type, protection }) => ({ start, end, type, protection, object }));
}

/** True if two looks at a list show the same objects, in the same order, saying the same. */
export function sameSequence(left: readonly ObservedRegion[], right: readonly ObservedRegion[]): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) {
    const a = left[i]!;
    const b = right[i]!;
    if (a.object !== b.object || a.protection !== b.protection || !sayTheSame(a, b)) return false;
  }
  return true;
}

/** True if two regions have the same range and type. */
function sayTheSame(a: ObservedRegion, b: ObservedRegion): boolean {
  return a.start === b.start && a.end === b.end && a.type === b.type;
}

/** True if two lists hold the same set of ranges, and of types if these are compared. */
export function sameSet(left: readonly ObservedRegion[], right: readonly ObservedRegion[], types: boolean): boolean {
  if (left.length === right.length && left.every((region, i) => sayTheSame(region, right[i]!))) return true;
  const key = ({ start, end, type }: ObservedRegion): string => (types ? `${start} ${end} ${type}` : `${start} ${end}`);
  const a = new Set(left.map(key));
  const b = new Set(right.map(key));
  return a.size === b.size && [...a].every((entry) => b.has(entry));
}

/** What probably changed a list between two looks at it. */
export interface ListChange {
  readonly kind: "changed-by-write" | "input-changed" | "changed";
  /** The list of the step that is charged with it. */
  readonly list?: string;
}

/**
 * The step that is charged with the change of a list that was seen last before `until`: a write to another list,
 * else an insertion of the list into another, else the last step that did anything.
 */
export function causeOfChange(steps: readonly Step[], live: LiveList, until: number): ListChange {
  let write: number | undefined;
  let copy: number | undefined;
  let last: number | undefined;
  for (let index = live.lookedAt + 1; index < until; index++) {
    const step = steps[index]!;
    if (step.do === "scribble" || step.do === "empty") write = index;
    else if (step.do === "insert-all-of" && step.source === live.life.label) copy = index;
    else if (step.do !== "read") last = index;
  }
  const charged = write ?? copy ?? last ?? until;
  const kind = write !== undefined ? "changed-by-write" : copy !== undefined ? "input-changed" : "changed";
  const step = steps[charged]!;
  return "list" in step && step.list !== live.life.label ? { kind, list: step.list } : { kind };
}
