/** A run as GitHub's Markdown: for a job summary, a pull request or an issue. */

import { describeCases } from "../text/describe-cases.ts";
import type { FailureLine, RequirementLine, SituationLine } from "../../model/record.ts";
import { diagnosisSentence } from "../failure/diagnosis-sentence.ts";
import { renderFailure } from "../failure/render-failure.ts";
import { witnessSentence } from "../failure/witness-sentence.ts";
import { familiesOf, failuresOfNoRequirement, isBad, type Family, type RunReport } from "../record/run-report.ts";
import { promiseInWords, shareInWords, situationShares } from "../record/situation-shares.ts";
import { formatCounts } from "../terminal/outcome-words.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf, groupDigits } from "../text/group-digits.ts";
import { outcomeSymbol } from "../text/outcome-symbol.ts";
import { countsInWords, implementationName, problemsInWords, verdictOf } from "../text/outcome-in-words.ts";
import { markdownBlock, markdownCode, markdownText } from "./markdown-text.ts";

/** A job summary holds 1 MiB; drawings of more failures than this are left out, their sentences are not. */
const MOST_DRAWN = 20;
const MOST_NAMED = 100;
const WIDTH = 100;

export function renderMarkdown(report: RunReport): string {
  const { header, footer, requirements, failures } = report;
  const families = familiesOf(requirements);
  const blocks = [
    `## ${markdownText(implementationName(header))} ${verdictOf(report)}`,
    facts(report),
    countsInWords(footer),
    familyTable(families),
  ];
  const problems = problemsInWords(footer);
  if (problems !== undefined) blocks.splice(3, 0, markdownText(problems));
  const bad = requirements.filter((line) => line.outcome !== "pass");
  if (bad.length > 0) blocks.push("### Not passed", requirementTable(bad));
  if (failures.length > 0) {
    blocks.push(`### ${countOf(failures.length, "failure")}`);
    blocks.push(...failures.slice(0, MOST_NAMED).map((failure, index) => failureBlock(failure, index < MOST_DRAWN)));
    if (failures.length > MOST_NAMED) blocks.push(`and ${groupDigits(failures.length - MOST_NAMED)} more`);
  }
  if (report.situations.length > 0) blocks.push(situationDetails(report.situations));
  if (failuresOfNoRequirement(report).length > 0)
    blocks.push("Some cases hung or died before any requirement could be judged.");
  return `${blocks.join("\n\n")}\n`;
}

function facts({ header, footer }: RunReport): string {
  const either = header.either.length === 0 ? "" : `, either answer for ${header.either.join(", ")}`;
  return [
    `rmrr-conformance ${markdownText(header.suiteVersion)}`,
    `VT-d Rev ${markdownText(header.specification)}`,
    `profile ${markdownText(escapeText(header.profile + either, 300))}`,
    describeCases(header.options),
    ...(header.options.exhaustive === true ? [] : [`seed ${markdownCode(escapeText(header.seed, 200))}`]),
    `exit status ${footer.exitStatus}`,
  ].join(" · ");
}

function familyTable(families: readonly Family[]): string {
  const rows = families.map(({ name, requirements }) => {
    const bad = requirements.filter(isBad).length;
    const isObserved = requirements.some(({ outcome }) => outcome !== "not-observable" && outcome !== "skipped");
    const sign = outcomeSymbol(bad > 0 ? "fail" : isObserved ? "pass" : "not-observable");
    const counts: Partial<Record<RequirementLine["outcome"], number>> = {};
    for (const { outcome } of requirements) counts[outcome] = (counts[outcome] ?? 0) + 1;
    return `| ${sign} ${markdownText(escapeText(name, 60))} | ${requirements.length} | ${formatCounts(counts)} |`;
  });
  return ["| family | requirements | outcomes |", "|---|--:|---|", ...rows].join("\n");
}

function requirementTable(requirements: readonly RequirementLine[]): string {
  const rows = requirements.map(({ id, level, outcome, triggered, cases, counts, reason, missed }) => {
    const word = missed === true ? `${outcome}, but expected to be observed` : outcome;
    const why = reason === undefined ? "" : `: ${markdownText(escapeText(reason))}`;
    const share = `${groupDigits(triggered)} of ${groupDigits(cases)}`;
    return `| ${outcomeSymbol(outcome)} ${word} | ${markdownCode(escapeText(id, 120))} | ${level} | ${share} | ${formatCounts(counts)}${why} |`;
  });
  return ["| outcome | requirement | level | triggered | cases by outcome |", "|---|---|---|--:|---|", ...rows].join(
    "\n",
  );
}

function situationDetails(lines: readonly SituationLine[]): string {
  const shares = situationShares(lines);
  const low = shares.filter(({ isLow }) => isLow).length;
  const rows = shares.map((share) => {
    const promise = share.isLow ? `**${promiseInWords(share)}**` : promiseInWords(share);
    return `| ${markdownCode(escapeText(share.name, 80))} | ${markdownText(escapeText(share.stream, 80))} | ${shareInWords(share)} | ${promise} |`;
  });
  const title = `${countOf(shares.length, "situation")}${low === 0 ? "" : `, ${low} in a smaller share than promised`}`;
  const table = ["| situation | stream | share | promised |", "|---|---|---|---|", ...rows].join("\n");
  return `<details><summary>${title}</summary>\n\n${table}\n\n</details>`;
}

function failureBlock(failure: FailureLine, drawn: boolean): string {
  const { outcome, requirements } = failure;
  const [first = "the case as a whole", ...others] = requirements;
  const more = others.length === 0 ? "" : ` and ${countOf(others.length, "other requirement")}`;
  const heading = `**${outcomeSymbol(outcome)} ${outcome}** ${markdownCode(escapeText(first, 120))}${more}`;
  const said = [witnessSentence(failure), diagnosisSentence(failure)];
  const sentence = said.flatMap((text) => (text === undefined ? [] : markdownText(text))).join("\n\n");
  if (!drawn) return `${heading}\n\n${sentence}`;
  const drawing = markdownBlock(renderFailure(failure, { colour: false, width: WIDTH }));
  return `${heading}\n\n${sentence}\n\n<details><summary>Minimal scenario, and how to reproduce it</summary>\n\n${drawing}\n\n</details>`;
}
