/**
 * The text of `iommu_groups/N/reserved_regions` in sysfs (Documentation/ABI/testing/sysfs-kernel-iommu_groups).
 *
 * It has one line per region, in the order of the group's list. A sysfs file is one page, of which the kernel needs one
 * byte for the terminating NUL. A text that does not fit is cut, either inside a line, as in Linux since 6.4, or before
 * the first line that does not fit. It never runs past the page.
 */

import { type AddressRange, REGION_TYPES, type RegionFields, type RegionType, shownType } from "../model/region.ts";
import { lacksMemory } from "./lacks-memory.ts";
import { groupFactsOf, type GroupFact } from "./group-facts.ts";
import type { GroupFault, GroupFaultKind } from "./group-fault.ts";
import { seenGroupLists } from "./group-lists.ts";
import { IntervalSet } from "./interval-set.ts";
import { memberRegions, type MemberRegion } from "./member-regions.ts";
import type { Observations } from "./observations.ts";

/** The number of characters that fit into the page. */
export const GREATEST_TEXT = 4095;

const LINE = /^0x[0-9a-f]{16} 0x[0-9a-f]{16} (?:direct|direct-relaxable|reserved|msi)$/;

/** The part of a line that gives the range. */
const RANGE_COLUMNS = "0x0000000000000000 0x0000000000000000".length;

/** A line of this length may no longer have fitted. */
const LONGEST_LINE = "0x0000000000000000 0x0000000000000000 direct-relaxable\n".length;

/** The whole text of a list, whether it fits or not. */
export function sysfsText(regions: readonly Pick<RegionFields, "start" | "end" | "type">[]): string {
  return regions.map((region) => `${lineOfRange(region, shownType(region.type))}\n`).join("");
}

function lineOfRange({ start, end }: AddressRange, type: string): string {
  const column = (address: bigint): string => `0x${address.toString(16).padStart(16, "0")}`;
  return `${column(start)} ${column(end)} ${type}`;
}

/** True if a text is as much of the right one as must be shown. */
export function isShownRightly(text: string, whole: string): boolean {
  return text === whole.slice(0, GREATEST_TEXT) || text === wholeLines(whole);
}

function wholeLines(whole: string): string {
  return whole.slice(0, whole.lastIndexOf("\n", GREATEST_TEXT - 1) + 1);
}

/** Everything that is wrong with the texts of groups. */
export function sysfsTextFaults(observed: Observations): readonly GroupFault[] {
  return observed.derive(findFaults);
}

function findFaults(observed: Observations): readonly GroupFault[] {
  return groupFactsOf(observed.facts, "show").flatMap((fact) => textFault(observed, fact) ?? []);
}

function textFault(observed: Observations, fact: GroupFact): GroupFault | undefined {
  const result = observed.result(fact.step);
  const { status, text } = result;
  if (status !== "ok" || text === undefined || !observed.knowsWhoIsThereAt(fact.step)) return undefined;
  const { step } = fact;
  if (text.length > GREATEST_TEXT) {
    return { kind: "longer-than-a-page", step, received: `${text.length} characters` };
  }
  const strange = strangeLine(text);
  if (strange !== undefined) return { kind: "line-format", step, received: strange };
  // Without memory there is less to show, and how much is open.
  if (lacksMemory(result)) return undefined;
  const lists = seenGroupLists(observed).filter(
    (seen) => seen.fact.what.group === fact.what.group && seen.fact.epoch === fact.epoch,
  );
  const wholes = lists.map(({ regions }) => sysfsText(regions));
  const [whole] = wholes;
  if (whole === undefined) return faultAgainstMembers(observed, fact, text);
  return wholes.some((each) => isShownRightly(text, each)) ? undefined : faultAgainstList(text, step, whole);
}

/** A text shows the list of its group, as far as it fits, line by line. */
function faultAgainstList(text: string, step: number, whole: string): GroupFault {
  const got = text.split("\n");
  const right = whole.split("\n");
  const at = got.findIndex((line, index) => line !== right[index]);
  const [expected = "", received = ""] = [right[at], got[at]];
  return { kind: contentFault(text, whole, expected, received), step, expected, received };
}

/**
 * If no list was observed, the text must have the addresses of the members, type by type; whether they are merged
 * correctly is judged by the merge family. A text that fills the page may lack some.
 */
function faultAgainstMembers(observed: Observations, fact: GroupFact, text: string): GroupFault | undefined {
  const shown = linesOf(text).map(regionOfLine);
  let first: GroupFault | undefined;
  for (const { has, mayHave } of memberRegions(observed, fact)) {
    const fault = memberFault(shown, has, mayHave, text.length > GREATEST_TEXT - LONGEST_LINE);
    if (fault === undefined) return undefined;
    first ??= { ...fault, step: fact.step };
  }
  return first;
}

function memberFault(
  shown: readonly ShownRegion[],
  has: readonly MemberRegion[],
  mayHave: readonly MemberRegion[],
  isFull: boolean,
): Omit<GroupFault, "step"> | undefined {
  for (const type of new Set(REGION_TYPES.map(shownType))) {
    const due = ofShownType(has, type);
    const got = ofShownType(shown, type);
    const strange = got.without(IntervalSet.of([...due.intervals, ...ofShownType(mayHave, type).intervals]))[0];
    if (strange !== undefined) return { kind: "line-of-nothing", received: lineOfRange(strange, type) };
    const other = type === "direct" ? "direct-relaxable" : type === "direct-relaxable" ? "direct" : undefined;
    // That both types of a range are visible is a separate requirement.
    const isHidden = (range: AddressRange): boolean =>
      other !== undefined && ofShownType(has, other).holds(range) && ofShownType(shown, other).holds(range);
    const missing = isFull ? undefined : due.without(got).find((range) => !isHidden(range));
    if (missing !== undefined) return { kind: "line-missing", expected: lineOfRange(missing, type) };
  }
  return undefined;
}

interface ShownRegion extends AddressRange {
  readonly type: string;
}

function regionOfLine(line: string): ShownRegion {
  const [start, end, type] = line.split(" ") as [string, string, string];
  return { start: BigInt(start), end: BigInt(end), type };
}

function ofShownType(regions: readonly ShownRegion[], type: string): IntervalSet {
  return IntervalSet.of(regions.filter((region) => shownType(region.type as RegionType) === type));
}

/** An invalid line, if there is one. The part that fits of a line cut at the end of the page is valid. */
function strangeLine(text: string): string | undefined {
  const lines = text.split("\n");
  const rest = lines.pop()!;
  return lines.find((line) => !LINE.test(line)) ?? (rest === "" || text.length === GREATEST_TEXT ? undefined : rest);
}

function contentFault(text: string, whole: string, expected: string, received: string): GroupFaultKind {
  if (whole.startsWith(text)) return "cut-short";
  const fits = whole.length <= GREATEST_TEXT;
  const got = linesOf(text);
  const right = fits ? linesOf(whole) : linesOf(whole).slice(0, got.length);
  if (fits && got.toSorted().join() === right.toSorted().join()) return "lines-in-another-order";
  if (got.length === right.length) {
    const isSameRange = received.slice(0, RANGE_COLUMNS) === expected.slice(0, RANGE_COLUMNS);
    return isSameRange ? "wrong-type-in-text" : "wrong-address";
  }
  return got.length < right.length ? "line-missing" : "line-of-nothing";
}

function linesOf(text: string): string[] {
  return text.split("\n").slice(0, -1);
}
