/**
 * One RMRR less, if the interrupt window takes its part.
 *
 * Every device has the window, so what takes two regions of a group may take one that touches the window, lies in it
 * or overlaps it by a page.
 */

import { type AddressRange, MSI_WINDOW, PAGE_SIZE } from "../../model/region.ts";
import type { PlanRmrr } from "../plan.ts";
import type { Pass } from "./pass.ts";

/** For plans that the other passes have made small. */
const MOST_RMRRS = 4;

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

const BY_THE_WINDOW: readonly AddressRange[] = [
  { start: MSI_WINDOW.start, end: MSI_WINDOW.start + PAGE_SIZE - 1n },
  { start: MSI_WINDOW.start - PAGE_SIZE, end: MSI_WINDOW.start - 1n },
  { start: MSI_WINDOW.end + 1n, end: MSI_WINDOW.end + PAGE_SIZE },
  { start: MSI_WINDOW.start - PAGE_SIZE, end: MSI_WINDOW.start + PAGE_SIZE - 1n },
  { start: MSI_WINDOW.end - PAGE_SIZE + 1n, end: MSI_WINDOW.end + PAGE_SIZE },
  MSI_WINDOW,
];
