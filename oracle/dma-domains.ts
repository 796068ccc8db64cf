/**
 * The two duties of a group's DMA domain (VT-d 3.16, 8.4), and what follows from its purpose, isolation: every page of
 * a direct or relaxable region is mapped one to one, once, for reading and writing; nothing else is mapped; and no
 * address allocated for DMA lies in a region of any member.
 */

import { type AddressRange, PAGE_SIZE, PROTECTION_READ_WRITE, type RegionType } from "../model/region.ts";
import type { MappedRange, StepResult } from "../model/trace.ts";
import type { WitnessRegion } from "../model/verdict.ts";
import { type GroupFact, groupFactsOf } from "./group-facts.ts";
import type { GroupFault, GroupFaultKind } from "./group-fault.ts";
import { IntervalSet } from "./interval-set.ts";
import { type GroupRegions, memberRegions, type MemberRegion } from "./member-regions.ts";
import type { Observations } from "./observations.ts";

/** Faults of the mappings, and of the addresses available for DMA. */
export interface DomainFaults {
  readonly mappings: readonly GroupFault[];
  readonly holes: readonly GroupFault[];
}

const NOTHING: readonly GroupFault[] = [];

/** Everything that is wrong with the DMA domains of groups. */
export function domainFaults(observed: Observations): DomainFaults {
  return observed.derive(findFaults);
}

function findFaults(observed: Observations): DomainFaults {
  const mappings: GroupFault[] = [];
  const holes: GroupFault[] = [];
  for (const fact of groupFactsOf(observed.facts, "map")) {
    const result = observed.result(fact.step);
    // Without memory a domain may be refused, but one that is set up must fulfil its duties.
    if (result.status !== "ok" || !observed.knowsWhoIsThereAt(fact.step)) continue;
    mappings.push(...leastFaults(observed, fact, (regions) => mappingFaults(observed, fact, result, regions)));
    holes.push(...leastFaults(observed, fact, (regions) => holeFaults(observed, fact, result, regions)));
  }
  return { mappings, holes };
}

/**
 * Nothing if the domain is right for the members' regions in at least one view; otherwise what is wrong in the first
 * view.
 */
function leastFaults(
  observed: Observations,
  fact: GroupFact,
  faultsWith: (regions: GroupRegions) => readonly GroupFault[],
): readonly GroupFault[] {
  let first: readonly GroupFault[] | undefined;
  for (const regions of memberRegions(observed, fact)) {
    const faults = faultsWith(regions);
    if (faults.length === 0) return NOTHING;
    first ??= faults;
  }
  return first ?? NOTHING;
}

/** The greatest address that any VT-d page table reaches: five levels, 57 bits (VT-d 3.7). */
const GREATEST_MAPPED = (1n << 57n) - 1n;

/** True if every region that a member may have lies where a page table can map it; otherwise the result is open. */
export function isMappable({ has, mayHave }: GroupRegions): boolean {
  return has.every(isWithinReach) && mayHave.every(isWithinReach);
}

function isWithinReach({ end }: AddressRange): boolean {
  return end <= GREATEST_MAPPED;
}

/** Whether the pages of a region of this type are mapped. */
export function isMapped(type: RegionType): boolean {
  return type === "direct" || type === "direct-relaxable";
}

/** The whole pages that contain a range. */
export function wholePages({ start, end }: AddressRange): AddressRange {
  return { start: (start / PAGE_SIZE) * PAGE_SIZE, end: (end / PAGE_SIZE + 1n) * PAGE_SIZE - 1n };
}

function mappingFaults(
  observed: Observations,
  fact: GroupFact,
  { mapped }: StepResult,
  { has, mayHave }: GroupRegions,
): readonly GroupFault[] {
  if (mapped === undefined || !isMappable({ has, mayHave })) return NOTHING;
  const due = has.filter(({ type }) => isMapped(type));
  const covered = IntervalSet.of(mapped);
  const faults: GroupFault[] = [];
  for (const region of due) {
    const pages = wholePages(region);
    if (covered.holds(pages)) continue;
    const whole = region.type === "direct" ? "direct-not-mapped" : "relaxable-not-mapped";
    faults.push(faultOf(observed, fact, covered.meets(pages) ? "partly-mapped" : whole, region, shownMappings(mapped)));
  }
  const twice = mappedTwice(mapped);
  if (twice !== undefined) faults.push({ kind: "mapped-twice", step: fact.step, received: twice });
  const [region, wrong] = withWrongAccess(mapped, due) ?? [];
  if (region !== undefined) faults.push(faultOf(observed, fact, "wrong-access", region, wrong!));
  const allowed = [...due, ...mayHave.filter(({ type }) => isMapped(type))].map(wholePages);
  const foreign = covered.without(IntervalSet.of(allowed));
  if (foreign.length > 0) faults.push(foreignFault(fact, foreign, has));
  return faults;
}

function foreignFault({ step }: GroupFact, foreign: readonly AddressRange[], has: readonly MemberRegion[]): GroupFault {
  // A page that should be mapped is not foreign.
  const windows = IntervalSet.of(has);
  const inWindow = foreign.find((range) => windows.meets(range));
  const kind = inWindow === undefined ? "foreign-page-mapped" : "interrupt-window-mapped";
  return { kind, step, received: [inWindow ?? foreign[0]!] };
}

/** Two ranges that share a page, if there are any. */
function mappedTwice(mapped: readonly MappedRange[]): readonly WitnessRegion[] | undefined {
  const sorted = mapped.filter(({ start, end }) => start <= end).sort((a, b) => Number(a.start - b.start));
  const second = sorted.findIndex((range, at) => at > 0 && range.start <= sorted[at - 1]!.end);
  return second < 0 ? undefined : shownMappings(sorted.slice(second - 1, second + 1));
}

/** A region that must be readable and writable, and a mapping of one of its pages that denies the device access. */
function withWrongAccess(
  mapped: readonly MappedRange[],
  due: readonly MemberRegion[],
): readonly [MemberRegion, readonly WitnessRegion[]] | undefined {
  for (const range of mapped) {
    if (range.protection === PROTECTION_READ_WRITE || range.end < range.start) continue;
    const meeting = due.filter((region) => IntervalSet.of([wholePages(region)]).meets(range));
    const [region] = meeting;
    // If members disagree on the access to a page, that concerns their regions, not the domain.
    if (region !== undefined && meeting.every(({ protection }) => protection === PROTECTION_READ_WRITE)) {
      return [region, shownMappings([range])];
    }
  }
  return undefined;
}

function holeFaults(
  observed: Observations,
  fact: GroupFact,
  { dmaHoles }: StepResult,
  { has }: GroupRegions,
): readonly GroupFault[] {
  if (dmaHoles === undefined) return NOTHING;
  const kept = IntervalSet.of(dmaHoles);
  const faults: GroupFault[] = [];
  for (const region of has) {
    // The component that places the software MSI window excludes it itself.
    if (region.type === "software-msi" || kept.holds(region)) continue;
    const kind = kept.meets(region) ? "partly-handed-out" : HANDED_OUT[region.type];
    faults.push(faultOf(observed, fact, kind, region, kept.intervals));
  }
  return faults;
}

const HANDED_OUT: Readonly<Record<Exclude<RegionType, "software-msi">, GroupFaultKind>> = {
  direct: "direct-handed-out",
  "direct-relaxable": "relaxable-handed-out",
  reserved: "direct-handed-out",
  msi: "interrupt-window-handed-out",
};

function faultOf(
  observed: Observations,
  { step }: GroupFact,
  kind: GroupFaultKind,
  { member, start, end, type }: MemberRegion,
  received: readonly WitnessRegion[],
): GroupFault {
  return { kind, step, device: observed.facts.labelOf(member), expected: [{ start, end, type }], received };
}

function shownMappings(mapped: readonly MappedRange[]): readonly WitnessRegion[] {
  return mapped.map(({ start, end, protection }) => ({ start, end, protection }));
}
