/** A matrix as GitHub's Markdown; a cell links to the heading of its witness. */

import { renderFailure } from "../failure/render-failure.ts";
import { witnessSentence } from "../failure/witness-sentence.ts";
import { markdownBlock, markdownCode, markdownText } from "../markdown/markdown-text.ts";
import { escapeText } from "../text/escape-text.ts";
import type { Matrix, MatrixCell, MatrixWitness } from "./build-matrix.ts";
import { cellWords } from "./cell-words.ts";

const WIDTH = 100;

export function renderMatrixMarkdown({ columns, rows, witnesses }: Matrix): string {
  const head = ["requirement", "level", ...columns.map(({ name }) => markdownText(name))];
  const table = [
    `| ${head.join(" | ")} |`,
    `|${"---|".repeat(head.length)}`,
    ...rows.map(({ id, level, cells }) => {
      return `| ${[markdownCode(escapeText(id, 120)), level, ...cells.map(cellMarkdown)].join(" | ")} |`;
    }),
  ];
  const about = columns.map(({ name, about: words }) => `- ${markdownText(`${name}: ${words}`)}`);
  return `${[about.join("\n"), table.join("\n"), ...witnesses.map(witnessMarkdown)].join("\n\n")}\n`;
}

function cellMarkdown(cell: MatrixCell): string {
  const words = cellWords(cell);
  const [first, ...others] = cell.witnesses;
  if (first === undefined) return words;
  const more = others.slice(0, 3).map((number) => ` [${number}](#witness-${number})`);
  return `[${words}](#witness-${first})${more.join("")}`;
}

function witnessMarkdown({ number, column, failure }: MatrixWitness): string {
  const drawing = markdownBlock(renderFailure(failure, { colour: false, width: WIDTH }));
  return [
    `### Witness ${number}`,
    `${markdownText(column.name)}: ${failure.outcome} ${markdownCode(escapeText(failure.requirements[0] ?? "the case as a whole", 120))}`,
    markdownText(witnessSentence(failure)),
    `<details><summary>Least scenario</summary>\n\n${drawing}\n\n</details>`,
  ].join("\n\n");
}
