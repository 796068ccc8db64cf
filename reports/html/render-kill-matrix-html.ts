/** A kill matrix as one HTML file: what was measured of every fault, and which requirements notice it. */

import type { KilledFault, KillMatrix } from "../../model/kill-matrix.ts";
import { medianWords, ratioWords, reachesAim, worstWords } from "../kill-matrix/kill-words.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf } from "../text/group-digits.ts";
import { markup, type Html } from "./html.ts";
import { page } from "./page.ts";

const COLUMNS = ["fault", "median", "worst", "baseline", "worst", "ratio", "noticed by"];

export function renderKillMatrixHtml(matrix: KillMatrix): string {
  const { faults, requirements, seeds, cases, matrixSeeds, matrixCases } = matrix;
  const body = markup`<a class="skip" href="#faults">Skip to the faults</a>
    <header>
      <p class="suite">rmrr-conformance ${escapeText(matrix.suiteVersion, 40)}</p>
      <h1>${countOf(faults.length, "fault")} by ${countOf(requirements.length, "requirement")}</h1>
      <ul class="notes">
        <li>
          Cases of a stream until the requirement that has to notice a fault does; ${countOf(seeds.length, "seed")}, at
          most ${countOf(cases, "case")}.
        </li>
        <li>Beside each requirement, in how many of the first ${countOf(matrixCases, "case")} of every stream, under
          ${countOf(matrixSeeds.length, "seed")}, it notices the fault.</li>
      </ul>
    </header>
    <main>
      <section id="faults" aria-labelledby="faults-title">
        <h2 id="faults-title">Faults</h2>
        <div class="scroll" role="group" aria-label="Table of faults" tabindex="0">
          <table class="matrix">
            <thead>
              <tr>
                ${COLUMNS.map((name) => markup`<th scope="col">${name}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${faults.map((fault) => faultRow(matrix, fault))}
            </tbody>
          </table>
        </div>
      </section>
      <section aria-labelledby="alone-title">
        <h2 id="alone-title">What only one requirement notices</h2>
        <ul>
          ${requirements.map(
            ({ id, alone, reason }) =>
              markup`<li>
                <code>${escapeText(id, 80)}</code>:
                ${alone.length > 0 ? alone.map((name) => escapeText(name, 80)).join(", ") : `nothing; ${escapeText(reason ?? "no reason is given", 600)}`}
              </li>`,
          )}
        </ul>
      </section>
    </main>
    <footer>
      <p>
        Made by <code>rmrr-conformance report kill-matrix --format html</code>. Nothing in this file leaves it.
      </p>
    </footer>`;
  return page("rmrr-conformance: faults by requirements", body);
}

function faultRow(matrix: KillMatrix, fault: KilledFault): Html {
  const { name, requirement, kills, ours, baseline } = fault;
  const noticing = Object.entries(kills).toSorted(([a], [b]) => Number(b === requirement) - Number(a === requirement));
  const ratio = ratioWords(matrix, fault);
  const isMissed = ours === undefined || ours.missed > 0;
  return markup`<tr>
    <th scope="row"><code>${escapeText(name, 80)}</code></th>
    <td>${medianWords(matrix, ours)}</td>
    <td>${isMissed ? markup`<span class="chip tone-bad">${worstWords(ours)}</span>` : worstWords(ours)}</td>
    <td>${medianWords(matrix, baseline)}</td>
    <td>${worstWords(baseline)}</td>
    <td>${reachesAim(matrix, fault) === false ? markup`<span class="chip tone-warning">${ratio}</span>` : ratio}</td>
    <td>${noticing.map(([id, count]) => `${escapeText(id, 80)} ${count}`).join(", ")}</td>
  </tr>`;
}
