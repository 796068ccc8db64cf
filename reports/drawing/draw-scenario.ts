/** A whole scenario drawn: the hierarchy, what is beside it, the RMRRs, the steps with what each returned. */

import { decodeTable, type DecodedTable } from "../../model/dmar/decode.ts";
import type { DmarStructure } from "../../model/dmar/table.ts";
import type { Platform } from "../../model/platform.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { isCut } from "../table/describe-table.ts";
import { escapeText } from "../text/escape-text.ts";
import { countOf } from "../text/group-digits.ts";
import { devicesOf } from "./describe-step.ts";
import { drawHierarchy } from "./draw-hierarchy.ts";
import { drawRmrrs, rmrrsOf } from "./draw-rmrrs.ts";
import { drawSteps } from "./draw-steps.ts";
import { leftOut, plainLine, type DrawnLine } from "./drawn-line.ts";
import { NO_FOCUS, type Focus } from "./focus.ts";
import { Hierarchy } from "./hierarchy.ts";
import { ScopedFunctions } from "./scoped-functions.ts";

/** How many groups, devices that are not PCI, and members of a group are drawn before some are left out. */
const MOST_GROUPS = 12;

export interface DrawnSection {
  readonly title: string;
  readonly lines: readonly DrawnLine[];
}

/** A platform: its hierarchy with the RMRRs that name each function, groups, and the RMRRs of its table. */
export function drawPlatform(
  platform: Platform,
  focus: Focus = NO_FOCUS,
  used: readonly string[] = [],
): DrawnSection[] {
  const hierarchy = new Hierarchy(platform);
  const table = decodeTable(platform.dmar);
  const rmrrs = rmrrsOf(table);
  const scoped = new ScopedFunctions(hierarchy, rmrrs);
  const named = [focus.rmrr ?? 0].flatMap((rmrr) => scoped.namedBy(rmrr));
  const relevant = [...focus.devices, ...named.slice(0, 8), ...used];
  return [
    { title: "Hierarchy", lines: drawHierarchy(hierarchy, scoped, focus, relevant) },
    ...drawOthers(platform, focus),
    { title: `DMAR table: ${describeTable(table, platform.dmar)}`, lines: drawRmrrs(hierarchy, rmrrs, focus) },
  ];
}

/** A scenario, and what an implementation did with it if there is a trace. */
export function drawScenario(scenario: Scenario, trace?: Trace, focus: Focus = NO_FOCUS): DrawnSection[] {
  const used = scenario.steps.slice(0, 1000).flatMap(devicesOf);
  return [
    ...drawPlatform(scenario.platform, focus, used),
    { title: `Steps: ${scenario.steps.length}`, lines: drawSteps(scenario, trace, focus) },
  ];
}

function drawOthers(platform: Platform, focus: Focus): DrawnSection[] {
  const sections: DrawnSection[] = [];
  const draw = (title: string, all: readonly (DrawnLine & { weight: number })[]): void => {
    if (all.length === 0) return;
    const shown = all.toSorted((a, b) => b.weight - a.weight).slice(0, MOST_GROUPS);
    const lines: DrawnLine[] = shown.map(({ text, marked }) => ({ text, marked }));
    if (all.length > shown.length) lines.push(plainLine(leftOut(all.length - shown.length, "of them", "of them")));
    sections.push({ title, lines });
  };
  draw(
    "Devices that are not PCI",
    platform.otherDevices.map(({ label, acpiName }) => {
      const marked = focus.devices.has(label);
      const text =
        acpiName === undefined ? escapeText(label, 60) : `${escapeText(label, 60)}  ${escapeText(acpiName, 80)}`;
      return { text, marked, weight: Number(marked) };
    }),
  );
  draw(
    "Groups",
    platform.groups.map(({ label, members }) => {
      const shown = members.slice(0, MOST_GROUPS).map((member) => escapeText(member, 60));
      if (members.length > shown.length) shown.push(leftOut(members.length - shown.length, "device"));
      const holds = members.some((member) => focus.devices.has(member));
      return { text: `${escapeText(label, 60)}: ${shown.join(", ")}`, marked: false, weight: Number(holds) };
    }),
  );
  return sections;
}

const STRUCTURE_NAMES: Readonly<Record<DmarStructure["kind"], string>> = {
  drhd: "DRHD",
  rmrr: "RMRR",
  atsr: "ATSR",
  rhsa: "RHSA",
  andd: "ANDD",
  satc: "SATC",
  sidp: "SIDP",
  opaque: "unknown structure",
};

/** `1 DRHD, 2 RMRRs`. */
function describeTable(table: DecodedTable, bytes: Uint8Array): string {
  const counts = new Map<string, number>();
  for (const { structure } of table.structures) {
    const kind = STRUCTURE_NAMES[structure.kind];
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const parts = [...counts].map(([kind, count]) => countOf(count, kind));
  if (!table.allFound) parts.push("not all of it can be read");
  if (isCut(table.header, bytes)) parts.push("the end is cut off");
  else if (!table.checksumRight) parts.push("the checksum is wrong");
  return parts.length === 0 ? "no structure" : parts.join(", ");
}
