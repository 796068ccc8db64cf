/**
 * Compares what an implementation did with a scenario and with its twin, step by step. Nothing here knows what is
 * right: two answers differ, or they do not.
 */

import type { AddressRange } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import type { ObservedRegion, StepResult, Trace } from "../../model/trace.ts";
import { lacksMemory } from "../lacks-memory.ts";
import { IntervalSet } from "../interval-set.ts";
import { type Observations, viewOf } from "../observations.ts";
import { byStartThenType } from "../region-order.ts";
import type { Twin } from "./twin.ts";

/** How the answers to a step differ, as the name of a rule. */
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

/** The part of a region that is compared. */
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
  const comparable = comparableSteps(steps, observed, twinTrace);
  for (const { get, view } of observed.gets) {
    const other = twinTrace.steps[get.step]!;
    if (get.step >= comparable || view !== "whole" || viewOf(other) !== "whole") continue;
    note(get.step, compareRegions(translated(observed.result(get.step).regions!, translate), other.regions!, withType));
  }
  for (const [step, what] of steps.slice(0, comparable).entries()) {
    const result = observed.result(step);
    const other = twinTrace.steps[step]!;
    if (!isAnswered(result) || !isAnswered(other)) continue;
    if (what.do === "ask") {
      const answer = observed.answerTo(step);
      if (answer !== undefined && other.answer !== undefined) note(step, compareAnswers(answer, other.answer));
    } else if (translate === undefined) {
      const rule = CONSUMERS[what.do];
      if (rule !== undefined) note(step, compareConsumers(rule, result, other, withType));
    }
  }
  return { differences, compared };
}

/** The number of steps before the first one that added or removed a function in only one of the two. */
function comparableSteps(steps: readonly Step[], observed: Observations, twinTrace: Trace): number {
  const parting = steps.findIndex(
    (what, step) =>
      (what.do === "add" || what.do === "remove") && observed.result(step).status !== twinTrace.steps[step]!.status,
  );
  return parting < 0 ? steps.length : parting;
}

type Difference = Omit<TwinDifference, "step">;

/** The steps that merge regions of several devices or RMRRs. */
const CONSUMERS: Partial<Readonly<Record<Step["do"], TwinRule>>> = {
  group: "group-list-differs",
  show: "text-differs",
  map: "domain-differs",
  attach: "assignment-differs",
};

/** A refusal is an answer too; what is missing because memory ran out is judged by the allocation family. */
function isAnswered(result: StepResult): boolean {
  return (result.status === "ok" || result.status === "refused") && !lacksMemory(result);
}

function translated(
  regions: readonly ObservedRegion[],
  translate: ((region: ObservedRegion) => AddressRange) | undefined,
): readonly ObservedRegion[] {
  return translate === undefined ? regions : regions.map((region) => ({ ...region, ...translate(region) }));
}

/** The order and number of regions in a device's list are unspecified, so lists are compared as sets. */
function compareRegions(
  regions: readonly ObservedRegion[],
  others: readonly ObservedRegion[],
  withType: boolean,
): Difference | undefined {
  // Nearly all lists agree in order too.
  if (isSameList(regions, others)) return undefined;
  const lost = lacksAny(regions, others, false);
  const gained = lacksAny(others, regions, false);
  const sides = { expected: shown(regions, withType), received: shown(others, withType) };
  if (lost || gained) {
    return { rule: lost ? (gained ? "regions-exchanged" : "regions-lost") : "regions-gained", ...sides };
  }
  const isOfOtherType = withType && (lacksAny(regions, others, true) || lacksAny(others, regions, true));
  return isOfOtherType ? { rule: "type-differs", ...sides } : undefined;
}

/** Whether one list has a region that the other one has not. */
function lacksAny(one: readonly ObservedRegion[], other: readonly ObservedRegion[], withType: boolean): boolean {
  const there = keys(other, withType);
  return [...keys(one, withType)].some((key) => !there.has(key));
}

function compareConsumers(
  rule: TwinRule,
  result: StepResult,
  other: StepResult,
  withType: boolean,
): Difference | undefined {
  // Nearly always, the two are identical.
  if (isSameAnswer(result, other)) return undefined;
  const lines = linesOf(result, withType);
  const others = linesOf(other, withType);
  return lines.join("\n") === others.join("\n") ? undefined : { rule, expected: lines, received: others };
}

function isSameAnswer(one: StepResult, other: StepResult): boolean {
  return (
    one.status === other.status &&
    one.text === other.text &&
    isSameList(one.regions, other.regions) &&
    isSameList(one.mapped, other.mapped) &&
    isSameList(one.dmaHoles, other.dmaHoles) &&
    isSameList(one.usable, other.usable)
  );
}

/** What a consumer made of the regions, in an order that depends only on the values. */
function linesOf(
  { status, regions, text, mapped, dmaHoles, usable }: StepResult,
  withType: boolean,
): readonly string[] {
  const lines: string[] = [];
  if (status !== "ok") lines.push(status);
  if (regions !== undefined) lines.push(...keys(regions, withType));
  if (text !== undefined) lines.push(...text.split("\n").filter((line) => line !== ""));
  for (const range of IntervalSet.of(mapped ?? []).intervals) lines.push(`mapped ${rangeText(range)}`);
  for (const range of IntervalSet.of(dmaHoles ?? []).intervals) lines.push(`kept from DMA ${rangeText(range)}`);
  for (const range of IntervalSet.of(usable ?? []).intervals) lines.push(`usable ${rangeText(range)}`);
  return [...new Set(lines)].sort();
}

function compareAnswers(expected: boolean, received: boolean): Difference | undefined {
  return expected === received ? undefined : { rule: "answer-differs", expected, received };
}

function keys(regions: readonly ObservedRegion[], withType: boolean): ReadonlySet<string> {
  return new Set(regions.map((region) => (withType ? `${rangeText(region)} ${region.type}` : rangeText(region))));
}

function isSameList(one: readonly ComparedRegion[] | undefined, other: readonly ComparedRegion[] | undefined): boolean {
  return (
    one?.length === other?.length &&
    one?.every(({ start, end, type }, index) => {
      const region = other![index]!;
      return start === region.start && end === region.end && type === region.type;
    }) !== false
  );
}

function rangeText({ start, end }: AddressRange): string {
  return `0x${start.toString(16)}-0x${end.toString(16)}`;
}

/** Regions in ascending order, so that a witness does not depend on the order of a list. */
function shown(regions: readonly ObservedRegion[], withType: boolean): readonly ComparedRegion[] {
  return regions
    .toSorted(byStartThenType)
    .map(({ start, end, type }) => (withType ? { start, end, type } : { start, end }));
}
