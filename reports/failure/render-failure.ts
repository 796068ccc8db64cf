/** A failure for people: what broke, in which least scenario, and how to see it again. */

import { match } from "ts-pattern";
import type { CaseOrigin, FailureLine } from "../../model/record.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { drawScenario } from "../drawing/draw-scenario.ts";
import { paintLines } from "../drawing/drawn-line.ts";
import { focusOf } from "../drawing/focus.ts";
import { twinOfFailure } from "../drawing/twin-of-failure.ts";
import { OUTCOME_TONES } from "../terminal/outcome-words.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf, groupDigits } from "../text/group-digits.ts";
import { painter } from "../text/painter.ts";
import { wrapText } from "../text/wrap-text.ts";
import { diagnosisSentence } from "./diagnosis-sentence.ts";
import { returnedSentence } from "./returned-sentence.ts";
import { witnessSentence } from "./witness-sentence.ts";

/** The failure as text of several lines, without a line break at its end. `width` is in columns. */
export function renderFailure(
  failure: FailureLine,
  options: { readonly colour: boolean; readonly width: number },
): string {
  const paint = painter(options.colour);
  const { outcome, witness, scenario, trace, divergence } = failure;
  const indented = (text: string): string => wrapText(text, options.width, "  ");
  const blocks = [
    `${paint(OUTCOME_TONES[outcome], outcome.toUpperCase())}  ${paint("title", nameRequirements(failure))}`,
    indented(witnessSentence(failure)),
  ];
  if (divergence !== undefined) blocks.push(indented(`Declared as a known divergence: ${divergenceText(failure)}`));
  for (const sentence of [returnedSentence(failure), diagnosisSentence(failure)]) {
    if (sentence !== undefined) blocks.push(indented(sentence));
  }
  blocks.push(indented(describeOccurrences(failure)));
  const draw = (drawn: Scenario, seen: Trace | undefined): void => {
    for (const { title, lines } of drawScenario(drawn, seen, focusOf(witness))) {
      blocks.push(`\n  ${paint("title", title)}\n${paintLines(lines, paint)}`);
    }
  };
  draw(scenario, trace);
  const twin = twinOfFailure(failure);
  if (twin !== undefined) {
    blocks.push(`\n${indented(`The same when ${twin.difference}, which must be answered alike:`)}`);
    draw(twin.scenario, twin.trace);
  }
  blocks.push(`\n  ${paint("title", "Reproduce it")}\n  ${escapeText(failure.replay, 4000)}`);
  return blocks.join("\n");
}

/** What was declared, and where it is discussed; empty if nothing was. */
export function divergenceText({ divergence }: FailureLine): string {
  if (divergence === undefined) return "";
  const link = divergence.link === undefined ? "" : ` ${escapeText(divergence.link)}`;
  return `${escapeText(divergence.reason, 1000)}${link}`;
}

/** The requirement, and how many others. */
export function nameRequirements({ requirements, divergence }: FailureLine): string {
  const [first = "the case as a whole", ...others] = requirements.map((id) => escapeText(id, 120));
  if (others.length === 0) return first;
  const where = divergence === undefined ? " of this case" : " of the run";
  return `${first} and ${countOf(others.length, "other requirement")}${where}`;
}

export function describeOccurrences({ occurrences, origin, shrinking, divergence }: FailureLine): string {
  const { tried, taken, cut } = shrinking;
  // A cause that is declared is seen by whoever looks, each in its own way.
  const alike = divergence === undefined ? "like this" : "for this reason";
  const often = occurrences > 1 ? `${countOf(occurrences, "case")} of the run fail ${alike}; the one below` : "It";
  const shrunk =
    tried === 0
      ? ""
      : `, shrunk ${countOf(taken, "time")} with ${groupDigits(tried)} candidates tried${cut ? ", not to the end" : ""}`;
  return `${often} is ${describeOrigin(origin)}${shrunk}.`;
}

function describeOrigin(origin: CaseOrigin): string {
  return match(origin)
    .with({ from: "stream" }, ({ stream, index }) => `case ${index} of the stream ${escapeText(stream, 60)}`)
    .with({ from: "table" }, ({ table, index }) => `case ${index} around the table ${escapeText(table, 120)}`)
    .with({ from: "store" }, ({ file }) => `the stored failure ${escapeText(file, 200)}`)
    .with({ from: "known" }, ({ divergence }) => `the scenario of the known divergence ${escapeText(divergence, 200)}`)
    .exhaustive();
}
