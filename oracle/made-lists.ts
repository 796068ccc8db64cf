/**
 * The group lists that a scenario makes by inserting, and what is peculiar about what it inserts.
 *
 * What a device's list holds when it is inserted is taken from the facts here, for triggers look at no trace;
 * the judge goes by what the list really held.
 */

import { MAXIMUM_ADDRESS, MSI_WINDOW, PROTECTION_READ_WRITE, REGION_TYPES, type RegionFields, type RegionType } from "../model/region.ts";
import { isRelaxableClass } from "./device-class.ts";
import { listLives, type ListLife } from "./list-lives.ts";
import { REQUIRED } from "./named-scope.ts";
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

/** Something is inserted into a list. */
export interface Insertion {
  readonly step: number;
  /** What is inserted: one region, or what the facts say of a list. */
  readonly regions: readonly RegionFields[];
}

export interface MadeList {
  readonly life: ListLife;
  readonly insertions: readonly Insertion[];
  /** {@link OVERLAPPING} and so on, as bits. */
  readonly traits: number;
}

/** The place of each type in the order of Linux. */
export const TYPE_ORDER: Readonly<Record<RegionType, number>> = {
  direct: 0,
  "direct-relaxable": 1,
  reserved: 2,
  msi: 3,
  "software-msi": 4,
};

/** The lists that are made by inserting, in the order in which they begin. */
export function madeLists(facts: ScenarioFacts): readonly MadeList[] {
  return facts.derive(findMadeLists);
}

function findMadeLists(facts: ScenarioFacts): readonly MadeList[] {
  const { steps } = facts.scenario;
  const lives = listLives(facts);
  const made: MadeList[] = [];
  const contents = new Map<ListLife, RegionFields[]>();
  for (const life of lives) if (life.origin === "made") contents.set(life, []);
  if (contents.size === 0) return made;
  const insertionsOf = new Map<ListLife, Insertion[]>([...contents.keys()].map((life) => [life, []]));
  const bySource = sourcesByStep(lives);
  const targets = [...contents.keys()].flatMap((life) => life.inserts.map((step) => ({ life, step })));
  targets.sort((a, b) => a.step - b.step);
  for (const { life, step } of targets) {
    const inserted = steps[step]!;
    const source = bySource.get(step);
    const regions =
      inserted.do === "insert"
        ? [inserted.region]
        : source === undefined
          ? []
          : source.get === undefined
            ? [...(contents.get(source) ?? [])]
            : dueRegions(facts, source.get);
    insertionsOf.get(life)!.push({ step, regions });
    contents.get(life)!.push(...regions);
  }
  for (const [life, insertions] of insertionsOf) made.push({ life, insertions, traits: traitsOf(contents.get(life)!) });
  return made;
}

function sourcesByStep(lives: readonly ListLife[]): ReadonlyMap<number, ListLife> {
  const sources = new Map<number, ListLife>();
  for (const life of lives) for (const step of life.copies) sources.set(step, life);
  return sources;
}

/** What a get is due, as regions: what a device that is judged rightly has in its list. */
function dueRegions(facts: ScenarioFacts, { coverage, class: of }: GetFact): RegionFields[] {
  const type = isRelaxableClass(of) ? "direct-relaxable" : "direct";
  const due: RegionFields[] = [];
  coverage.ranges.forEach((range, i) => {
    if (coverage.strengths[i] !== REQUIRED) return;
    due.push({ ...facts.coverage.ranges.at(range), type, protection: PROTECTION_READ_WRITE });
  });
  if (facts.profile.msiWindow === "yes") due.push({ ...MSI_WINDOW, type: "msi", protection: 0 });
  return due;
}

function traitsOf(inserted: readonly RegionFields[]): number {
  let traits = inserted.length > 1 ? SEVERAL : 0;
  const sorted = inserted.toSorted(byStartThenType);
  /** The greatest end so far of each type. */
  const ends: (bigint | undefined)[] = REGION_TYPES.map(() => undefined);
  let previous: RegionFields | undefined;
  for (const region of sorted) {
    const type = TYPE_ORDER[region.type];
    if (region.start === 0n || region.end === MAXIMUM_ADDRESS) traits |= AT_THE_ENDS;
    ends.forEach((end, other) => {
      if (end === undefined || end + 1n < region.start) return;
      if (other !== type) traits |= TYPES_MEET;
      else traits |= end + 1n === region.start ? TOUCHING : OVERLAPPING;
    });
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

/** The order of a group list of today's Linux; by end as well, so that equal regions stand side by side. */
export function byStartThenType(a: RegionFields, b: RegionFields): number {
  if (a.start !== b.start) return a.start < b.start ? -1 : 1;
  if (a.type !== b.type) return TYPE_ORDER[a.type] - TYPE_ORDER[b.type];
  return a.end < b.end ? -1 : a.end > b.end ? 1 : 0;
}
