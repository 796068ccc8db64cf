/**
 * Annotations for GitHub Actions: workflow commands on standard output, one a failure.
 *
 * GitHub shows ten errors and ten warnings a step, so the worst come first, and what is left out is counted.
 */

import { OUTCOMES } from "../../model/verdict.ts";
import type { FailureLine } from "../../model/record.ts";
import { witnessSentence } from "../failure/witness-sentence.ts";
import type { RunReport } from "../record/run-report.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf } from "../text/group-digits.ts";
import {
  countsInWords,
  implementationName,
  problemsInWords,
  requirementInWords,
  shownStatus,
  verdictOf,
} from "../text/outcome-in-words.ts";

type Severity = "error" | "warning" | "notice";

/** One place is kept for the count of what is left out. */
const MOST = 9;

export function renderAnnotations(report: RunReport): string {
  const { header, footer, failures, requirements } = report;
  const worstFirst = failures.toSorted((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome));
  const errors = worstFirst
    .filter(({ outcome }) => outcome !== "known")
    .map((failure) => command("error", titleOf(failure), messageOf(failure)));
  const known = worstFirst
    .filter(({ outcome }) => outcome === "known")
    .map((failure) => command("notice", titleOf(failure), messageOf(failure)));
  const missed = requirements
    .filter((line) => line.missed === true)
    .map((line) => command("warning", `not observed: ${escapeText(line.id, 120)}`, requirementInWords(line)));
  const severity = ({ 0: "notice", 1: "error", 3: "warning" } as const)[shownStatus(report)];
  const problems = problemsInWords(footer);
  const summary = command(
    severity,
    `${implementationName(header)} ${verdictOf(report)}`,
    [
      countsInWords(footer),
      ...(problems === undefined ? [] : [problems]),
      `profile ${header.profile}`,
      `seed ${escapeText(header.seed, 200)}`,
    ].join("; "),
  );
  const lines = [summary, ...limited(errors, "error"), ...limited(missed, "warning"), ...limited(known, "notice")];
  return `${lines.join("\n")}\n`;
}

function limited(commands: readonly string[], severity: Severity): readonly string[] {
  if (commands.length <= MOST) return commands;
  const left = commands.length - (MOST - 1);
  return [
    ...commands.slice(0, MOST - 1),
    command(severity, countOf(left, "more", "more"), "The rest are in the job summary."),
  ];
}

function titleOf({ outcome, requirements, rule }: FailureLine): string {
  return `${outcome}: ${escapeText(requirements[0] ?? "the case as a whole", 120)} (${escapeText(rule, 120)})`;
}

function messageOf(failure: FailureLine): string {
  return `${witnessSentence(failure)}\nReproduce it: ${escapeText(failure.replay, 2000)}`;
}

/** A line that begins with `::` is a command to the runner: whatever is inside of one cannot begin another. */
function command(severity: Severity, title: string, message: string): string {
  return `::${severity} title=${property(title)}::${data(message)}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
