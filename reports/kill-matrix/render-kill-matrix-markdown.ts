/** A kill matrix as GitHub's Markdown: the page in the documentation. */

import type { KilledFault, KillMatrix } from "../../model/kill-matrix.ts";
import { markdownBlock, markdownCode, markdownText } from "../markdown/markdown-text.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf, groupDigits } from "../text/group-digits.ts";
import { medianWords, ratioWords, reachesAim, worstWords } from "./kill-words.ts";
import { gridText } from "./render-kill-matrix-text.ts";

export function renderKillMatrixMarkdown(matrix: KillMatrix): string {
  const { faults, requirements, seeds, matrixSeeds, cases } = matrix;
  const missed = faults.filter(({ ours }) => ours === undefined || ours.missed > 0);
  const short = faults.filter((fault) => reachesAim(matrix, fault) === false);
  const alone = requirements.filter((requirement) => requirement.alone.length > 0);
  const others = requirements.filter((requirement) => requirement.alone.length === 0);
  const blocks = [
    `${countOf(faults.length, "fault")} by ${countOf(requirements.length, "requirement")}, suite version ${markdownText(escapeText(matrix.suiteVersion, 40))}.`,
    `## Cases until a fault is noticed`,
    `By the requirement that has to notice it, in cases of a stream, the noticing one included; over the seeds ${seedsInWords(seeds)}, ` +
      `at most ${groupDigits(cases)} cases each. Beside it the same for the baseline.`,
    figures(matrix),
    missed.length === 0
      ? `Every fault is noticed under every seed.`
      : `Not noticed under every seed: ${names(missed)}.`,
    short.length === 0
      ? `Everywhere the aim is reached: five times fewer cases than the baseline where that needs 20 or more in the median, no more elsewhere.`
      : `${countOf(short.length, "fault")} of ${groupDigits(faults.length)} stay behind the aim (five times fewer cases than the baseline where that needs 20 or more in the median, no more elsewhere): ${names(short)}.`,
    `## Which requirement notices which fault`,
    `In the first ${countOf(matrix.matrixCases, "case")} of every stream under the seeds ${seedsInWords(matrixSeeds)}: \`#\` the requirement that has to notice it, \`+\` another one that does, \`-\` one that has to and does not.`,
    markdownBlock(gridText(matrix), "text picture"),
    `## What only one requirement notices`,
    alone.map(({ id, alone: only }) => `- ${code(id)}: ${only.map(code).join(", ")}`).join("\n") || "Nothing.",
    `## Requirements that notice nothing alone`,
    others
      .map(({ id, reason }) => `- ${code(id)}: ${markdownText(escapeText(reason ?? "no reason is given", 600))}`)
      .join("\n") || "None.",
  ];
  return blocks.join("\n\n");
}

function figures(matrix: KillMatrix): string {
  const rows = matrix.faults.map((fault) => {
    const ratio = ratioWords(matrix, fault);
    return `| ${[
      code(fault.name),
      code(fault.requirement),
      medianWords(matrix, fault.ours),
      worstWords(fault.ours),
      medianWords(matrix, fault.baseline),
      worstWords(fault.baseline),
      reachesAim(matrix, fault) === false ? `**${ratio}**` : ratio,
    ].join(" | ")} |`;
  });
  return [
    "| fault | requirement | median | worst | baseline, median | baseline, worst | ratio |",
    "|---|---|--:|--:|--:|--:|--:|",
    ...rows,
  ].join("\n");
}

/** `kill/1` to `kill/50`. */
function seedsInWords(seeds: readonly string[]): string {
  const [first = "", ...rest] = seeds;
  return rest.length === 0 ? code(first) : `${code(first)} to ${code(rest.at(-1)!)}`;
}

function names(faults: readonly KilledFault[]): string {
  return faults.map(({ name }) => code(name)).join(", ");
}

function code(text: string): string {
  return markdownCode(escapeText(text, 80));
}
