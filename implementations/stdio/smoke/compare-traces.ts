/** Whether two traces of one scenario agree. */

import type { ObservedRegion, StepResult, Trace } from "../../../model/trace.ts";
import { addressToWire } from "../../../model/wire/write-values.ts";

/**
 * The index of the first step at which two traces differ, or undefined. Identities and the order of a device's list may
 * differ from run to run, so neither is compared, and neither is memory.
 */
export function firstDifference(one: Trace, other: Trace): number | undefined {
  const length = Math.max(one.steps.length, other.steps.length);
  for (let index = 0; index < length; index++) {
    if (gist(one.steps[index]) !== gist(other.steps[index])) return index;
  }
  return one.ended?.how === other.ended?.how ? undefined : length;
}

function gist(result: StepResult | undefined): string {
  if (result === undefined) return "";
  const { status, regions, endless, answer, text } = result;
  return JSON.stringify([status, regions?.map(fieldsOf).sort(), endless, answer, text]);
}

function fieldsOf({ start, end, type, protection }: ObservedRegion): string {
  return `${addressToWire(start)} ${addressToWire(end)} ${type} ${protection}`;
}
