/** What a run came to, in the words that every renderer uses. */

import type { FooterLine, HeaderLine, RequirementLine, ShardLine, StreamLine } from "../../model/record.ts";
import { formatCounts } from "../terminal/outcome-words.ts";
import { escapeText } from "./escape-text.ts";
import { countOf, groupDigits } from "./group-digits.ts";

const VERDICTS = { 0: "conforms", 1: "does not conform", 3: "could not be judged" } as const;

/** How a run ended, and the shard that it was if it was one. */
export interface Ending {
  readonly footer: FooterLine;
  readonly part: ShardLine | undefined;
}

/**
 * What follows the name of an implementation: `conforms`, `does not conform`, `could not be judged`. The exit status 0
 * of a shard says nothing of the other shards; and of a record in which nothing was observed nobody may read that it
 * conforms, whatever status stands in it.
 */
export function verdictOf({ footer, part }: Ending): string {
  if (footer.exitStatus !== 0) return VERDICTS[footer.exitStatus];
  if (part !== undefined) return `did not fail in shard ${part.shard} of ${part.of}`;
  return isNothingObserved(footer) ? "was not seen to do anything" : VERDICTS[0];
}

/** The exit status whose colour and sign the verdict has: that of a run that was not judged, where none conforms. */
export function shownStatus({ footer, part }: Ending): 0 | 1 | 3 {
  return footer.exitStatus === 0 && (part !== undefined || isNothingObserved(footer)) ? 3 : footer.exitStatus;
}

function isNothingObserved({ requirements }: FooterLine): boolean {
  return Object.entries(requirements).every(
    ([outcome, count]) => count === 0 || outcome === "not-observable" || outcome === "skipped",
  );
}

/** `ours 1.2 (C)`, harmless and short. */
export function implementationName({ implementation }: HeaderLine): string {
  const { name, version, language } = implementation;
  const parts = [name, version, language === undefined ? undefined : `(${language})`];
  return parts.flatMap((part) => (part === undefined ? [] : escapeText(part, 120))).join(" ");
}

/** `40 requirements: 6 fail, 34 pass; 900 cases`. */
export function countsInWords({ requirements, cases }: FooterLine): string {
  const total = Object.values(requirements).reduce((sum, count) => sum + count, 0);
  return `${countOf(total, "requirement")}: ${formatCounts(requirements)}; ${countOf(cases, "case")}`;
}

/** `problems: STORE_UNREADABLE`: the codes of what kept the run from reading, storing or judging something, if anything. */
export function problemsInWords({ problems = [] }: FooterLine): string | undefined {
  return problems.length === 0 ? undefined : `problems: ${problems.map((code) => escapeText(code, 80)).join(", ")}`;
}

/** `729 of 900 cases: 237 fail, 492 pass (reason)`. */
export function requirementInWords({ triggered, cases, counts, reason, outcome }: RequirementLine): string {
  const onlyPasses = outcome === "pass" && counts.pass === triggered;
  const said = onlyPasses || triggered === 0 ? "" : `: ${formatCounts(counts)}`;
  const why = reason === undefined ? "" : ` (${escapeText(reason)})`;
  return `${groupDigits(triggered)} of ${countOf(cases, "case")}${said}${why}`;
}

/** `3 hung, 10 not judged (reason)`: the cases of a stream that came to nothing; empty if all were judged. */
export function endingsInWords({ hung, died, skipped, notJudged = 0, reason }: StreamLine): string {
  const counts = { hung, died, skipped, "not judged": notJudged };
  const parts = Object.entries(counts).flatMap(([how, count]) => (count > 0 ? `${groupDigits(count)} ${how}` : []));
  const why = reason === undefined ? "" : ` (${escapeText(reason)})`;
  return parts.length === 0 ? "" : `${parts.join(", ")}${why}`;
}
