/**
 * Compares what an implementation did with a scenario and with its twin, step by step. Nothing is known here of what
 * is right: two answers differ, or they do not.
 */

import type { AddressRange } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import type { ObservedRegion, StepResult, Trace } from "../../model/trace.ts";
import type { Observations } from "../observations.ts";
import type { Twin } from "./twin.ts";

/** How the answers to a step differ, by its name as a rule. */
export type TwinRule =
  | "regions-lost"
  | "regions-gained"
  | "regions-exchanged"
  | "type-differs"
  | "answer-differs"
  | "group-list-differs"
  | "text-differs"
  | "domain-differs"
  | "assignment-differs";

export interface TwinDifference {
  readonly rule: TwinRule;
  readonly step: number;
  readonly expected: readonly ComparedRegion[] | readonly string[] | boolean | string;
  readonly received: readonly ComparedRegion[] | readonly string[] | boolean | string;
}

/** A region as far as it is compared. */
export interface ComparedRegion extends AddressRange {
  readonly type?: ObservedRegion["type"];
}

export interface TwinComparison {
  readonly differences: readonly TwinDifference[];
  /** Whether the answers to at least one step could be compared. */
  readonly compared: boolean;
}

export function compareTwins(observed: Observations, twinTrace: Trace, twin: Twin): TwinComparison {
  const { facts } = observed;
  const { steps } = facts.scenario;
  const withType = facts.profile.compareType === "yes";
  const translate = twin.translate?.(facts);
  const differences: TwinDifference[] = [];
  let compared = false;
  const note = (step: number, difference: Difference | undefined): void => {
    compared = true;
    if (difference !== undefined) differences.push({ step, ...difference });
  };
  for (const { get, view } of observed.gets) {
    const result = observed.result(get.step);
    const other = twinTrace.steps[get.step]!;
    if (view !== "whole" || !isWhole(other)) continue;
    note(get.step, compareRegions(translated(result.regions!, translate), other.regions!, withType));
  }
  for (let step = 0; step < steps.length; step++) {
    const what = steps[step]!;
    const result = observed.result(step);
    const other = twinTrace.steps[step]!;
    if (!isAnswered(result) || !isAnswered(other)) continue;
    if (what.do === "ask") {
      const answer = observed.answerTo(step);
      if (answer !== undefined && other.answer !== undefined)
        note(step, compareValues("answer-differs", answer, other.answer));
    } else if (translate === undefined) {
      const rule = CONSUMERS[what.do];
      if (rule !== undefined) note(step, compareConsumers(rule, result, other, withType));
    }
  }
  return { differences, compared };
}

type Difference = Omit<TwinDifference, "step">;

/** What merges regions of several devices or RMRRs. */
const CONSUMERS: Partial<Readonly<Record<Step["do"], TwinRule>>> = {
  group: "group-list-differs",
  show: "text-differs",
  map: "domain-differs",
  attach: "assignment-differs",
};

/** A refusal is an answer too. */
function isAnswered({ status }: StepResult): boolean {
  return status === "ok" || status === "refused";
}

function isWhole({ status, regions, endless, events }: StepResult): boolean {
  return (
    regions !== undefined &&
    endless !== true &&
    isAnswered({ status }) &&
    !events?.some(({ event }) => event === "alloc-failed")
  );
}

function translated(
  regions: readonly ObservedRegion[],
  translate: ((region: ObservedRegion) => AddressRange) | undefined,
): readonly ObservedRegion[] {
  return translate === undefined ? regions : regions.map((region) => ({ ...region, ...translate(region) }));
}

/** Order and number of regions in the list of a device are not said: they are compared as sets. */
function compareRegions(
  regions: readonly ObservedRegion[],
  others: readonly ObservedRegion[],
  withType: boolean,
): Difference | undefined {
  // Nearly all lists are alike in order too.
  if (isSameList(regions, others, withType)) return undefined;
  const ranges = keys(regions, false);
  const otherRanges = keys(others, false);
  const lost = [...ranges].some((key) => !otherRanges.has(key));
  const gained = [...otherRanges].some((key) => !ranges.has(key));
  const sides = { expected: shown(regions, withType), received: shown(others, withType) };
  if (lost || gained) {
    return { rule: lost ? (gained ? "regions-exchanged" : "regions-lost") : "regions-gained", ...sides };
  }
  return withType && !isEqual(keys(regions, true), keys(others, true)) ? { rule: "type-differs", ...sides } : undefined;
}

function compareConsumers(
  rule: TwinRule,
  result: StepResult,
  other: StepResult,
  withType: boolean,
): Difference | undefined {
  // Nearly always, the two are alike word for word.
  if (isSameAnswer(result, other, withType)) return undefined;
  const lines = linesOf(result, withType);
  const others = linesOf(other, withType);
  return lines.join("\n") === others.join("\n") ? undefined : { rule, expected: lines, received: others };
}

function isSameAnswer(one: StepResult, other: StepResult, withType: boolean): boolean {
  return (
    one.status === other.status &&
    one.text === other.text &&
    isSameList(one.regions ?? [], other.regions ?? [], withType) &&
    isSameRanges(one.mapped, other.mapped) &&
    isSameRanges(one.dmaHoles, other.dmaHoles) &&
    isSameRanges(one.usable, other.usable)
  );
}

function isSameRanges(one: readonly AddressRange[] = [], other: readonly AddressRange[] = []): boolean {
  return (
    one.length === other.length &&
    one.every(({ start, end }, index) => start === other[index]!.start && end === other[index]!.end)
  );
}

/** What a consumer made of the regions, in an order that nothing but the values decides. */
function linesOf(
  { status, regions, text, mapped, dmaHoles, usable }: StepResult,
  withType: boolean,
): readonly string[] {
  const lines: string[] = [];
  if (status !== "ok") lines.push(status);
  if (regions !== undefined) lines.push(...keys(regions, withType));
  if (text !== undefined) lines.push(...text.split("\n").filter((line) => line !== ""));
  for (const range of joined(mapped ?? [])) lines.push(`mapped ${rangeText(range)}`);
  for (const range of joined(dmaHoles ?? [])) lines.push(`kept from DMA ${rangeText(range)}`);
  for (const range of joined(usable ?? [])) lines.push(`usable ${rangeText(range)}`);
  return [...new Set(lines)].sort();
}

/** The union of some ranges, in ascending order. */
function joined(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const ascending = ranges.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  const union: AddressRange[] = [];
  for (const range of ascending) {
    const last = union.at(-1);
    if (last === undefined || range.start > last.end + 1n) union.push({ start: range.start, end: range.end });
    else if (range.end > last.end) union[union.length - 1] = { start: last.start, end: range.end };
  }
  return union;
}

function compareValues(rule: TwinRule, expected: boolean, received: boolean): Difference | undefined {
  return expected === received ? undefined : { rule, expected, received };
}

function keys(regions: readonly ObservedRegion[], withType: boolean): ReadonlySet<string> {
  return new Set(regions.map((region) => (withType ? `${rangeText(region)} ${region.type}` : rangeText(region))));
}

function isSameList(one: readonly ObservedRegion[], other: readonly ObservedRegion[], withType: boolean): boolean {
  return (
    one.length === other.length &&
    one.every(({ start, end, type }, index) => {
      const region = other[index]!;
      return start === region.start && end === region.end && (!withType || type === region.type);
    })
  );
}

function isEqual(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((key) => other.has(key));
}

function rangeText({ start, end }: AddressRange): string {
  return `0x${start.toString(16)}-0x${end.toString(16)}`;
}

/** Regions in ascending order, so that a witness does not depend on the order of a list. */
function shown(regions: readonly ObservedRegion[], withType: boolean): readonly ComparedRegion[] {
  return regions
    .toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.end < b.end ? -1 : a.end > b.end ? 1 : 0))
    .map(({ start, end, type }) => (withType ? { start, end, type } : { start, end }));
}
