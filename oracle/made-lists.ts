/**
 * The group lists that a scenario makes by inserting, and what is peculiar about what it inserts.
 *
 * What a device's list holds when it is inserted is taken from the facts here, for triggers look at no trace;
 * the judge goes by what the list really held.
 */

import {
  MAXIMUM_ADDRESS,
  MSI_WINDOW,
  PROTECTION_READ_WRITE,
  REGION_TYPES,
  type RegionFields,
} from "../model/region.ts";
import { isRelaxableClass } from "./device-class.ts";
import { listLives, type ListLife } from "./list-lives.ts";
import { MergeExpectation } from "./merge-expectation.ts";
import { REQUIRED } from "./named-scope.ts";
import { byStartThenType, TYPE_ORDER } from "./region-order.ts";
import type { GetFact, ScenarioFacts } from "./scenario-facts.ts";

/** Two regions of one type overlap. */
export const OVERLAPPING = 1;
/** Two regions of one type touch and do not overlap. */
export const TOUCHING = 2;
/** Two regions of different types overlap or touch. */
export const TYPES_MEET = 4;
/** Two regions of different types have the same start. */
export const SAME_START = 8;
/** One region is inserted twice. */
export const TWICE = 16;
/** A region reaches an end of the address space. */
export const AT_THE_ENDS = 32;
/** Two regions at least. */
export const SEVERAL = 64;
/** A region at least. */
export const ANYTHING = 128;

export interface MadeList {
  readonly life: ListLife;
  /** What is inserted in all, in order. */
  readonly inserted: readonly RegionFields[];
  /** {@link OVERLAPPING} and so on, as bits. */
  readonly traits: number;
}

/** The lists that are made by inserting, in the order in which they begin. */
export function madeLists(facts: ScenarioFacts): readonly MadeList[] {
  return facts.derive(findMadeLists);
}

const NO_LISTS: readonly MadeList[] = [];

function findMadeLists(facts: ScenarioFacts): readonly MadeList[] {
  const lives = listLives(facts);
  if (!lives.some(({ origin }) => origin === "made")) return NO_LISTS;
  const { steps } = facts.scenario;
  /** The lists that are alive, and what was inserted into those that are made. */
  const live = new Map<string, { readonly life: ListLife; readonly inserted: RegionFields[] }>();
  const made: { readonly life: ListLife; readonly inserted: RegionFields[] }[] = [];
  let next = 0;
  for (let index = 0; index < steps.length; index++) {
    for (; lives[next]?.from === index; next++) {
      const entry = { life: lives[next]!, inserted: [] };
      live.set(entry.life.label, entry);
      if (entry.life.origin === "made") made.push(entry);
    }
    const step = steps[index]!;
    if (step.do === "insert") {
      live.get(step.list)!.inserted.push(step.region);
    } else if (step.do === "insert-all-of") {
      const source = live.get(step.source);
      if (source === undefined) continue;
      const { get } = source.life;
      live
        .get(step.list)!
        .inserted.push(...(get === undefined ? merged(facts, source.inserted) : dueRegions(facts, get)));
    }
  }
  return made.map(({ life, inserted }) => ({ life, inserted, traits: traitsOf(inserted) }));
}

/** What a list holds into which these regions were inserted; that is what somebody takes who inserts all of it. */
function merged({ profile }: ScenarioFacts, inserted: readonly RegionFields[]): readonly RegionFields[] {
  const expectation = new MergeExpectation(profile.mergesAdjacent !== "no");
  for (const region of inserted) expectation.insert(region);
  return expectation.regions().map((region) => ({ ...region, protection: PROTECTION_READ_WRITE }));
}

/** What a get is due, as regions: what a device that is judged rightly has in its list. */
function dueRegions(facts: ScenarioFacts, { coverage, class: of }: GetFact): RegionFields[] {
  const type = isRelaxableClass(of) ? "direct-relaxable" : "direct";
  const due: RegionFields[] = [];
  // Written out, not spread: regions of one shape are sorted and merged faster than those of several.
  coverage.ranges.forEach((range, i) => {
    if (coverage.strengths[i] !== REQUIRED) return;
    const { start, end } = facts.coverage.ranges.at(range);
    due.push({ start, end, type, protection: PROTECTION_READ_WRITE });
  });
  const { start, end } = MSI_WINDOW;
  if (facts.profile.msiWindow === "yes") due.push({ start, end, type: "msi", protection: 0 });
  return due;
}

/** What is peculiar about regions that are inserted into one list: {@link OVERLAPPING} and so on, as bits. */
export function traitsOf(inserted: readonly RegionFields[]): number {
  let traits = inserted.length > 1 ? ANYTHING | SEVERAL : inserted.length > 0 ? ANYTHING : 0;
  const sorted = inserted.toSorted(byStartThenType);
  /** The greatest end so far of each type. */
  const ends: (bigint | undefined)[] = REGION_TYPES.map(() => undefined);
  let previous: RegionFields | undefined;
  for (const region of sorted) {
    const type = TYPE_ORDER[region.type];
    if (region.start === 0n || region.end === MAXIMUM_ADDRESS) traits |= AT_THE_ENDS;
    for (let other = 0; other < ends.length; other++) {
      const reach = ends[other];
      if (reach === undefined || reach + 1n < region.start) continue;
      if (other !== type) traits |= TYPES_MEET;
      else traits |= reach >= region.start ? OVERLAPPING : TOUCHING;
    }
    if (previous !== undefined && previous.start === region.start) {
      if (previous.type !== region.type) traits |= SAME_START;
      else if (previous.end === region.end) traits |= TWICE;
    }
    const end = ends[type];
    if (end === undefined || region.end > end) ends[type] = region.end;
    previous = region;
  }
  return traits;
}
