/** The RMRRs of a table, with the path of every scope followed through the hierarchy. */

import type { DecodedTable } from "../../model/dmar/decode.ts";
import { namesPciFunction, SCOPE_SUB_HIERARCHY, type DeviceScope, type RmrrStructure } from "../../model/dmar/table.ts";
import { formatAddress, isBridge, type PciFunction } from "../../model/platform.ts";
import { className } from "../text/class-name.ts";
import { escapeText } from "../text/escape-text.ts";
import { formatRange, formatSize } from "../text/format-region.ts";
import { countOf } from "../text/group-digits.ts";
import { leftOut, plainLine, type DrawnLine } from "./drawn-line.ts";
import type { Focus } from "./focus.ts";
import { describeScope } from "../table/describe-scope.ts";
import { hex } from "../text/hex.ts";
import { followPath } from "./follow-path.ts";
import type { Hierarchy } from "./hierarchy.ts";

/** How many RMRRs, and how many scopes of each, are drawn before some are left out. */
const MOST_RMRRS = 12;
const MOST_SCOPES = 12;

/** The RMRRs of a decoded table, in its order: the index among them is the one that witnesses use. */
export function rmrrsOf(table: DecodedTable): RmrrStructure[] {
  return table.structures.flatMap(({ structure }) => (structure.kind === "rmrr" ? structure : []));
}

export function drawRmrrs(hierarchy: Hierarchy, rmrrs: readonly RmrrStructure[], focus: Focus): DrawnLine[] {
  if (rmrrs.length === 0) return [plainLine("none")];
  const drawn = [...rmrrs.entries()].filter(
    ([index]) =>
      index === focus.rmrr || index < MOST_RMRRS - (focus.rmrr !== undefined && focus.rmrr >= MOST_RMRRS ? 1 : 0),
  );
  // The one that the failure is about stands first, however large the table is.
  drawn.sort(([a], [b]) => Number(b === focus.rmrr) - Number(a === focus.rmrr) || a - b);
  const lines = drawn.flatMap(([index, rmrr]) => drawRmrr(hierarchy, rmrr, index, focus));
  if (drawn.length < rmrrs.length) lines.push(plainLine(leftOut(rmrrs.length - drawn.length, "RMRR")));
  return lines;
}

function drawRmrr(hierarchy: Hierarchy, rmrr: RmrrStructure, index: number, focus: Focus): DrawnLine[] {
  const inFocus = index === focus.rmrr;
  const range = { start: rmrr.base, end: rmrr.limit };
  const lines: DrawnLine[] = [
    {
      text: `RMRR ${index}  segment ${hex(rmrr.segment, 4)}  ${formatRange(range)}  ${formatSize(range)}`,
      marked: inFocus && focus.scope === undefined,
    },
  ];
  const focused = inFocus ? focus.scope : undefined;
  const scopes = [...rmrr.scopes.entries()].filter(([scope]) => scope < MOST_SCOPES || scope === focused);
  for (const [number, scope] of scopes) {
    const text = `  scope ${number}  ${followedScope(hierarchy, rmrr.segment, scope)}`;
    lines.push({ text, marked: number === focused });
  }
  if (scopes.length < rmrr.scopes.length)
    lines.push(plainLine(`  ${leftOut(rmrr.scopes.length - scopes.length, "scope")}`));
  if (rmrr.scopes.length === 0) lines.push(plainLine("  no readable scope"));
  return lines;
}

/** `endpoint 00:1c.0/00.0 -> nic 0000:01:00.0 Ethernet controller [0200]`, or where the path ends and why. */
function followedScope(hierarchy: Hierarchy, segment: number, scope: DeviceScope): string {
  return describeScope(scope) + (namesPciFunction(scope) ? ` -> ${describeTarget(hierarchy, segment, scope)}` : "");
}

function describeTarget(hierarchy: Hierarchy, segment: number, scope: DeviceScope): string {
  const { named, note } = followPath(hierarchy, segment, scope);
  const why = note === undefined ? "" : ` (${escapeText(note, 120)})`;
  if (named === undefined) return `nothing${why}`;
  const below = hierarchy.sizeOf(named) - 1;
  const reach = scope.type === SCOPE_SUB_HIERARCHY && isBridge(named) ? reachOf(below) : "";
  return `${describeFunction(named)}${reach}${why}`;
}

function reachOf(below: number): string {
  return below === 0 ? ", nothing is below it" : ` and ${countOf(below, "function")} below it`;
}

/** `nic 0000:01:00.0 Ethernet controller [0200]`. */
export function describeFunction(fn: PciFunction): string {
  return `${escapeText(fn.label, 60)} ${formatAddress(fn)} ${className(fn.classCode)}`;
}
