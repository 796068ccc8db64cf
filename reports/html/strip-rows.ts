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

export interface StripRegion {
  readonly start: bigint;
  readonly end: bigint;
  readonly type: RegionType | undefined;
  /** `#3`, for a region that was seen. */
  readonly object?: string;
  /** It may be there and need not. */
  readonly optional?: true;
}

export interface StripRow {
  readonly title: string;
  /** What the step inserts. */
  readonly inserted?: readonly StripRegion[];
  readonly expected: readonly StripRegion[] | undefined;
  readonly received: readonly StripRegion[] | undefined;
  /** The failure is about this one. */
  readonly inFocus: boolean;
}

/** How many lists are shown before some are left out, and regions of one. */
const MOST_ROWS = 6;
const MOST_REGIONS = 24;

/** The rows that matter most, in the order of the steps; none if nothing has addresses. */
export function stripRows(scene: FailureScene): readonly StripRow[] {
  const rows = [...rowsOfGets(scene), ...rowsOfLists(scene)];
  const focus = scene.focus.step;
  const byWeight = rows.toSorted((a, b) => weight(b, focus, scene) - weight(a, focus, scene) || a.step - b.step);
  return byWeight.slice(0, MOST_ROWS).sort((a, b) => a.step - b.step);
}

interface PlacedRow extends StripRow {
  readonly step: number;
  readonly list: string | undefined;
}

function weight({ step, list }: PlacedRow, focus: number | undefined, scene: FailureScene): number {
  return (step === focus ? 4 : 0) + (list !== undefined && scene.focus.lists.has(list) ? 2 : 0);
}

/** For every get: what the device is due by facts, over what it got. */
function rowsOfGets({ observed, failure, focus }: FailureScene): PlacedRow[] {
  if (observed === undefined) return [];
  return observed.gets.slice(0, 200).map(({ get }) => {
    const regions = observed.result(get.step).regions;
    return {
      step: get.step,
      list: get.list,
      title: titleOf(get.step, failure.scenario.steps[get.step]!),
      expected: get.present ? dueAt(get, observed.facts) : [],
      received: regions?.slice(0, MOST_REGIONS).map(seen),
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
    const shows =
      step.do === "insert" || step.do === "insert-all-of" || step.do === "group" || (inFocus && step.do !== "get");
    if (!shows || (regions === undefined && !inFocus)) continue;
    const expected = inFocus ? regionsOf(witness.expected) : undefined;
    const received = regions?.slice(0, MOST_REGIONS).map(seen) ?? (inFocus ? regionsOf(witness.received) : undefined);
    if (expected === undefined && received === undefined) continue;
    const list = "list" in step ? step.list : undefined;
    const inserted =
      step.do === "insert"
        ? { inserted: [{ start: step.region.start, end: step.region.end, type: step.region.type }] }
        : {};
    rows.push({ step: index, list, title: titleOf(index, step), expected, received, inFocus, ...inserted });
  }
  return rows;
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
