/** What stands in the cells of a kill matrix. */

import type { FirstKills, KilledFault, KillMatrix } from "../../model/kill-matrix.ts";
import { groupDigits } from "../text/group-digits.ts";

/** `12`, or `>1,000` for a median that was missed. */
export function medianWords({ cases }: KillMatrix, kills: FirstKills | undefined): string {
  if (kills === undefined) return "";
  return kills.median === null ? `>${groupDigits(cases)}` : groupDigits(kills.median);
}

/** `47`, or `3 missed`. */
export function worstWords(kills: FirstKills | undefined): string {
  if (kills === undefined) return "";
  return kills.worst === null ? `${groupDigits(kills.missed)} missed` : groupDigits(kills.worst);
}

/** How many times as many cases the baseline needs in the median; at least so many, if it did not get there. */
export function ratioOf({ cases }: KillMatrix, { ours, baseline }: KilledFault): number | undefined {
  if (ours === undefined || baseline === undefined || ours.median === null) return undefined;
  return (baseline.median ?? cases + 1) / ours.median;
}

export function ratioWords(matrix: KillMatrix, fault: KilledFault): string {
  const ratio = ratioOf(matrix, fault);
  if (ratio === undefined) return "";
  return `${fault.baseline?.median === null ? ">" : ""}${ratio.toFixed(1)}`;
}

/** Where the baseline needs this many cases in the median, the generators are to need five times fewer; else no more. */
const HARD = 20;
const AIM = 5;

/** Whether the generators reach what they are to reach; undefined if there is nothing to compare. */
export function reachesAim(matrix: KillMatrix, fault: KilledFault): boolean | undefined {
  const ratio = ratioOf(matrix, fault);
  if (ratio === undefined) return undefined;
  return ratio >= ((fault.baseline?.median ?? HARD) >= HARD ? AIM : 1);
}

/** `#` for the requirement that has to notice a fault, `+` for another that does, `-` if it has to and does not. */
export function cellSign({ requirement, ours, kills }: KilledFault, id: string): "#" | "+" | "-" | "." {
  const noticed = (kills[id] ?? 0) > 0;
  if (id !== requirement) return noticed ? "+" : ".";
  return noticed || (ours !== undefined && ours.worst !== null) ? "#" : "-";
}
