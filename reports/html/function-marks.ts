/**
 * What became of each function: it was covered as it has to be, it got nothing although a scope names it, it
 * got what it must not have. Each mark has a shape and words of its own; colour comes on top.
 */

import { formatRange } from "../text/format-region.ts";
import type { GetDifferences } from "../../oracle/get-differences.ts";
import type { Observations } from "../../oracle/observations.ts";
import type { FailureScene } from "./failure-scene.ts";

export const MARK_KINDS = ["missing", "extra", "differs", "covered", "due", "spared", "none"] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

export interface FunctionMark {
  readonly kind: MarkKind;
  /** What is wrong or right with the function, in words. */
  readonly words: string;
}

/** The words of the legend. */
export const MARK_WORDS: Readonly<Record<MarkKind, string>> = {
  missing: "missing: it is due a region and did not get it",
  extra: "wrongly covered: it got a region that it must not have",
  differs: "got or answered something else than it has to",
  covered: "covered, as it has to be",
  due: "in the scope of an RMRR, and no list of it to be judged",
  spared: "asked, and rightly not covered",
  none: "in no scope, not asked",
};

const NONE: FunctionMark = { kind: "none", words: "" };

/** Marks by label, of the devices that have one. Call it for those that are drawn: it looks at nothing else. */
export function functionMark(scene: FailureScene, label: string): FunctionMark {
  const { observed, failure } = scene;
  if (observed === undefined) return NONE;
  const { witness } = failure;
  const seen = markOfGets(observed, label);
  if (seen !== undefined && seen.kind !== "covered" && seen.kind !== "spared") return seen;
  if (witness.device === label && typeof witness.received === "boolean") {
    return { kind: "differs", words: `answered ${witness.received ? "yes" : "no"}, which is wrong` };
  }
  if (seen !== undefined) return seen;
  const { facts } = observed;
  const index = facts.indexOf(label);
  if (index < 0) return NONE;
  if (facts.coverage.of(index).required === 0) return NONE;
  const isAsked = observed.gets.some(({ get, view }) => get.label === label && view !== "nothing");
  return { kind: "due", words: isAsked ? "in scope, and out of memory when asked" : "in scope, not asked" };
}

/** The worst of what the gets of a device gave, by the order of kinds. */
function markOfGets(observed: Observations, label: string): FunctionMark | undefined {
  let worst: FunctionMark | undefined;
  for (const { get, view, differences } of observed.gets) {
    if (get.label !== label || view === "nothing") continue;
    // What a get without memory leaves in the list is open, as long as it is right.
    if (view !== "whole" && differences === undefined) continue;
    const mark = differences === undefined ? markOfRight(get.coverage.required) : markOfWrong(differences, observed);
    if (worst === undefined || MARK_KINDS.indexOf(mark.kind) < MARK_KINDS.indexOf(worst.kind)) worst = mark;
  }
  return worst;
}

function markOfRight(required: number): FunctionMark {
  return required > 0
    ? { kind: "covered", words: "covered, as it has to be" }
    : { kind: "spared", words: "rightly not covered" };
}

function markOfWrong(differences: GetDifferences, { facts }: Observations): FunctionMark {
  const { missing, extra, inexact, wrongTypes, wrongProtections, windows } = differences;
  const [absent] = missing;
  if (absent !== undefined)
    return { kind: "missing", words: `missing ${formatRange(facts.coverage.ranges.at(absent.range))}` };
  const [surplus] = extra;
  if (surplus !== undefined) return { kind: "extra", words: `wrongly got ${formatRange(surplus.region)}` };
  const [other] = inexact;
  if (other !== undefined)
    return { kind: "differs", words: `got ${formatRange(other.region)}, due ${formatRange(other.due)}` };
  const [typed] = wrongTypes;
  if (typed !== undefined) return { kind: "differs", words: `got ${typed.region.type}, due ${typed.expected}` };
  if (wrongProtections.length > 0) return { kind: "differs", words: "wrong protection" };
  const [window] = windows;
  return {
    kind: "differs",
    words: window === undefined ? "differs" : `${window.window.toUpperCase()} window ${window.rule}`,
  };
}
