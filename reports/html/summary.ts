/** The head of the report, and the families with their requirements. */

import { describeCases } from "../text/describe-cases.ts";
import { OUTCOMES, type Outcome } from "../../model/verdict.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { familiesOf, isBad, type Family, type RunReport } from "../record/run-report.ts";
import type { RequirementLine } from "../../model/record.ts";
import { formatCounts, OUTCOME_TONES } from "../terminal/outcome-words.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf, groupDigits } from "../text/group-digits.ts";
import { outcomeSymbol } from "../text/outcome-symbol.ts";
import {
  countsInWords,
  endingsInWords,
  problemsInWords,
  requirementInWords,
  shownStatus,
  verdictOf,
} from "../text/outcome-in-words.ts";
import { markup, type Html } from "./html.ts";
import { situationDetails } from "./situation-details.ts";

const VERDICT_TONES = { 0: "good", 1: "bad", 3: "warning" } as const;
const VERDICT_SIGNS = { 0: "✓", 1: "✗", 3: "!" } as const;

export function reportHead(report: RunReport): Html {
  const { header, footer, environment } = report;
  const shown = shownStatus(report);
  const problems = problemsInWords(footer);
  const { implementation, options } = header;
  const about = [implementation.version, implementation.language].flatMap((part) =>
    part === undefined ? [] : escapeText(part, 80),
  );
  const either = header.either.length === 0 ? "" : `, either answer for ${header.either.join(", ")}`;
  const host =
    environment === undefined
      ? ""
      : `Node ${environment.node}, ${environment.platform} ${environment.architecture}, ${environment.started}`;
  const rows: readonly (readonly [string, string])[] = [
    ["Profile", escapeText(`${header.profile}${either}`, 400)],
    ["Seed", escapeText(header.seed, 200)],
    ["Cases", describeCases(options)],
    [
      "Only",
      options.only
        .slice(0, 8)
        .map((pattern) => escapeText(pattern, 80))
        .join(", "),
    ],
    ["Tables", tablesInWords(options.tables)],
    ["Host", escapeText(host, 200)],
  ];
  return markup`<header>
    <p class="suite">
      rmrr-conformance ${escapeText(header.suiteVersion, 40)} · VT-d Rev ${escapeText(header.specification, 20)}
    </p>
    <h1>${escapeText(implementation.name, 160)}${about.length > 0 && markup` <small>${about.join(", ")}</small>`}</h1>
    <p class="verdict ${VERDICT_TONES[shown]}">
      <span aria-hidden="true">${VERDICT_SIGNS[shown]}</span> ${verdictOf(report)}
    </p>
    <p>${countsInWords(footer)}</p>
    ${problems !== undefined && markup`<p class="note">${problems}</p>`}
    <dl class="facts">
      ${rows
        .filter(([, value]) => value !== "")
        .map(
          ([name, value]) =>
            markup`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
    </dl>
  </header>`;
}

function tablesInWords(tables: RunReport["header"]["options"]["tables"]): string {
  if (tables.length === 0) return "";
  const names = tables.slice(0, 4).map(({ name }) => escapeText(name, 60));
  return tables.length > names.length
    ? `${names.join(", ")} and ${groupDigits(tables.length - names.length)} more`
    : names.join(", ");
}

/** @param firstFailures the number of the first failure of each requirement */
export function summarySection(report: RunReport, firstFailures: ReadonlyMap<string, number>): Html {
  const families = familiesOf(report.requirements);
  return markup`<section id="summary" aria-labelledby="summary-title">
    <h2 id="summary-title">Requirements</h2>
    ${families.map((family) => familyDetails(family, firstFailures))}${streamNotes(report)}${situationDetails(report.situations)}
  </section>`;
}

function familyDetails({ name, requirements }: Family, firstFailures: ReadonlyMap<string, number>): Html {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of requirements) counts[outcome] = (counts[outcome] ?? 0) + 1;
  // What has no failure to jump to would be overlooked in a folded family.
  const open = requirements.some((requirement) => isBad(requirement) && !firstFailures.has(requirement.id));
  return markup`<details class="family" ${open && markup` open`}>
    <summary>
      <span class="family-name">${escapeText(name, 60)}</span> ${bar(counts, requirements.length)}
      <span class="family-counts">${formatCounts(counts)}</span>
    </summary>
    <ul class="requirements">
      ${requirements.map((requirement) => requirementItem(requirement, firstFailures.get(requirement.id)))}
    </ul>
  </details>`;
}

/** Shares of outcomes, worst first; the words beside it say the same. */
function bar(counts: Partial<Record<Outcome, number>>, total: number): Html {
  let at = 0;
  const parts = OUTCOMES.map((outcome) => {
    const share = ((counts[outcome] ?? 0) / total) * 100;
    const x = at;
    at += share;
    return (
      share > 0 &&
      markup`<rect
        class="tone-${OUTCOME_TONES[outcome]}"
        x="${Math.round(x * 100) / 100}%"
        width="${Math.round(share * 100) / 100}%"
        height="10"
      />`
    );
  });
  return markup`<svg class="bar" width="100%" height="10" aria-hidden="true">${parts}</svg>`;
}

function requirementItem(requirement: RequirementLine, failure: number | undefined): Html {
  const { id, level, outcome, missed } = requirement;
  const known = REQUIREMENTS.find((each) => each.id === id);
  const name = escapeText(id, 120);
  const link =
    failure === undefined
      ? markup`<span class="id">${name}</span>`
      : markup`<a class="id" href="#failure-${failure}">${name}</a>`;
  const note = missed === true ? "expected to be observed, and was not; " : "";
  return markup`<li>
    ${outcomeChip(outcome, missed === true)} ${link} <span class="level">${level}</span>
    <span class="counts">${note}${requirementInWords(requirement)}</span>${
      known !== undefined &&
      markup`<p class="statement">${known.statement} <span class="source">${known.source}</span></p>`
    }
  </li>`;
}

export function outcomeChip(outcome: Outcome, missed: boolean = false): Html {
  const tone = missed ? "bad" : OUTCOME_TONES[outcome];
  return markup`<span class="chip tone-${tone}"
    ><span aria-hidden="true">${outcomeSymbol(outcome)}</span> ${outcome}</span
  >`;
}

/** Streams of which some cases came to nothing. */
function streamNotes({ streams }: RunReport): Html | false {
  const notes = streams.flatMap((line) => {
    const endings = endingsInWords(line);
    return endings === "" ? [] : `stream ${escapeText(line.stream, 80)}: of ${countOf(line.cases, "case")} ${endings}`;
  });
  return (
    notes.length > 0 &&
    markup`<ul class="notes">
      ${notes.map((note) => markup`<li>${note}</li>`)}
    </ul>`
  );
}
