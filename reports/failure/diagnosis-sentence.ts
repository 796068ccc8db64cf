/** The diagnosis of a failure in words. */

import type { FailureLine } from "../../model/record.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf } from "../text/group-digits.ts";

/** Undefined if it behaves like nothing that is known. */
export function diagnosisSentence({ diagnosis }: FailureLine): string | undefined {
  const [first, ...others] = diagnosis?.faults ?? [];
  if (diagnosis === undefined || first === undefined) return undefined;
  const { shared, examined } = diagnosis;
  const words = [`Behaves like faulty/${escapeText(first.name, 80)}: ${escapeText(first.description, 400)}`];
  if (first.mendedBy !== undefined) words.push(`Fixed by ${escapeText(first.mendedBy, 200)}.`);
  if (others.length > 0) {
    words.push(`It cannot be told from ${others.map(({ name }) => `faulty/${escapeText(name, 80)}`).join(" and ")}.`);
  }
  if (examined > 1)
    words.push(`${shared} of the ${countOf(examined, "failure")} of the run ${shared === 1 ? "does" : "do"}.`);
  return words.join(" ");
}
