/**
 * The regions of a group's members, as the consumers of these regions should treat them.
 *
 * A consumer is right if it does the right thing with what the members get. So if the trace shows what a member gets,
 * that counts, right or wrong: a fault of a get is attributed to the requirement about gets, not to a consumer. Where
 * the trace does not show it, and as an alternative, the facts count.
 */

import { ISA_WINDOW, MSI_WINDOW, PROTECTION_READ_WRITE, type RegionFields, type RegionType } from "../model/region.ts";
import type { ObservedRegion } from "../model/trace.ts";
import { deviceClass, isIsaBridge, isRelaxableClass } from "./device-class.ts";
import { epochs, type GroupFact } from "./group-facts.ts";
import { REQUIRED } from "./named-scope.ts";
import type { Observations } from "./observations.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";
import { isaTypes } from "./windows.ts";

/** A region and the member that has it. */
export interface MemberRegion extends RegionFields {
  /** Index of the member. */
  readonly member: number;
}

/** What the members of a group have. */
export interface GroupRegions {
  readonly has: readonly MemberRegion[];
  /** What they may have in addition, where that is open. */
  readonly mayHave: readonly MemberRegion[];
}

/** Results computed so far: for each device, and for each group while the same functions are present. */
interface Known {
  readonly devices: Map<number, GroupRegions>;
  readonly groups: Map<string, GroupRegions>;
}

function nothingKnown(): Known {
  return { devices: new Map(), groups: new Map() };
}

/** What a device is due: what it must get, and what it may get. */
export function dueRegions(facts: ScenarioFacts, member: number): GroupRegions {
  const { devices } = facts.derive(nothingKnown);
  let due = devices.get(member);
  if (due === undefined) devices.set(member, (due = findDueRegions(facts, member)));
  return due;
}

function findDueRegions(facts: ScenarioFacts, member: number): GroupRegions {
  const { coverage, profile } = facts;
  const device = facts.device(member);
  const type: RegionType = isRelaxableClass(deviceClass(device)) ? "direct-relaxable" : "direct";
  const has: MemberRegion[] = [];
  const mayHave: MemberRegion[] = [];
  const { ranges, strengths } = coverage.of(member);
  for (let i = 0; i < ranges.length; i++) {
    const { start, end } = coverage.ranges.at(ranges[i]!);
    // An inverted range cannot be used; implementations that use such an RMRR are judged elsewhere.
    const list = strengths[i] === REQUIRED && start <= end ? has : mayHave;
    list.push(regionOf(member, start, end, type, PROTECTION_READ_WRITE));
  }
  if (profile.msiWindow !== "no") {
    const list = profile.msiWindow === "yes" ? has : mayHave;
    list.push(regionOf(member, MSI_WINDOW.start, MSI_WINDOW.end, "msi", 0));
  }
  if (isIsaBridge(device)) {
    for (const isaType of isaTypes(profile)) {
      mayHave.push(regionOf(member, ISA_WINDOW.start, ISA_WINDOW.end, isaType, 0));
    }
  }
  return { has, mayHave };
}

/** What the members that are present at a step are due. */
export function dueOfGroup(facts: ScenarioFacts, fact: GroupFact): GroupRegions {
  const { groups } = facts.derive(nothingKnown);
  const key = keyOf(fact);
  let due = groups.get(key);
  if (due === undefined) groups.set(key, (due = joined(fact.members.map((member) => dueRegions(facts, member)))));
  return due;
}

/** Within an epoch, the present members of a group are the same. */
function keyOf({ what, epoch }: GroupFact): string {
  return `${epoch} ${what.group}`;
}

/**
 * What the members have, in every way in which a consumer may see it, the most significant first: as the trace shows
 * it, and as the facts say. The second is computed only on request.
 */
export function* memberRegions(observed: Observations, fact: GroupFact): Generator<GroupRegions> {
  const { groups } = observed.derive(nothingKnown);
  const key = keyOf(fact);
  let seen = groups.get(key);
  if (seen === undefined) groups.set(key, (seen = seenOfGroup(observed, fact)));
  yield seen;
  yield dueOfGroup(observed.facts, fact);
}

function seenOfGroup(observed: Observations, fact: GroupFact): GroupRegions {
  const parts = fact.members.map((member): GroupRegions => {
    const seen = seenRegions(observed, member, fact);
    return seen === undefined ? dueRegions(observed.facts, member) : { has: seen, mayHave: [] };
  });
  return joined(parts);
}

/** What the trace shows a member to get while the same functions are present; undefined if it does not. */
function seenRegions(observed: Observations, member: number, fact: GroupFact): readonly MemberRegion[] | undefined {
  const epochOf = epochs(observed.facts);
  let seen: readonly ObservedRegion[] | undefined;
  for (const { get, view } of observed.gets) {
    if (seen !== undefined && get.step > fact.step) break;
    if (get.index !== member || view !== "whole" || epochOf[get.step] !== fact.epoch) continue;
    const { regions } = observed.result(get.step);
    if (regions?.every(({ start, end }) => start <= end) === true) seen = regions;
  }
  return seen?.map(({ start, end, type, protection }) => regionOf(member, start, end, type, protection));
}

/**
 * A single object literal for all: regions are compared in bulk, and objects of several shapes are read more slowly.
 */
function regionOf(member: number, start: bigint, end: bigint, type: RegionType, protection: number): MemberRegion {
  return { start, end, type, protection, member };
}

function joined(parts: readonly GroupRegions[]): GroupRegions {
  if (parts.length === 1) return parts[0]!;
  return { has: parts.flatMap(({ has }) => has), mayHave: parts.flatMap(({ mayHave }) => mayHave) };
}
