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
import { stripRows } from "./strip-rows.ts";
import type { JudgedRegion, Standing, Strip, StripRow } from "./strip.ts";

const STRIP = 26;
/** Narrower than this, in per cent, a region has no room for its type. */
const ROOM_FOR_TYPE = 17;
const AXIS_LINE = 14;
/** How much of a narrow telephone's width the text of an address takes, in per cent. */
const WIDTH_OF_ADDRESS = 3.1;

const SIGNS: Readonly<Record<Standing, string>> = { right: "", missing: "✗ ", extra: "▲ ", type: "■ " };
const WORDS: Readonly<Record<Standing, string>> = {
  right: "",
  missing: "missing",
  extra: "not expected",
  type: "of another type than expected",
};

export function memoryMap(scene: FailureScene): Html | false {
  const rows = stripRows(scene);
  const all = rows.flatMap(({ strips }) => strips.flatMap(({ regions }) => regions.map(({ region }) => region)));
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

function pair({ title, strips, inFocus }: StripRow, axis: AddressAxis): Html {
  const wrong = strips.flatMap(({ regions }) => regions).filter(({ standing }) => standing !== "right");
  return markup`<div class="pair${inFocus ? " in-focus" : ""}">
    <p class="pair-title">${inFocus && markup`<span aria-hidden="true">▶ </span>`}${title}</p>
    ${strips.map((each) => strip(each, axis))}${
      wrong.length > 0 &&
      markup`<ul class="differences">
        ${wrong.map((each) => markup`<li>${inWords(each)}</li>`)}
      </ul>`
    }
  </div>`;
}

function strip({ name, regions, none = "nothing" }: Strip, axis: AddressAxis): Html {
  const words = regions.map(({ region }) =>
    `${formatRange(region)} ${region.label ?? region.type ?? ""} ${region.object ?? ""}`.trim(),
  );
  const label = `${name}: ${words.length === 0 ? none : words.join("; ")}`;
  const empty = markup`<text class="strip-text" x="1%" y="17">${none}</text>`;
  return markup`<div class="strip">
    <span class="strip-name">${name}</span
    ><svg class="strip-drawing" width="100%" height="${STRIP}" role="img" aria-label="${label}">
      <rect class="strip-ground" x="0" y="${STRIP - 3}" width="100%" height="2" />
      ${axis.spans.filter(({ broken }) => broken).map(({ from, to }) => markup`<text class="break" x="${percent((from + to) / 2)}" y="${STRIP - 1}" text-anchor="middle">//</text>`)}${regions.length === 0 ? empty : regions.map((each) => stripRegion(each, axis))}
    </svg>
  </div>`;
}

function stripRegion({ region, standing }: JudgedRegion, axis: AddressAxis): Html | false {
  if (region.end < region.start) return false;
  const { from, to } = onAxis(axis, region);
  const width = to - from;
  const sign = SIGNS[standing];
  const type = width >= ROOM_FOR_TYPE ? escapeText(region.label ?? region.type ?? "any type", 18) : "";
  const object = region.object === undefined ? "" : escapeText(region.object, 8);
  const text = `${sign}${type} ${object}`.trim();
  const what = region.label ?? region.type ?? "";
  const title = `${formatRange(region)} ${formatSize(region)} ${what} ${region.object ?? ""}`.trim();
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

function inWords({ region, standing, words }: JudgedRegion): string {
  const { type, object = "" } = region;
  const what = `${formatRange(region)}${type === undefined ? "" : ` ${escapeText(type, 20)}`} ${object}`.trim();
  return `${SIGNS[standing]}${words ?? WORDS[standing]}: ${what}`;
}

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`;
}
