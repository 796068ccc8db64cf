/** A matrix for a terminal: a letter a column, the witnesses below. */

import { witnessSentence } from "../failure/witness-sentence.ts";
import { escapeText } from "../text/escape-text.ts";
import { wrapText } from "../text/wrap-text.ts";
import type { Matrix, MatrixWitness } from "./build-matrix.ts";
import { cellWords } from "./cell-words.ts";

export function renderMatrixText({ columns, rows, witnesses }: Matrix, width: number): string {
  const table = rows.map(({ id, level, cells }) => [
    escapeText(id, 80),
    level,
    ...cells.map((cell) => [cellWords(cell), ...cell.witnesses.slice(0, 3).map((number) => `[${number}]`)].join(" ")),
  ]);
  const head = ["requirement", "level", ...columns.map(({ key }) => key)];
  const widths = head.map((word, column) => Math.max(word.length, ...table.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd();
  return [
    ...columns.map(({ key, name, about }) => `${key.padEnd(3)}${name}: ${about}`),
    "",
    line(head),
    ...table.map(line),
    ...(witnesses.length === 0 ? [] : ["", ...witnesses.map((witness) => witnessText(witness, width))]),
    "",
  ].join("\n");
}

function witnessText({ number, column, failure }: MatrixWitness, width: number): string {
  const what = `[${number}] ${column.key} ${failure.outcome} ${escapeText(failure.requirements[0] ?? "the case as a whole", 120)}`;
  const lines = [witnessSentence(failure), `Reproduce it: ${escapeText(failure.replay, 2000)}`];
  return [what, ...lines.map((text) => wrapText(text, width, "    "))].join("\n");
}
