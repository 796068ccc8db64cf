/** That a failure was fixed before, in words. */

import type { FailureLine } from "../../model/record.ts";
import { escapeText } from "../text/escape-text.ts";

/** Undefined if it is not known to have been fixed. */
export function returnedSentence({ returned }: FailureLine): string | undefined {
  if (returned === undefined) return undefined;
  const { reason, link, release, change } = returned;
  const by = change === undefined ? "" : `, fixed by ${escapeText(change, 200)}`;
  const where = link === undefined ? "" : ` ${escapeText(link, 400)}`;
  return `An old fault is back, which ${escapeText(release, 80)} no longer had${by}: ${escapeText(reason, 1000)}${where}`;
}
