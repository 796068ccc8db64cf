/** What a memory map shows: for each list that matters, what had to be in it over what was in it. */

import type { Profile } from "../../model/profile.ts";
import { ISA_WINDOW, MSI_WINDOW, type RegionType } from "../../model/region.ts";
import type { ObservedRegion } from "../../model/trace.ts";
import type { WitnessRegion } from "../../model/verdict.ts";
import type { GetFact, ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { isaTypes } from "../../oracle/windows.ts";
import { isIsaBridge, isRelaxableClass } from "../../oracle/device-class.ts";
import { REQUIRED } from "../../oracle/named-scope.ts";
import { describeStep } from "../drawing/describe-step.ts";
import { formatObject } from "../drawing/describe-result.ts";
import type { FailureScene } from "./failure-scene.ts";
import { groupRows } from "./group-rows.ts";
import type { PlacedRow, Standing, Strip, StripRegion, StripRow } from "./strip.ts";

/** How many lists are shown before some are left out, and regions of one. */
const MOST_ROWS = 6;
const MOST_REGIONS = 24;

/** The rows that matter most, in the order of the steps; none if nothing has addresses. */
export function stripRows(scene: FailureScene): readonly StripRow[] {
  const rows = [...rowsOfGets(scene), ...rowsOfLists(scene), ...groupRows(scene)];
  const focus = scene.focus.step;
  const byWeight = rows.toSorted((a, b) => weight(b, focus, scene) - weight(a, focus, scene) || a.step - b.step);
  return byWeight.slice(0, MOST_ROWS).sort((a, b) => a.step - b.step);
}

function weight({ step, list }: PlacedRow, focus: number | undefined, scene: FailureScene): number {
  return (step === focus ? 4 : 0) + (list !== undefined && scene.focus.lists.has(list) ? 2 : 0);
}

/** For every get: what the device is due by facts, over what it got. */
function rowsOfGets({ observed, failure, focus }: FailureScene): PlacedRow[] {
  if (observed === undefined) return [];
  return observed.gets.slice(0, 200).map(({ get }) => {
    const { regions, status } = observed.result(get.step);
    const due = get.present ? dueAt(get, observed.facts) : [];
    return {
      step: get.step,
      list: get.list,
      title: titleOf(get.step, failure.scenario.steps[get.step]!),
      // A get that runs out of memory may leave some of it, or nothing.
      strips: compared(
        status === "no-memory" ? due.map((region) => ({ ...region, ...OPTIONAL })) : due,
        regions?.slice(0, MOST_REGIONS).map(seen),
      ),
      inFocus: focus.step === get.step,
    };
  });
}

function dueAt(get: GetFact, facts: ScenarioFacts): StripRegion[] {
  const { profile } = facts;
  const { ranges, strengths } = get.coverage;
  const type = typeOfRmrr(get, profile);
  const due = ranges.slice(0, MOST_REGIONS).map((range, index): StripRegion => {
    const optional = strengths[index] === REQUIRED ? {} : OPTIONAL;
    return { ...facts.coverage.ranges.at(range), type, ...optional };
  });
  due.push({ ...MSI_WINDOW, type: "msi", ...(profile.msiWindow === "yes" ? {} : OPTIONAL) });
  // What Linux's floppy workaround keeps for an ISA bridge may be there with these types; it never has to be.
  if (isIsaBridge(get.device))
    for (const each of isaTypes(profile)) due.push({ ...ISA_WINDOW, type: each, ...OPTIONAL });
  return due;
}

/** The type with which the device gets RMRRs; undefined where the profile leaves it open. */
function typeOfRmrr(get: GetFact, profile: Profile): RegionType | undefined {
  if (profile.compareType === "no" || profile.relaxableClasses !== "usb-and-graphics") return undefined;
  return isRelaxableClass(get.class) ? "direct-relaxable" : "direct";
}

const OPTIONAL = { optional: true } as const;

/** For the step that the failure shows at, and those that insert: what the witness expects over what is there. */
function rowsOfLists({ failure, focus }: FailureScene): PlacedRow[] {
  const { scenario, trace, witness } = failure;
  const rows: PlacedRow[] = [];
  for (const [index, step] of scenario.steps.slice(0, 1000).entries()) {
    const regions = trace.steps[index]?.regions;
    const inFocus = focus.step === index;
    // Gets, domains and assignments have rows of their own.
    const isOther = step.do === "get" || step.do === "map" || step.do === "attach";
    const shows = step.do === "insert" || step.do === "insert-all-of" || step.do === "group" || (inFocus && !isOther);
    if (!shows || (regions === undefined && !inFocus)) continue;
    const expected = inFocus ? regionsOf(witness.expected) : undefined;
    const received = regions?.slice(0, MOST_REGIONS).map(seen) ?? (inFocus ? regionsOf(witness.received) : undefined);
    if (expected === undefined && received === undefined) continue;
    const list = "list" in step ? step.list : undefined;
    const strips = compared(expected, received);
    if (step.do === "insert") {
      const { start, end, type } = step.region;
      strips.unshift({ name: "inserted", regions: [{ region: { start, end, type }, standing: "right" }] });
    }
    rows.push({ step: index, list, title: titleOf(index, step), strips, inFocus });
  }
  return rows;
}

/** What had to be in a list over what was in it; what is wrong can be said only where both are known. */
function compared(expected: readonly StripRegion[] | undefined, received: readonly StripRegion[] | undefined): Strip[] {
  const judged = expected !== undefined && received !== undefined;
  const strips: Strip[] = [];
  if (expected !== undefined) {
    const standing = (region: StripRegion): Standing => (judged ? standingOfExpected(region, received) : "right");
    strips.push({ name: "expected", regions: expected.map((region) => ({ region, standing: standing(region) })) });
  }
  if (received !== undefined) {
    const standing = (region: StripRegion): Standing => (judged ? standingOfReceived(region, expected) : "right");
    const name = expected === undefined ? "the list" : "received";
    strips.push({ name, regions: received.map((region) => ({ region, standing: standing(region) })) });
  }
  return strips;
}

function standingOfExpected(region: StripRegion, received: readonly StripRegion[]): Standing {
  return region.optional === true || received.some((each) => sameRange(each, region)) ? "right" : "missing";
}

function standingOfReceived(region: StripRegion, expected: readonly StripRegion[]): Standing {
  const same = expected.filter((each) => sameRange(each, region));
  if (same.length === 0) return "extra";
  return same.some(({ type }) => type === undefined || type === region.type) ? "right" : "type";
}

function sameRange(a: StripRegion, b: StripRegion): boolean {
  return a.start === b.start && a.end === b.end;
}

function titleOf(index: number, step: FailureScene["failure"]["scenario"]["steps"][number]): string {
  return `step ${index}: ${describeStep(step)}`;
}

function seen({ start, end, type, object }: ObservedRegion): StripRegion {
  return { start, end, type, object: formatObject(object) };
}

function regionsOf(value: FailureScene["failure"]["witness"]["expected"]): StripRegion[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const regions = (value as readonly (WitnessRegion | string)[]).filter((each) => typeof each !== "string");
  if (regions.length === 0 && value.length > 0) return undefined;
  return regions.slice(0, MOST_REGIONS).map(({ start, end, type, object }) => ({
    start,
    end,
    type,
    ...(object === undefined ? {} : { object: formatObject(object) }),
  }));
}
