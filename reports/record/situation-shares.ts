/** What the cases of a run were like: one share for each situation. */

import type { SituationLine } from "../../model/record.ts";
import { groupDigits } from "../text/group-digits.ts";

export interface SituationShare extends SituationLine {
  /** The stream is promised to reach more. By chance a short run may miss what it reaches in the long run. */
  readonly isLow: boolean;
}

/**
 * For each situation the share of the stream that is promised to reach it, else of the stream that reached it most
 * often; in the order of the record.
 */
export function situationShares(lines: readonly SituationLine[]): readonly SituationShare[] {
  const shown = new Map<string, SituationLine>();
  for (const line of lines) {
    const other = shown.get(line.name);
    if (other === undefined || tells(line, other)) shown.set(line.name, line);
  }
  return [...shown.values()].map((line) => ({ ...line, isLow: shareOf(line) < (line.leastShare ?? 0) }));
}

function tells(line: SituationLine, other: SituationLine): boolean {
  if (line.leastShare !== undefined || other.leastShare !== undefined) return line.leastShare !== undefined;
  return shareOf(line) > shareOf(other);
}

function shareOf({ held, cases }: SituationLine): number {
  return cases === 0 ? 0 : held / cases;
}

/** `31.4 %`, of a share from 0 to 1. */
function inPercent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** `628 of 2,000 cases, 31.4 %`. */
export function shareInWords(line: SituationLine): string {
  return `${groupDigits(line.held)} of ${groupDigits(line.cases)} cases, ${inPercent(shareOf(line))}`;
}

/** `at least 2.0 %`; empty if nothing is promised. */
export function promiseInWords({ leastShare }: SituationLine): string {
  return leastShare === undefined ? "" : `at least ${inPercent(leastShare)}`;
}
