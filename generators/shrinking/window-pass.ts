/**
 * Removes RMRRs by letting a window take the role of one.
 *
 * Every device has the interrupt window, so what takes two regions of a group may take only one that touches the
 * window, lies in it or overlaps it by a page. And an ISA bridge has a window that is a region like those of RMRRs.
 */

import {
  type AddressRange,
  ISA_WINDOW,
  MSI_WINDOW,
  PAGE_SIZE,
  PROTECTION_READ_WRITE,
  type RegionFields,
} from "../../model/region.ts";
import { CLASS_CODE_ISA_BRIDGE } from "../class-vocabulary.ts";
import { changedFunction, type Plan, type PlanRmrr, type PlanStep } from "../plan.ts";
import { withFunctions } from "./edit-functions.ts";
import type { Pass } from "./pass.ts";

/** For plans that the other passes have made small. */
const MOST_RMRRS = 4;
const MOST_FUNCTIONS = 5;
const MOST_STEPS = 6;

export const leanOnWindow: Pass = {
  name: "let the interrupt window be the other region",
  *candidates(plan) {
    const { groups, rmrrs } = plan;
    if (groups.length === 0) return;
    if (rmrrs.length > MOST_RMRRS) {
      yield* withOneByWindow(plan);
      return;
    }
    for (const gone of rmrrs.keys()) {
      for (const kept of rmrrs.keys()) {
        if (kept === gone) continue;
        for (const { start, end } of BY_THE_WINDOW) {
          const moved: PlanRmrr = { ...rmrrs[kept]!, base: start, limit: end };
          yield {
            ...plan,
            rmrrs: rmrrs.flatMap((rmrr, index) => (index === gone ? [] : index === kept ? [moved] : [rmrr])),
          };
        }
      }
    }
  },
};

/** Of many RMRRs the first, next to the window of the same function; that of another device would add one. */
function* withOneByWindow(plan: Plan): Generator<Plan> {
  const groups = plan.groups.map((group) => ({ ...group, members: group.members.filter((member) => member >= 0) }));
  for (const { start, end } of BY_THE_WINDOW) {
    yield { ...plan, groups, rmrrs: [{ ...plan.rmrrs[0]!, base: start, limit: end }] };
  }
}

export const leanOnIsaWindow: Pass = {
  name: "let the window of an ISA bridge be the region",
  *candidates(plan) {
    const { functions, rmrrs } = plan;
    if (rmrrs.length === 0 || rmrrs.length > MOST_RMRRS || functions.length > MOST_FUNCTIONS) return;
    const left = [[], ...(rmrrs.length > 1 ? rmrrs.map((_rmrr, gone) => rmrrs.toSpliced(gone, 1)) : [])];
    for (const [index, fn] of functions.entries()) {
      if (fn.headerType !== 0) continue;
      const bridged = functions.with(index, changedFunction(fn, { classCode: CLASS_CODE_ISA_BRIDGE }));
      for (const fewer of left) {
        const leaning = { ...plan, functions: bridged, rmrrs: fewer };
        yield leaning;
        yield* withLaterFailure(leaning);
        if (leaning.steps.some((step) => step.do === "insert")) {
          const inserting = { ...leaning, steps: leaning.steps.map(asWindow) };
          yield inserting;
          yield* withLaterFailure(inserting);
        }
      }
      // The regions of two members become those of one, if its window is one of them.
      if (plan.groups.length > 0) yield* withMemberLess({ ...plan, functions: bridged }, index);
    }
  },
};

/** The inserted region then becomes the window. */
function asWindow(step: PlanStep): PlanStep {
  return step.do === "insert" ? { ...step, region: ISA_REGION } : step;
}

const ISA_REGION: RegionFields = { ...ISA_WINDOW, type: "direct-relaxable", protection: PROTECTION_READ_WRITE };

/** The window is obtained at another point than the region, so other allocations precede the one that must fail. */
function* withLaterFailure(plan: Plan): Generator<Plan> {
  const { steps } = plan;
  const at = steps.findIndex((step) => step.do === "fail-allocations");
  if (at < 0 || steps.length > MOST_STEPS) return;
  const others = steps.toSpliced(at, 1);
  for (let to = 0; to < others.length; to++) {
    yield { ...plan, steps: others.toSpliced(to, 0, { do: "fail-allocations", first: 1, count: 1 }) };
  }
}

/** Every other function is removed; what is below it takes its place. */
function* withMemberLess(plan: Plan, heir: number): Generator<Plan> {
  for (const [gone, { place }] of plan.functions.entries()) {
    if (gone === heir) continue;
    const functions = plan.functions.map((fn, index) =>
      index === gone ? undefined : fn.place === gone ? { ...fn, place } : fn,
    );
    const fewer = withFunctions(plan, { functions, heir: () => heir });
    yield fewer;
    // The window begins at 0, and so may a region that overlaps it there.
    const [first, ...rmrrs] = fewer.rmrrs;
    yield { ...fewer, rmrrs: [{ ...first!, base: 0n, limit: PAGE_SIZE - 1n }, ...rmrrs] };
  }
}

const BY_THE_WINDOW: readonly AddressRange[] = [
  { start: MSI_WINDOW.start, end: MSI_WINDOW.start + PAGE_SIZE - 1n },
  { start: MSI_WINDOW.start - PAGE_SIZE, end: MSI_WINDOW.start - 1n },
  { start: MSI_WINDOW.end + 1n, end: MSI_WINDOW.end + PAGE_SIZE },
  { start: MSI_WINDOW.start - PAGE_SIZE, end: MSI_WINDOW.start + PAGE_SIZE - 1n },
  { start: MSI_WINDOW.end - PAGE_SIZE + 1n, end: MSI_WINDOW.end + PAGE_SIZE },
  MSI_WINDOW,
];
