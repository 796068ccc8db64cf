/**
 * Whether two traces of one scenario agree at a step.
 *
 * Each implementation chooses the identities of its objects freely, so objects are identified by where they first
 * appeared. What is left open is not compared: the order of a device's list, the protection of merged regions,
 * allocations other than regions, and the wording of messages.
 */

import type { Scenario } from "../../model/scenario.ts";
import type { ObjectIdentity, ObservedRegion, StepResult, Trace, TraceEvent } from "../../model/trace.ts";

/** @param step all steps are compared if it is left out, because the failure does not show at any particular one */
export function agreesAtStep(scenario: Scenario, left: Trace, right: Trace, step: number | undefined): boolean {
  if (left.ended !== undefined || right.ended !== undefined) {
    return left.ended?.how === right.ended?.how && left.ended?.step === right.ended?.step;
  }
  if (left.steps.length !== right.steps.length) return false;
  const memory = left.observesMemory && right.observesMemory;
  const [ours, theirs] = [views(scenario, left, memory), views(scenario, right, memory)];
  return step === undefined ? ours.join("\n") === theirs.join("\n") : ours[step] === theirs[step];
}

/** Each step as a text that is equal where two implementations agree. */
function views(scenario: Scenario, trace: Trace, memory: boolean): readonly string[] {
  const got = new Set(scenario.steps.flatMap((step) => (step.do === "get" ? [step.list] : [])));
  const names = new Map<ObjectIdentity, number>();
  const regionObjects = new Set<ObjectIdentity>();
  return trace.steps.map((result, index) => {
    const step = scenario.steps[index]!;
    const isGot = "list" in step && got.has(step.list);
    const regions = result.regions && regionsOf(result.regions, isGot, names);
    for (const { object } of result.regions ?? []) regionObjects.add(object);
    const { status, answer, text, endless = false } = result;
    return JSON.stringify([
      [status, answer, text, endless, regions],
      (["mapped", "dmaHoles", "usable"] as const).map((name) =>
        result[name]?.map(({ start, end }) => `${start} ${end}`),
      ),
      result.input && [`${result.input.start} ${result.input.end} ${result.input.type}`],
      memory ? happened(result, regionObjects) : [],
    ]);
  });
}

function regionsOf(
  regions: readonly ObservedRegion[],
  isGot: boolean,
  names: Map<ObjectIdentity, number>,
): readonly string[] {
  const fields = ({ start, end, type, protection }: ObservedRegion): string =>
    `${start} ${end} ${type} ${isGot ? protection : ""}`;
  const ordered = isGot
    ? regions.toSorted((a, b) => (fields(a) < fields(b) ? -1 : Number(fields(a) > fields(b))))
    : regions;
  return ordered.map((region) => {
    if (!names.has(region.object)) names.set(region.object, names.size);
    return `${fields(region)} ${names.get(region.object)}`;
  });
}

/** How many region objects were allocated and freed, and any forbidden events. */
function happened(
  { events = [] }: StepResult,
  regionObjects: Set<ObjectIdentity>,
): readonly (string | number | boolean)[] {
  let allocated = 0;
  let freed = 0;
  const marks = new Set<string>();
  for (const event of events) {
    if (event.event === "alloc" && event.kind === "region") {
      allocated++;
      regionObjects.add(event.object);
    } else if (event.event === "free" && regionObjects.has(event.object)) freed++;
    else if (isMark(event))
      marks.add(event.event === "foreign-read" ? `${event.event} ${event.device}` : markOf(event));
  }
  return [allocated, freed, ...[...marks].sort()];
}

/** A sleeping allocation where sleeping is forbidden is one too. */
function isMark(event: TraceEvent): boolean {
  return event.event !== "alloc" ? event.event !== "free" : event.atomic && event.maySleep;
}

function markOf(event: TraceEvent): string {
  return event.event === "alloc" ? "alloc that may sleep" : event.event;
}
