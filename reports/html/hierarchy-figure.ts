/**
 * The PCI hierarchy of a failure as an SVG tree: a row a function, marks for what became of it, and the path of
 * the scope that matters as a heavy line with its hops numbered.
 *
 * The drawing is laid out for 330 pixels, so that it fits a telephone; deeper hierarchies scroll inside of it.
 */

import type { FailureLine } from "../../model/record.ts";
import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import { formatAddress, type PciFunction } from "../../model/platform.ts";
import { followPath } from "../drawing/follow-path.ts";
import { className } from "../text/class-name.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf } from "../text/group-digits.ts";
import { hex } from "../text/hex.ts";
import type { FailureScene } from "./failure-scene.ts";
import { functionMark, MARK_WORDS, type FunctionMark, type MarkKind } from "./function-marks.ts";
import { markup, type Html } from "./html.ts";
import { treeRows, type TreeRow } from "./tree-rows.ts";

const LEAST_WIDTH = 300;
const LINE = 17;
const GAP = 11;
/** A level is indented by this; deep hierarchies by less, down to a hair's breadth. */
const WIDEST_INDENT = 24;
const WIDTH_OF_INDENTS = 150;
/** Advances of the monospaced label and of the text below it, in pixels. */
const MONOSPACED = 7.9;
const TEXT = 6.3;
const ROOM_FOR_HOP = 56;

interface PlacedRow extends TreeRow {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
  readonly mark: FunctionMark;
}

export function hierarchyFigure(scene: FailureScene): Html {
  const rows = place(scene, treeRows(scene));
  const hops = hopsByLabel(scene);
  const last = rows.at(-1);
  const height = last === undefined ? 0 : last.y + heightOf(last.lines) - GAP + 4;
  const width = Math.ceil(Math.max(LEAST_WIDTH, ...rows.map(rightEnd)));
  const total = countOf(scene.hierarchy.platform.functions.length, "PCI function");
  const label = `PCI hierarchy of ${total}; the same stands in words beside each function`;
  const kinds = [...new Set(rows.map(({ mark }) => mark.kind))].filter((kind) => kind !== "none");
  return markup`<div class="scroll" role="group" aria-label="PCI hierarchy of failure ${scene.number}" tabindex="0">
      <svg
        class="tree"
        width="${width}"
        height="${height}"
        viewBox="0 0 ${width} ${height}"
        role="img"
        aria-label="${label}"
      >
        ${[false, true].map((heavy) => rows.map((row) => edge(row, rows, hops, heavy)))}${rows.map((row) => node(row, hops, scene))}
      </svg>
    </div>
    ${legend(kinds, hops.size > 0)}`;
}

function place(scene: FailureScene, rows: readonly TreeRow[]): readonly PlacedRow[] {
  const deepest = Math.max(1, ...rows.map(({ depth }) => depth));
  const indent = Math.min(WIDEST_INDENT, Math.max(3, WIDTH_OF_INDENTS / deepest));
  let y = 4;
  return rows.map((row) => {
    const mark: FunctionMark =
      row.what.is === "function" ? functionMark(scene, row.what.fn.label) : { kind: "none", words: "" };
    const placed = { ...row, x: 10 + row.depth * indent, y, lines: linesOf(row, mark, scene), mark };
    y += heightOf(placed.lines);
    return placed;
  });
}

function heightOf(lines: readonly string[]): number {
  return lines.length * LINE + GAP;
}

function rightEnd({ x, lines }: PlacedRow): number {
  return (
    Math.max(...lines.map((line, index) => x + 18 + line.length * (index === 0 ? MONOSPACED : TEXT))) + ROOM_FOR_HOP
  );
}

function linesOf({ what }: TreeRow, mark: FunctionMark, scene: FailureScene): string[] {
  switch (what.is) {
    case "root":
      return [`root bus ${hex(what.root.segment, 4)}:${hex(what.root.bus)}`];
    case "elided":
      return [`… ${countOf(what.count, "more function")}`];
    default:
      return linesOfFunction(what.fn, mark, scene);
  }
}

function linesOfFunction(fn: PciFunction, mark: FunctionMark, { scoped, failure }: FailureScene): string[] {
  const { secondaryBus, subordinateBus } = fn;
  const buses = secondaryBus === undefined ? "" : `, buses ${hex(secondaryBus)}–${hex(subordinateBus ?? secondaryBus)}`;
  const notes = scoped.notesOn(fn);
  const shown = notes.length > 3 ? [...notes.slice(0, 2), countOf(notes.length - 2, "more RMRR")] : notes;
  const named = shown.length === 0 ? "" : `named by ${shown.join(", ")}`;
  const lines = [`${escapeText(fn.label, 22)} ${formatAddress(fn)}`, `${className(fn.classCode)}${buses}`];
  if (fn.physicalFunction !== undefined) lines.push(`virtual function of ${escapeText(fn.physicalFunction, 22)}`);
  if (fn.absent === true) lines.push("absent at first");
  const moves = movesOf(fn, failure);
  if (moves !== "") lines.push(moves);
  if (named !== "") lines.push(named);
  if (mark.words !== "") lines.push(mark.words);
  return lines;
}

/** `removed in step 0, added in step 3`, up to the step that the failure shows at. */
function movesOf({ label }: PciFunction, { scenario, witness }: FailureLine): string {
  const moves = scenario.steps.flatMap((step, index) =>
    (step.do === "add" || step.do === "remove") && step.device === label && index <= (witness.step ?? Infinity)
      ? `${step.do === "add" ? "added" : "removed"} in step ${index}`
      : [],
  );
  return moves.length > 3 ? `${moves.slice(0, 2).join(", ")}, … ${moves.at(-1)!}` : moves.join(", ");
}

/** An elbow from the row above, heavy where the path of the scope runs: heavy ones are drawn over the others. */
function edge(
  row: PlacedRow,
  rows: readonly PlacedRow[],
  hops: ReadonlyMap<string, number>,
  heavy: boolean,
): Html | false {
  const above = rows[row.parent];
  if (above === undefined) return false;
  const onPath = row.what.is === "function" && hops.has(row.what.fn.label);
  const middle = row.y + LINE / 2;
  const d = `M${round(above.x)} ${above.y + LINE / 2 + 7}V${middle}H${round(row.x - 7)}`;
  if (onPath !== heavy) return false;
  return markup`<path class="edge${onPath ? " on-path" : ""}" d="${d}" />`;
}

function node(row: PlacedRow, hops: ReadonlyMap<string, number>, scene: FailureScene): Html {
  const { x, y, lines, mark, what } = row;
  const middle = y + LINE / 2;
  const hop = what.is === "function" ? hops.get(what.fn.label) : undefined;
  const inFocus = what.is === "function" && scene.focus.devices.has(what.fn.label);
  const [first = "", ...others] = lines;
  const hopText = hop === undefined ? "" : `hop ${hop}`;
  const hopX = round(x + 18 + first.length * MONOSPACED + 8);
  return markup`<g class="node ${what.is} mark-${mark.kind}${inFocus ? " in-focus" : ""}"
    >${shape(what.is === "function" ? mark.kind : "none", x, middle)}
    <text class="name" x="${round(x + 16)}" y="${y + 13}">${first}</text>${
      hop !== undefined &&
      markup`<rect class="hop" x="${hopX}" y="${y + 1}" width="44" height="16" rx="8" /><text
          class="hop-text"
          x="${round(hopX + 22)}"
          y="${y + 13}"
          text-anchor="middle"
          >${hopText}</text
        >`
    }
    ${others.map((line, index) => {
      const isMark = mark.words !== "" && index === others.length - 1;
      return markup`<text
        class="${isMark ? "mark-words" : "about"}"
        x="${round(x + 16)}"
        y="${y + 13 + (index + 1) * LINE}"
        >${line}</text
      >`;
    })}</g
  >`;
}

/** Told apart by form: diamond, triangle, square, full circle, empty circle, dot. */
function shape(kind: MarkKind, x: number, y: number): Html {
  const [cx, cy] = [round(x), round(y)];
  switch (kind) {
    case "missing":
      return markup`<path class="shape missing" d="M${cx} ${cy - 8}l8 8l-8 8l-8 -8z" /><path
          class="stroke missing"
          d="M${cx - 3} ${cy - 3}l6 6m0 -6l-6 6"
        />`;
    case "extra":
      return markup`<path class="shape extra" d="M${cx} ${cy - 8}l8 14h-16z" />`;
    case "differs":
      return markup`<rect class="shape differs" x="${cx - 6}" y="${cy - 6}" width="12" height="12" />`;
    case "covered":
      return markup`<circle class="shape covered" cx="${cx}" cy="${cy}" r="7" /><path
          class="tick"
          d="M${cx - 3} ${cy}l2 3l4 -6"
        />`;
    case "due":
      return markup`<circle class="shape due" cx="${cx}" cy="${cy}" r="6" />`;
    case "spared":
      return markup`<circle class="shape spared" cx="${cx}" cy="${cy}" r="4.5" />`;
    case "none":
      return markup`<circle class="shape none" cx="${cx}" cy="${cy}" r="3" />`;
    default:
      return kind satisfies never;
  }
}

function legend(kinds: readonly MarkKind[], hasPath: boolean): Html | false {
  if (kinds.length === 0 && !hasPath) return false;
  const entries = kinds.map(
    (kind) =>
      markup`<li>
        <svg class="tree" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">${shape(kind, 9, 9)}</svg>
        ${MARK_WORDS[kind]}
      </li>`,
  );
  const path =
    hasPath &&
    markup`<li>
      <svg class="tree" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <path class="edge on-path" d="M1 9H17" />
      </svg>
      the path of the scope, hop by hop
    </li>`;
  return markup`<ul class="legend" aria-label="Marks">
    ${entries}${path}
  </ul>`;
}

/** The number of the hop that leads to each function, for the scope that the failure is about. */
function hopsByLabel({ hierarchy, rmrrs, focus }: FailureScene): ReadonlyMap<string, number> {
  const hops = new Map<string, number>();
  const rmrr = focus.rmrr === undefined ? undefined : rmrrs[focus.rmrr];
  const scope = focus.scope === undefined ? undefined : rmrr?.scopes[focus.scope];
  if (rmrr === undefined || scope === undefined) return hops;
  if (scope.type !== SCOPE_ENDPOINT && scope.type !== SCOPE_SUB_HIERARCHY) return hops;
  for (const [index, { found }] of followPath(hierarchy, rmrr.segment, scope).hops.entries()) {
    if (found !== undefined) hops.set(found.label, index);
  }
  return hops;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
