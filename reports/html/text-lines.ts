/** The text of sysfs that a failure is about, line by line: what it had to say over what it says. */

import { escapeText } from "../text/escape-text.ts";
import { leftOut } from "../drawing/drawn-line.ts";
import type { FailureScene } from "./failure-scene.ts";
import { markup, type Html } from "./html.ts";

const MOST_LINES = 12;

export function textLines({ failure, focus }: FailureScene): Html | false {
  const { scenario, trace, witness } = failure;
  const step = focus.step === undefined ? undefined : scenario.steps[focus.step];
  const text = focus.step === undefined ? undefined : trace.steps[focus.step]?.text;
  if (step?.do !== "show" || text === undefined) return false;
  const expected = typeof witness.expected === "string" ? withoutBreak(witness.expected) : undefined;
  const received = typeof witness.received === "string" ? withoutBreak(witness.received) : undefined;
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const at = received === undefined ? -1 : lines.indexOf(received);
  const from = Math.max(0, Math.min(at - MOST_LINES / 2, lines.length - MOST_LINES));
  const shown = lines.slice(from, from + MOST_LINES);
  const items = shown.map((line, index) =>
    from + index === at && expected !== undefined
      ? markup`<li value="${from + index + 1}" class="wrong">${row("expected", line, expected)}${row("received", expected, line)}</li>`
      : markup`<li value="${from + index + 1}"${from + index === at && markup` class="wrong"`}><code>${escapeText(line, 200)}</code></li>`,
  );
  const missing =
    at < 0 && expected !== undefined
      ? markup`<p class="differences">✗ missing: <code>${escapeText(expected, 200)}</code></p>`
      : false;
  return markup`<ol class="text-lines">
      ${items}
    </ol>${lines.length > shown.length && markup`<p class="note">${leftOut(lines.length - shown.length, "line")}</p>`}${missing}`;
}

/** A line with what is not as in the other line marked. */
function row(name: string, other: string, line: string): Html {
  const from = commonLength(line, other, (text, index) => text[index]);
  const most = Math.min(line.length, other.length) - from;
  const behind = Math.min(
    most,
    commonLength(line, other, (text, index) => text[text.length - 1 - index]),
  );
  const to = line.length - behind;
  const mark = to > from && markup`<mark>${escapeText(line.slice(from, to), 200)}</mark>`;
  return markup`<span class="text-row"><span class="strip-name">${name}</span> <code>${escapeText(line.slice(0, from), 200)}${mark}${escapeText(line.slice(to), 200)}</code></span>`;
}

function commonLength(
  one: string,
  other: string,
  characterAt: (text: string, index: number) => string | undefined,
): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && characterAt(one, length) === characterAt(other, length)) length++;
  return length;
}

function withoutBreak(text: string): string {
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}
