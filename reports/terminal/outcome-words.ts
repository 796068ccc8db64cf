/** Outcomes in words and tones. */

import { OUTCOMES, type Outcome } from "../../model/verdict.ts";
import { groupDigits } from "../text/group-digits.ts";
import type { Tone } from "../text/painter.ts";

export const OUTCOME_TONES: Readonly<Record<Outcome, Tone>> = {
  hang: "bad",
  fail: "bad",
  error: "bad",
  "unexpected-pass": "bad",
  known: "warning",
  pass: "good",
  skipped: "quiet",
  "not-observable": "quiet",
};

/** The longest word in the column of outcomes. */
export const OUTCOME_WIDTH: number = Math.max(...OUTCOMES.map((outcome) => outcome.length));

/** `31 fail, 402 pass`, worst first. */
export function formatCounts(counts: Readonly<Partial<Record<Outcome, number>>>): string {
  return OUTCOMES.flatMap((outcome) => {
    const count = counts[outcome] ?? 0;
    return count === 0 ? [] : `${groupDigits(count)} ${outcome}`;
  }).join(", ");
}
