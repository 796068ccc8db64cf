/** A kill matrix for a terminal: a line a fault, a sign a requirement. */

import type { KillMatrix } from "../../model/kill-matrix.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf } from "../text/group-digits.ts";
import { cellSign, medianWords, ratioWords, reachesAim, worstWords } from "./kill-words.ts";

const NAME_WIDTH = 44;
const FIGURE_WIDTH = 10;

export function renderKillMatrixText(matrix: KillMatrix): string {
  return [
    figuresText(matrix),
    "",
    gridText(matrix),
    "",
    ...matrix.requirements.map(({ id, alone, reason }) =>
      alone.length > 0
        ? `${escapeText(id, 60)} alone notices ${alone.map((name) => escapeText(name, 60)).join(", ")}`
        : `${escapeText(id, 60)} notices nothing alone: ${escapeText(reason ?? "no reason is given", 400)}`,
    ),
    "",
  ].join("\n");
}

function figuresText(matrix: KillMatrix): string {
  const row = (name: string, figures: readonly string[]): string =>
    `${name.padEnd(NAME_WIDTH)}${figures.map((figure) => figure.padStart(FIGURE_WIDTH)).join("")}`.trimEnd();
  const { faults, seeds, cases } = matrix;
  return [
    `Cases until a fault is noticed, ${countOf(seeds.length, "seed")}, at most ${countOf(cases, "case")} a stream:`,
    row("fault", ["median", "worst", "baseline", "worst", "ratio"]),
    ...faults.map((fault) =>
      row(escapeText(fault.name, NAME_WIDTH - 1), [
        medianWords(matrix, fault.ours),
        worstWords(fault.ours),
        medianWords(matrix, fault.baseline),
        worstWords(fault.baseline),
        `${ratioWords(matrix, fault)}${reachesAim(matrix, fault) === false ? " !" : "  "}`,
      ]),
    ),
  ].join("\n");
}

/** One sign a cell, in columns that are numbered in the list below. */
export function gridText({ requirements, faults }: KillMatrix): string {
  const numbers = requirements.map((_, index) => String(index + 1).padStart(3));
  const head = [0, 1, 2].map((digit) =>
    `${"".padEnd(NAME_WIDTH)}${numbers.map((text) => text[digit]).join("")}`.trimEnd(),
  );
  return [
    ...head.filter((line) => line !== ""),
    ...faults.map(
      (fault) =>
        escapeText(fault.name, NAME_WIDTH - 1).padEnd(NAME_WIDTH) +
        requirements.map(({ id }) => cellSign(fault, id)).join(""),
    ),
    "",
    ...requirements.map(({ id }, index) => `${numbers[index]} ${escapeText(id, 60)}`),
  ].join("\n");
}
