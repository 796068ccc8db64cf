/** The lives of lists and of the objects in them, from a few steps and what was seen of each, in few words. */

import type { RegionFields } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import type { ObjectIdentity, ObservedRegion, StepResult, TraceEvent } from "../../model/trace.ts";
import { memoryFaults } from "../../oracle/list-history.ts";
import type { MemoryFault } from "../../oracle/memory-fault.ts";
import { endpoint, endpointScope, insert, type PlatformParts, region, rmrr } from "../reference/hand-made.ts";
import { type Happening, observed } from "./observed.ts";

/** A network card and a disk, and an RMRR that names both. */
export const NIC_AND_DISK: PlatformParts = {
  functions: [endpoint("nic", "0:2.0"), endpoint("disk", "0:3.0")],
  structures: [rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"), endpointScope(0, "3.0"))],
  groups: { all: ["nic", "disk"] },
};

/** The region that objects hold, if nothing else is said. */
export const PAGE: RegionFields = region(0x1000n, 0x1fffn);

/** An object as it is seen in a list. */
export function holding(object: ObjectIdentity, fields: RegionFields = PAGE): ObservedRegion {
  return { ...fields, object };
}

/** The list is shown, and these are in it. */
export function shows(...objects: readonly (ObjectIdentity | ObservedRegion)[]): StepResult {
  return { status: "ok", regions: objects.map((each) => (typeof each === "object" ? each : holding(each))) };
}

export function makes(...objects: readonly ObjectIdentity[]): readonly TraceEvent[] {
  return objects.map((object) => ({ event: "alloc", object, kind: "region", maySleep: true, atomic: false }));
}

export function makesOther(object: ObjectIdentity): readonly TraceEvent[] {
  return [{ event: "alloc", object, kind: "other", maySleep: true, atomic: false }];
}

/** The implementation frees these. */
export function frees(...objects: readonly ObjectIdentity[]): readonly TraceEvent[] {
  return objects.map((object) => ({ event: "free", object, by: "implementation" }));
}

export function callerFrees(...objects: readonly ObjectIdentity[]): readonly TraceEvent[] {
  return objects.map((object) => ({ event: "free", object, by: "caller" }));
}

/** An allocation was made to fail. */
export const STARVED: readonly TraceEvent[] = [
  { event: "alloc-failed", kind: "region", maySleep: true, atomic: false },
];

export function touches(object: ObjectIdentity): readonly TraceEvent[] {
  return [{ event: "touch-after-free", object }];
}

/** Meanwhile, this happened. */
export function meanwhile(result: StepResult, ...events: readonly (readonly TraceEvent[])[]): StepResult {
  return { ...result, events: events.flat() };
}

/** A list is shown with new objects in it, and nothing else. */
export function showsNew(...objects: readonly ObjectIdentity[]): StepResult {
  return meanwhile(shows(...objects), makes(...objects));
}

export const DONE: StepResult = { status: "ok" };
export const DECLINED: StepResult = { status: "unsupported" };
export const FAILED: StepResult = { status: "error", message: "the cable fell out" };

export const read = (list: string): Step => ({ do: "read", list });
export const put = (list: string): Step => ({ do: "put", list });
export const scribble = (list: string): Step => ({ do: "scribble", list });
export const empty = (list: string): Step => ({ do: "empty", list });
export const insertPage = (list: string): Step => insert(list, PAGE);
export const insertAll = (list: string, source: string): Step => ({ do: "insert-all-of", list, source });
export const mergeAll = (list: string): Step => ({ do: "group", group: "all", list });
export const tearDown: Step = { do: "tear-down" };

/** The faults of memory of a subject that accounts for its memory. */
export function faults(...happenings: readonly Happening[]): readonly MemoryFault[] {
  return memoryFaults(observed(NIC_AND_DISK, happenings, {}, true));
}

/** Those of one that does not. */
export function faultsUnaccounted(...happenings: readonly Happening[]): readonly MemoryFault[] {
  return memoryFaults(observed(NIC_AND_DISK, happenings));
}

export function kinds(...happenings: readonly Happening[]): readonly string[] {
  return faults(...happenings).map(({ kind, step }) => `${kind} ${step}`);
}

export function kindsUnaccounted(...happenings: readonly Happening[]): readonly string[] {
  return faultsUnaccounted(...happenings).map(({ kind, step }) => `${kind} ${step}`);
}
