/**
 * Passes for failures that need many RMRRs, as a text does that fills a page.
 *
 * There, leaving out any part of what is needed ends the failure, so the general pass would try a hundred chunks in
 * vain for each RMRR that goes.
 */

import { CLASS_FAMILIES } from "../class-vocabulary.ts";
import type { Plan } from "../plan.ts";
import type { Pass } from "./pass.ts";

/** Below this, the general pass is as good. */
const MANY = 24;

/** The last RMRRs, as many as can go. */
export const dropLastRmrrs: Pass = {
  name: "drop the last RMRRs",
  *candidates(plan) {
    const { length } = plan.rmrrs;
    if (length < MANY) return;
    for (let gone = length >> 1; gone > 0; gone >>= 1) yield withoutLast(plan, gone);
  },
};

/** Relaxable regions have the longest lines: fewer of them fill a page. */
export const lengthenLines: Pass = {
  name: "fewer RMRRs with longer lines",
  *candidates(plan) {
    if (plan.rmrrs.length < MANY) return;
    const [, usb] = CLASS_FAMILIES;
    const [classCode] = usb!.classCodes;
    const functions = plan.functions.map((fn) => (fn.headerType === 0 ? { ...fn, classCode: classCode! } : fn));
    yield withoutLast({ ...plan, functions }, 1);
  },
};

function withoutLast(plan: Plan, count: number): Plan {
  return { ...plan, rmrrs: plan.rmrrs.slice(0, -count) };
}
