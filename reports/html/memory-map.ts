/**
 * The memory map of a failure: for each list a strip of what had to be in it over a strip of what was in it.
 *
 * Strips are drawn in per cent of the width that there is, so that they need neither scaling nor scrolling. What
 * is missing, too much or of another type has a sign and a dashed or heavy outline; a list of the same in words
 * follows each pair.
 */

import { escapeText } from "../text/escape-text.ts";
import { formatNumber, formatRange, formatSize } from "../text/format-region.ts";
import { addressAxis, onAxis, type AddressAxis } from "./address-axis.ts";
import type { FailureScene } from "./failure-scene.ts";
import { markup, type Html } from "./html.ts";
import { stripRows, type StripRegion, type StripRow } from "./strip-rows.ts";

const STRIP = 26;
/** Narrower than this, in per cent, a region has no room for its type. */
const ROOM_FOR_TYPE = 17;
const AXIS_LINE = 14;
/** How much of a narrow telephone's width the text of an address takes, in per cent. */
const WIDTH_OF_ADDRESS = 3.1;

type Standing = "right" | "missing" | "extra" | "type";

export function memoryMap(scene: FailureScene): Html | false {
  const rows = stripRows(scene);
  const all = rows.flatMap(({ inserted = [], expected = [], received = [] }) => [
    ...inserted,
    ...expected,
    ...received,
  ]);
  const axis = addressAxis(all);
  if (axis.spans.length === 0) return false;
  return markup`<div class="map">
    ${rows.map((row) => pair(row, axis))}
    <div class="strip"><span class="strip-name" aria-hidden="true"></span>${axisSvg(axis)}</div>
    <p class="note">
      ${
        axis.toScale
          ? "To scale."
          : "Not to scale: widths grow with the logarithm of sizes, and the axis is broken (//) where nothing is."
      }
    </p>
  </div>`;
}

function pair({ title, inserted, expected, received, inFocus }: StripRow, axis: AddressAxis): Html {
  const judged = expected !== undefined && received !== undefined;
  const wanted = (expected ?? []).map(
    (region) => ({ region, standing: judged ? standingOfExpected(region, received) : "right" }) as const,
  );
  const got = (received ?? []).map(
    (region) => ({ region, standing: judged ? standingOfReceived(region, expected) : "right" }) as const,
  );
  const wrong = [...wanted, ...got].filter(({ standing }) => standing !== "right");
  return markup`<div class="pair${inFocus ? " in-focus" : ""}">
    <p class="pair-title">${inFocus && markup`<span aria-hidden="true">▶ </span>`}${title}</p>
    ${
      inserted !== undefined &&
      strip(
        "inserted",
        inserted.map((region) => ({ region, standing: "right" })),
        axis,
      )
    }${expected !== undefined && strip("expected", wanted, axis)}${received !== undefined && strip(expected === undefined ? "the list" : "received", got, axis)}${
      wrong.length > 0 &&
      markup`<ul class="differences">
        ${wrong.map(({ region, standing }) => markup`<li>${inWords(region, standing)}</li>`)}
      </ul>`
    }
  </div>`;
}

interface Judged {
  readonly region: StripRegion;
  readonly standing: Standing;
}

function strip(name: string, regions: readonly Judged[], axis: AddressAxis): Html {
  const words = regions.map(({ region }) =>
    `${formatRange(region)} ${region.type ?? ""} ${region.object ?? ""}`.trim(),
  );
  const label = `${name}: ${words.length === 0 ? "nothing" : words.join("; ")}`;
  const empty = markup`<text class="strip-text" x="1%" y="17">nothing</text>`;
  return markup`<div class="strip">
    <span class="strip-name">${name}</span
    ><svg class="strip-drawing" width="100%" height="${STRIP}" role="img" aria-label="${label}">
      <rect class="strip-ground" x="0" y="${STRIP - 3}" width="100%" height="2" />
      ${axis.spans.filter(({ broken }) => broken).map(({ from, to }) => markup`<text class="break" x="${percent((from + to) / 2)}" y="${STRIP - 1}" text-anchor="middle">//</text>`)}${regions.length === 0 ? empty : regions.map((each) => stripRegion(each, axis))}
    </svg>
  </div>`;
}

function stripRegion({ region, standing }: Judged, axis: AddressAxis): Html | false {
  if (region.end < region.start) return false;
  const { from, to } = onAxis(axis, region);
  const width = to - from;
  const sign = { right: "", missing: "✗ ", extra: "▲ ", type: "■ " }[standing];
  const type = width >= ROOM_FOR_TYPE ? escapeText(region.type ?? "any type", 18) : "";
  const object = region.object === undefined ? "" : escapeText(region.object, 8);
  const text = `${sign}${type} ${object}`.trim();
  const title = `${formatRange(region)} ${formatSize(region)} ${region.type ?? ""} ${region.object ?? ""}`.trim();
  const kind = region.type === undefined ? "any" : escapeText(region.type, 20);
  return markup`<g class="region type-${kind} ${standing}${region.optional === true ? " optional" : ""}"
    ><title>${title}</title
    ><rect x="${percent(from)}" y="2" width="${percent(Math.max(width, 0.6))}" height="${STRIP - 6}" rx="2" /><text
      class="strip-text"
      x="${percent(from + width / 2)}"
      y="16"
      text-anchor="middle"
      >${text}</text
    ></g
  >`;
}

/** Boundaries below the strips, staggered where their numbers would stand on each other. */
function axisSvg({ spans }: AddressAxis): Html {
  const edges = spans.flatMap((span, index) => {
    const before = spans[index - 1];
    const starts = span.broken ? [] : [{ at: span.from, text: formatNumber(span.start), anchor: "start" }];
    const ends =
      before !== undefined && !before.broken && span.broken
        ? [{ at: span.from, text: formatNumber(before.end), anchor: "end" }]
        : [];
    return [...ends, ...starts];
  });
  const last = spans.at(-1)!;
  edges.push({ at: last.to, text: formatNumber(last.end), anchor: "end" });
  const levels: number[] = [];
  const placed = edges.map(({ at, text }) => {
    const width = text.length * WIDTH_OF_ADDRESS;
    const from = Math.max(0, Math.min(at - width / 2, 100 - width));
    let level = levels.findIndex((end) => end < from);
    if (level < 0) level = levels.push(0) - 1;
    levels[level] = from + width + 1;
    const [anchor, x] = at < width / 2 ? ["start", 0] : at > 100 - width / 2 ? ["end", 100] : ["middle", at];
    return { at, text, level, anchor, x };
  });
  const height = 6 + levels.length * AXIS_LINE + 2;
  return markup`<svg
    class="strip-drawing axis"
    width="100%"
    height="${height}"
    role="img"
    aria-label="${`addresses ${edges.map(({ text }) => text).join(", ")}`}"
  >
    ${placed.map(
      ({ at, text, level, anchor, x }) =>
        markup`<line
            class="tick-line"
            x1="${percent(at)}"
            x2="${percent(at)}"
            y1="0"
            y2="${5 + level * AXIS_LINE}"
          /><text
            class="axis-text"
            x="${percent(x as number)}"
            y="${16 + level * AXIS_LINE}"
            text-anchor="${anchor as string}"
            >${text}</text
          >`,
    )}
  </svg>`;
}

function standingOfExpected(region: StripRegion, received: readonly StripRegion[]): Standing {
  if (region.optional === true || received.some((each) => sameRange(each, region))) return "right";
  return "missing";
}

function standingOfReceived(region: StripRegion, expected: readonly StripRegion[]): Standing {
  const same = expected.filter((each) => sameRange(each, region));
  if (same.length === 0) return "extra";
  return same.some(({ type }) => type === undefined || type === region.type) ? "right" : "type";
}

function inWords(region: StripRegion, standing: Standing): string {
  const what = `${formatRange(region)}${region.type === undefined ? "" : ` ${escapeText(region.type, 20)}`}`;
  switch (standing) {
    case "missing":
      return `✗ missing: ${what}`;
    case "extra":
      return `▲ not expected: ${what} ${region.object ?? ""}`.trim();
    case "type":
      return `■ of another type than expected: ${what} ${region.object ?? ""}`.trim();
    default:
      return what;
  }
}

function sameRange(a: StripRegion, b: StripRegion): boolean {
  return a.start === b.start && a.end === b.end;
}

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`;
}
