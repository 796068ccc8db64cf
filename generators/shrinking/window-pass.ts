/**
 * Fewer RMRRs, if a window takes the part of one.
 *
 * Every device has the interrupt window, so what takes two regions of a group may take one that touches the window,
 * lies in it or overlaps it by a page. And an ISA bridge has a window that is a region like those of RMRRs.
 */

import { type AddressRange, MSI_WINDOW, PAGE_SIZE } from "../../model/region.ts";
import { CLASS_CODE_ISA_BRIDGE } from "../class-vocabulary.ts";
import { changedFunction, type PlanRmrr } from "../plan.ts";
import type { Pass } from "./pass.ts";

/** For plans that the other passes have made small. */
const MOST_RMRRS = 4;
const MOST_FUNCTIONS = 5;

export const leanOnWindow: Pass = {
  name: "let the interrupt window be the other region",
  *candidates(plan) {
    const { groups, rmrrs } = plan;
    if (groups.length === 0 || rmrrs.length > MOST_RMRRS) return;
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

export const leanOnIsaWindow: Pass = {
  name: "let the window of an ISA bridge be the region",
  *candidates(plan) {
    const { functions, rmrrs } = plan;
    if (rmrrs.length === 0 || rmrrs.length > MOST_RMRRS || functions.length > MOST_FUNCTIONS) return;
    const left = [[], ...(rmrrs.length > 1 ? rmrrs.map((_rmrr, gone) => rmrrs.toSpliced(gone, 1)) : [])];
    for (const [index, fn] of functions.entries()) {
      if (fn.headerType !== 0) continue;
      const bridged = functions.with(index, changedFunction(fn, { classCode: CLASS_CODE_ISA_BRIDGE }));
      for (const fewer of left) yield { ...plan, functions: bridged, rmrrs: fewer };
    }
  },
};

const BY_THE_WINDOW: readonly AddressRange[] = [
  { start: MSI_WINDOW.start, end: MSI_WINDOW.start + PAGE_SIZE - 1n },
  { start: MSI_WINDOW.start - PAGE_SIZE, end: MSI_WINDOW.start - 1n },
  { start: MSI_WINDOW.end + 1n, end: MSI_WINDOW.end + PAGE_SIZE },
  { start: MSI_WINDOW.start - PAGE_SIZE, end: MSI_WINDOW.start + PAGE_SIZE - 1n },
  { start: MSI_WINDOW.end - PAGE_SIZE + 1n, end: MSI_WINDOW.end + PAGE_SIZE },
  MSI_WINDOW,
];
