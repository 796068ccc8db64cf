/** The difference of two runs for a terminal and for the log of a CI job. */

import type { FailureLine, RequirementLine } from "../../model/record.ts";
import { witnessSentence } from "../failure/witness-sentence.ts";
import type { RunReport } from "../record/run-report.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf } from "../text/group-digits.ts";
import { implementationName, requirementInWords, verdictOf } from "../text/outcome-in-words.ts";
import type { Painter, Tone } from "../text/painter.ts";
import { wrapText } from "../text/wrap-text.ts";
import type { ChangedOutcome, ReportDiff } from "./diff-reports.ts";

export interface DiffTextOptions {
  readonly paint: Painter;
  readonly width: number;
}

export function renderDiff(before: RunReport, now: RunReport, diff: ReportDiff, options: DiffTextOptions): string {
  const { paint } = options;
  const describe = (report: RunReport): string => `${implementationName(report.header)}, ${verdictOf(report)}`;
  const blocks = [
    [`old  ${describe(before)}`, `new  ${describe(now)}`].join("\n"),
    diff.conditions.length === 0
      ? ""
      : paint(
          "warning",
          wrapText(
            `The runs differ in ${diff.conditions.join(", ")}: a difference need not be due to the implementation.`,
            options.width,
          ),
        ),
    outcomes("Worse", "bad", diff.worse, options),
    failures("Fails in a new way", "bad", diff.newRules, options),
    outcomes("Better", "good", diff.fixed, options),
    failures("No longer fails like this", "good", diff.goneRules, options),
    failures("Another witness of the same failure", "plain", diff.changedWitnesses, options),
    outcomes("Other counts", "quiet", diff.changedCounts, options),
    diff.exitStatus === 1 ? paint("bad", "worse (exit status 1)") : paint("good", verdictOfSame(diff)),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function verdictOfSame({ fixed, goneRules }: ReportDiff): string {
  return fixed.length + goneRules.length > 0 ? "better (exit status 0)" : "no worse (exit status 0)";
}

function outcomes(
  title: string,
  tone: Tone,
  changes: readonly ChangedOutcome[],
  { paint, width }: DiffTextOptions,
): string {
  if (changes.length === 0) return "";
  const lines = changes.flatMap(({ id, before, now, failures: found }) => [
    `  ${escapeText(id, 120)}: ${inWords(before)} -> ${inWords(now)}`,
    ...(title === "Worse" ? found.map((failure) => wrapText(witnessSentence(failure), width, "      ")) : []),
  ]);
  return [paint(tone, `${title}: ${countOf(changes.length, "requirement")}`), ...lines].join("\n");
}

function inWords(line: RequirementLine | undefined): string {
  return line === undefined ? "not judged" : `${line.outcome}, ${requirementInWords(line)}`;
}

function failures(title: string, tone: Tone, found: readonly FailureLine[], { paint, width }: DiffTextOptions): string {
  if (found.length === 0) return "";
  const lines = found.flatMap((failure) => [
    `  ${failure.outcome} ${escapeText(failure.requirements[0] ?? "the case as a whole", 120)} (${escapeText(failure.rule, 120)})`,
    wrapText(witnessSentence(failure), width, "      "),
  ]);
  return [paint(tone, `${title}: ${countOf(found.length, "failure")}`), ...lines].join("\n");
}
