/** Which functions of a large hierarchy are drawn: those that matter, what is above them, and some neighbours. */

import type { PciFunction } from "../../model/platform.ts";
import type { Hierarchy } from "./hierarchy.ts";

/**
 * The labels to draw, or undefined if all of them are.
 *
 * @param relevant labels in the order of their weight; each comes with all bridges above it
 * @param most how many functions a drawing holds; only what is above a relevant function may exceed it
 */
export function chooseFunctions(
  hierarchy: Hierarchy,
  relevant: Iterable<string>,
  most: number,
): ReadonlySet<string> | undefined {
  const { functions } = hierarchy.platform;
  if (functions.length <= most) return undefined;
  const chosen = new Set<string>();
  const choose = (fn: PciFunction): void => {
    for (let next: PciFunction | undefined = fn; next !== undefined; next = hierarchy.parentOf(next)) {
      if (chosen.has(next.label)) break;
      chosen.add(next.label);
    }
  };
  for (const label of relevant) {
    if (chosen.size >= most) break;
    const device = hierarchy.device(label);
    if (device?.kind === "pci") choose(device);
  }
  // Neighbours show where in the hierarchy the chosen ones are; the first of the platform do where there are none.
  const neighbours = [...chosen].flatMap((label) => neighboursOf(hierarchy, label));
  for (const fn of [...neighbours, ...functions.slice(0, most)]) {
    if (chosen.size >= most) break;
    choose(fn);
  }
  return chosen;
}

function neighboursOf(hierarchy: Hierarchy, label: string): PciFunction[] {
  const device = hierarchy.device(label);
  if (device?.kind !== "pci") return [];
  const parent = hierarchy.parentOf(device);
  const siblings = parent === undefined ? [] : hierarchy.below(parent).slice(0, 4);
  return [...siblings, ...hierarchy.below(device).slice(0, 4)];
}
