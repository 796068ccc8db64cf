/** The rows of a drawn hierarchy, one a function, as `lspci -tv` has them; what does not matter is left out. */

import type { PciFunction, RootBus } from "../../model/platform.ts";
import { chooseFunctions } from "../drawing/choose-functions.ts";
import { devicesOf } from "../drawing/describe-step.ts";
import type { FailureScene } from "./failure-scene.ts";

export interface TreeRow {
  /** 0 for root buses. */
  readonly depth: number;
  /** The row above that it hangs on; -1 for a root bus. */
  readonly parent: number;
  readonly what:
    | { readonly is: "root"; readonly root: RootBus }
    | { readonly is: "function"; readonly fn: PciFunction }
    | { readonly is: "elided"; readonly count: number };
}

/** How many functions are drawn before some are left out. */
const MOST_FUNCTIONS = 40;
/** How many are drawn around those that matter where not all are: more would push what matters out of sight. */
const NEIGHBOURS = 6;

export function treeRows(scene: FailureScene): readonly TreeRow[] {
  const { hierarchy, failure, focus, scoped } = scene;
  const used = failure.scenario.steps.slice(0, 1000).flatMap(devicesOf);
  const named = [focus.rmrr ?? 0].flatMap((rmrr) => scoped.namedBy(rmrr)).slice(0, 8);
  const relevant = new Set([...focus.devices, ...named, ...used]);
  const whole = hierarchy.platform.functions.length <= MOST_FUNCTIONS;
  const most = whole ? MOST_FUNCTIONS : Math.min(MOST_FUNCTIONS, relevant.size + NEIGHBOURS);
  const chosen = chooseFunctions(hierarchy, relevant, most);
  const rows: TreeRow[] = [];
  const addSiblings = (functions: readonly PciFunction[], depth: number, parent: number): void => {
    let hidden = 0;
    for (const fn of functions) {
      if (chosen !== undefined && !chosen.has(fn.label)) {
        hidden += hierarchy.sizeOf(fn);
        continue;
      }
      const row = rows.push({ depth, parent, what: { is: "function", fn } }) - 1;
      addSiblings(hierarchy.below(fn), depth + 1, row);
    }
    if (hidden > 0) rows.push({ depth, parent, what: { is: "elided", count: hidden } });
  };
  let hidden = 0;
  for (const root of hierarchy.platform.rootBuses) {
    const functions = hierarchy.onRootBus(root);
    if (chosen !== undefined && !functions.some(({ label }) => chosen.has(label))) {
      hidden += functions.reduce((sum, fn) => sum + hierarchy.sizeOf(fn), 0);
      continue;
    }
    const row = rows.push({ depth: 0, parent: -1, what: { is: "root", root } }) - 1;
    addSiblings(functions, 1, row);
  }
  if (hidden > 0) rows.push({ depth: 0, parent: -1, what: { is: "elided", count: hidden } });
  addSiblings(hierarchy.onNoBus(), 0, -1);
  return rows;
}
