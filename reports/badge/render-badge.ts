/**
 * A badge: one line of SVG that says what a run came to.
 *
 * Nothing that an implementation says stands in it, so there is nothing to escape. Colours have a contrast of at
 * least 4.5 to 1 to the text, and the text says all that the colour does.
 */

import type { RunReport } from "../record/run-report.ts";
import { isBad } from "../record/run-report.ts";
import { countOf } from "../text/group-digits.ts";
import { shownStatus, verdictOf } from "../text/outcome-in-words.ts";
import { xmlText } from "../xml/xml-text.ts";

const COLOURS = { 0: "#1b6e33", 1: "#b3261e", 3: "#7a5200" } as const;
const LABEL = "RMRR conformance";
/** The mean advance of a glyph of 11 pixels in the fonts named below; `textLength` takes up the rest. */
const ADVANCE = 6.5;
const PADDING = 12;

export function renderBadge(report: RunReport): string {
  const { header, footer, requirements } = report;
  const shown = shownStatus(report);
  const bad = requirements.filter(isBad).length;
  const passed = requirements.filter(({ outcome }) => outcome === "pass" || outcome === "known").length;
  const message = {
    0: `conforms, ${passed} of ${requirements.length}`,
    1: bad === 0 ? "does not conform" : `fails ${bad} of ${countOf(requirements.length, "requirement")}`,
    3: footer.exitStatus === 3 ? "not judged" : verdictOf(report),
  }[shown];
  const title = `${LABEL}: ${message} (VT-d Rev ${header.specification})`;
  const [left, right] = [LABEL, message].map((text) => Math.round(text.length * ADVANCE)) as [number, number];
  const width = left + right + 2 * PADDING;
  const text = (x: number, length: number, content: string): string =>
    `<text x="${x}" y="14" textLength="${length}" lengthAdjust="spacingAndGlyphs">${xmlText(content)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${xmlText(title)}">
<title>${xmlText(title)}</title>
<clipPath id="r"><rect width="${width}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="${left + PADDING}" height="20" fill="#414141"/><rect x="${left + PADDING}" width="${right + PADDING}" height="20" fill="${COLOURS[shown]}"/></g>
<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">${text(PADDING / 2, left, LABEL)}${text(left + PADDING * 1.5, right, message)}</g>
</svg>
`;
}
