/** A run as one HTML file that can be kept, mailed and read without a network. */

import { OUTCOMES } from "../../model/verdict.ts";
import type { FailureLine } from "../../model/record.ts";
import type { RunReport } from "../record/run-report.ts";
import { countOf } from "../text/group-digits.ts";
import { implementationName, verdictOf } from "../text/outcome-in-words.ts";
import { escapeText } from "../text/escape-text.ts";
import { failureArticle, failureTitle } from "./failure-article.ts";
import { failureScene } from "./failure-scene.ts";
import { markup, type Html } from "./html.ts";
import { page } from "./page.ts";
import { outcomeChip, reportHead, summarySection } from "./summary.ts";

/** More failures than this are named in the record only: nobody reads them, and the file would not open in time. */
const MOST_FAILURES = 60;

export function renderHtml(report: RunReport): string {
  const { header } = report;
  const failures = failuresInOrder(report);
  const shown = failures.slice(0, MOST_FAILURES);
  const firstFailures = new Map<string, number>();
  for (const [index, { requirements }] of shown.entries()) {
    for (const id of requirements) if (!firstFailures.has(id)) firstFailures.set(id, index + 1);
  }
  const body = markup`<a class="skip" href="#${shown.length > 0 ? "failures" : "summary"}"
      >Skip to the ${shown.length > 0 ? "failures" : "requirements"}</a
    >
    ${reportHead(report)}
    <main>
      ${summarySection(report, firstFailures)} ${shown.length > 0 && failuresSection(report, shown, failures.length)}
    </main>
    <footer>
      <p>
        Made from the record by <code>rmrr-conformance report render --format html</code>. Nothing in this file leaves
        it.
      </p>
      ${shown.length > 1 && markup`<p class="keys"><kbd>j</kbd> next failure, <kbd>k</kbd> previous failure.</p>`}
    </footer>`;
  return page(`${implementationName(header)} ${verdictOf(report)}: rmrr-conformance`, body);
}

/** Number under which {@link renderHtml} shows each failure: worst outcome first, then in the order of the record. */
export function failuresInOrder({ failures }: RunReport): readonly FailureLine[] {
  return failures.toSorted((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome));
}

function failuresSection({ header }: RunReport, shown: readonly FailureLine[], total: number): Html {
  const index = shown.map(
    (failure, position) =>
      markup`<li>
        ${outcomeChip(failure.outcome)} <a class="id" href="#failure-${position + 1}">${failureTitle(failure)}</a>
        <code class="rule">${escapeText(failure.rule, 120)}</code>
      </li>`,
  );
  return markup`<section id="failures" aria-labelledby="failures-title">
    <h2 id="failures-title">${countOf(total, "failure")}</h2>
    <div class="failures">
      <nav class="index" aria-label="Failures">
        <ol>
          ${index}
        </ol>
        ${total > shown.length && markup`<p class="note">${countOf(total - shown.length, "more failure")} in the record</p>`}
      </nav>
      <div>${shown.map((failure, position) => failureArticle(failureScene(failure, position + 1, header)))}</div>
    </div>
  </section>`;
}
