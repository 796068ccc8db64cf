/** A matrix as one HTML file, with the figures of every witness in it. */

import { buildMatrix, type MatrixCell, type MatrixRow } from "../matrix/build-matrix.ts";
import { cellWords } from "../matrix/cell-words.ts";
import type { RunReport } from "../record/run-report.ts";
import { OUTCOME_TONES } from "../terminal/outcome-words.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf } from "../text/group-digits.ts";
import { requirementInWords } from "../text/outcome-in-words.ts";
import { failureArticle } from "./failure-article.ts";
import { failureScene } from "./failure-scene.ts";
import { markup, type Html } from "./html.ts";
import { page } from "./page.ts";

/** Figures of more witnesses than this would keep the page from opening in time; the records have them all. */
const MOST_WITNESSES = 80;

export function renderMatrixHtml(reports: readonly RunReport[]): string {
  const { columns, rows, witnesses } = buildMatrix(reports);
  const headers = new Map(columns.map((column, index) => [column.key, reports[index]!.header]));
  const shown = witnesses.slice(0, MOST_WITNESSES);
  const head = columns.map(({ name }) => markup`<th scope="col">${name}</th>`);
  const body = markup`<a class="skip" href="#matrix">Skip to the matrix</a>
<header><p class="suite">rmrr-conformance</p><h1>${countOf(columns.length, "implementation")} by ${countOf(rows.length, "requirement")}</h1>
<ul class="notes">${columns.map(({ name, about }) => markup`<li><strong>${name}</strong>: ${about}</li>`)}</ul></header>
<main><section id="matrix" aria-label="Matrix"><div class="scroll" role="group" aria-label="Table of outcomes" tabindex="0"><table class="matrix"><thead><tr><th scope="col">requirement</th><th scope="col">level</th>${head}</tr></thead>
<tbody>${rows.map((row) => rowMarkup(row, shown.length))}</tbody></table></div></section>
${
  shown.length > 0 &&
  markup`<section aria-labelledby="witnesses-title"><h2 id="witnesses-title">${countOf(witnesses.length, "witness", "witnesses")}</h2>
${witnesses.length > shown.length && markup`<p class="note">The first ${shown.length} are shown.</p>`}
${shown.map(({ number, column, failure }) => markup`<p class="note">${column.name}</p>${failureArticle(failureScene(failure, number, headers.get(column.key)!))}`)}</section>`
}</main>
<footer><p>Made from records by <code>rmrr-conformance report matrix --format html</code>. Nothing in this file leaves it.</p></footer>`;
  return page("rmrr-conformance: implementations by requirements", body);
}

function rowMarkup({ id, level, cells }: MatrixRow, shown: number): Html {
  return markup`<tr><th scope="row"><code>${escapeText(id, 120)}</code></th><td>${level}</td>${cells.map((cell) => cellMarkup(cell, shown))}</tr>`;
}

function cellMarkup(cell: MatrixCell, shown: number): Html {
  const { requirement, witnesses } = cell;
  if (requirement === undefined) return markup`<td>not judged</td>`;
  const tone = requirement.missed === true ? "bad" : OUTCOME_TONES[requirement.outcome];
  const chip = markup`<span class="chip tone-${tone}">${cellWords(cell)}</span>`;
  const first = witnesses.find((number) => number <= shown);
  const linked = first === undefined ? chip : markup`<a href="#failure-${first}">${chip}</a>`;
  return markup`<td title="${requirementInWords(requirement)}">${linked}</td>`;
}
