/** What a trace shows, in the few words that the tests of implementations compare. */

import { execute } from "../../implementations/in-process/execute.ts";
import { referenceImplementation } from "../../implementations/reference/index.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { ObjectIdentity, ObservedRegion, StepResult, Trace } from "../../model/trace.ts";
import { get, type PlatformParts, scenario } from "./hand-made.ts";

export function runReference(subject: Scenario): Trace {
  return execute(referenceImplementation, subject);
}

/** `"1000-1fff direct"` a region, in list order; the windows that stem from no RMRR are left out unless asked for. */
export function regionsOf(result: StepResult | undefined, options: { windows?: boolean } = {}): string[] {
  if (result?.regions === undefined) throw new Error(`the step shows no list: ${result?.status} ${result?.message}`);
  const shown = options.windows ? result.regions : result.regions.filter((region) => region.type !== "msi");
  return shown.map(formatRegion);
}

export function formatRegion({ start, end, type }: Pick<ObservedRegion, "start" | "end" | "type">): string {
  return `${start.toString(16)}-${end.toString(16)} ${type}`;
}

/** The RMRR regions that each present PCI function gets on a platform; functions that get none are left out. */
export function coverage(parts: PlatformParts): Record<string, string[]> {
  const present = (parts.functions ?? []).filter((fn) => fn.absent !== true);
  const trace = runReference(scenario(parts, ...present.map((fn) => get(fn.label))));
  const covered: Record<string, string[]> = {};
  for (const [index, fn] of present.entries()) {
    const regions = regionsOf(trace.steps[index]);
    if (regions.length > 0) covered[fn.label] = regions;
  }
  return covered;
}

/** The objects that are alive after the last step, by kind. */
export function survivors(trace: Trace): { region: number; other: number } {
  const live = new Map<ObjectIdentity, "region" | "other">();
  for (const step of trace.steps) {
    for (const event of step.events ?? []) {
      if (event.event === "alloc") live.set(event.object, event.kind);
      else if (event.event === "free") live.delete(event.object);
    }
  }
  const count = { region: 0, other: 0 };
  for (const kind of live.values()) count[kind]++;
  return count;
}

/**
 * What is wrong with how a trace treats memory, as sentences: region objects that are live after a step and in no
 * list, freed twice, freed unknown, touched after free; anything that is live after the last step.
 */
export function memoryFaults(subject: Scenario, trace: Trace): string[] {
  const faults: string[] = [];
  const live = new Map<ObjectIdentity, "region" | "other">();
  const lists = new Map<string, readonly ObservedRegion[]>();
  for (const [index, result] of trace.steps.entries()) {
    for (const event of result.events ?? []) {
      if (event.event === "alloc") {
        live.set(event.object, event.kind);
        if (event.atomic && event.maySleep) faults.push(`step ${index} sleeps where it must not`);
      } else if (event.event === "free") {
        if (!live.delete(event.object)) faults.push(`step ${index} frees ${event.object}, which is not live`);
      } else if (event.event !== "alloc-failed") {
        faults.push(`step ${index}: ${event.event}`);
      }
    }
    const step = subject.steps[index];
    if (step !== undefined && "list" in step) {
      if (step.do === "put") lists.delete(step.list);
      else if (result.regions !== undefined) lists.set(step.list, result.regions);
    }
    const listed = new Set([...lists.values()].flat().map((region) => region.object));
    const regions = [...live].filter(([, kind]) => kind === "region").map(([object]) => object);
    for (const object of regions) if (!listed.has(object)) faults.push(`step ${index} leaks region ${object}`);
    for (const object of listed)
      if (!live.has(object)) faults.push(`after step ${index}, ${object} is listed and not live`);
    if (result.status === "error") faults.push(`step ${index} fails: ${result.message}`);
  }
  for (const [object, kind] of live) faults.push(`${kind} ${object} is live in the end`);
  return faults;
}
