/** How many cases a run was to judge, in words. */

import type { RecordedOptions } from "../../model/record.ts";
import { countOf } from "./group-digits.ts";

/** `1,000 cases per stream`, or that nothing was left to chance. */
export function describeCases({ runs, exhaustive }: RecordedOptions): string {
  return exhaustive === true ? "every case of the small worlds" : `${countOf(runs, "case")} per stream`;
}
