/**
 * A trace: what an implementation did with a scenario, one result a step.
 *
 * The oracle judges traces and nothing else, so a trace holds everything that can be seen from outside:
 * what was returned, which objects it was made of, and what happened to memory meanwhile.
 */

import type { AddressRange, RegionType } from "./region.ts";

/**
 * How a step ended. `unsupported`: the implementation does not offer this ability, which makes what depends
 * on it not observable. `error`: the implementation failed in a way that says nothing about the rules.
 */
export type StepStatus = "ok" | "no-memory" | "refused" | "unsupported" | "error";

/** The identity of an object: any text or number. It may recur once the object was freed. */
export type ObjectIdentity = number | string;

/** A region as it was found in a list. */
export interface ObservedRegion {
  readonly object: ObjectIdentity;
  readonly start: bigint;
  readonly end: bigint;
  readonly type: RegionType;
  readonly protection: number;
}

/** Memory was taken. `atomic`: sleeping was forbidden there; `maySleep`: the allocation could have slept. */
export interface AllocationEvent {
  readonly event: "alloc";
  readonly object: ObjectIdentity;
  readonly kind: "region" | "other";
  readonly maySleep: boolean;
  readonly atomic: boolean;
}

/** Memory was asked for and, by order of a `fail-allocations` step, not given. */
export interface AllocationFailedEvent {
  readonly event: "alloc-failed";
  readonly kind: "region" | "other";
  readonly maySleep: boolean;
  readonly atomic: boolean;
}

/** An object was freed: by the implementation, or by the caller that owned it. */
export interface FreeEvent {
  readonly event: "free";
  readonly object: ObjectIdentity;
  readonly by: "implementation" | "caller";
}

/** A freed object was read or written, by whom the trace cannot always tell. */
export interface TouchAfterFreeEvent {
  readonly event: "touch-after-free";
  readonly object: ObjectIdentity;
  /** Where in the implementation, if it is known: `drivers/iommu/iommu.c:519`. */
  readonly place?: string;
}

/** A PCI field of a device that is not PCI was read. */
export interface ForeignReadEvent {
  readonly event: "foreign-read";
  readonly device: string;
  readonly field: string;
  readonly place?: string;
}

/** The implementation complained (Linux: `WARN_ON`), or a sanitizer did. */
export interface WarningEvent {
  readonly event: "warning";
  readonly message: string;
  readonly place?: string;
}

export type TraceEvent =
  | AllocationEvent
  | AllocationFailedEvent
  | FreeEvent
  | TouchAfterFreeEvent
  | ForeignReadEvent
  | WarningEvent;

/** A range that a DMA domain maps one to one. */
export interface MappedRange extends AddressRange {
  readonly protection: number;
}

export interface StepResult {
  readonly status: StepStatus;
  /** The list after the step: `get`, `read`, `insert`, `insert-all-of`, `group`, `scribble`, `empty`. */
  readonly regions?: readonly ObservedRegion[];
  /** The walk over the list was cut, because it did not end. */
  readonly endless?: true;
  /** `insert`: the region of the caller's that was inserted, looked at after the step. */
  readonly input?: ObservedRegion;
  /** `ask`. */
  readonly answer?: boolean;
  /** `show`. */
  readonly text?: string;
  /** `map`: what the domain maps. A page that is mapped twice stands twice. */
  readonly mapped?: readonly MappedRange[];
  /** `map`: the ranges from which no address is handed out for DMA. */
  readonly dmaHoles?: readonly AddressRange[];
  /** `attach`: the addresses that user space may map. */
  readonly usable?: readonly AddressRange[];
  /** What happened meanwhile, in order; left out if nothing did. */
  readonly events?: readonly TraceEvent[];
  /** What went wrong, with status `error`. */
  readonly message?: string;
}

/** How a trace came to end before its scenario did. */
export interface TraceEnd {
  /**
   * `died`: the implementation could not be started on this platform, or did not survive a step.
   * `hung`: a step did not end. `skipped`: the implementation declined the scenario.
   */
  readonly how: "died" | "hung" | "skipped";
  /** Index of the step that was under way, if it is known; left out while the implementation was starting. */
  readonly step?: number;
  /** Which kind of breakage, stable and upper case, if it was told apart: `ADAPTER_NOT_JSON`. */
  readonly code?: string;
  /** The reason, in the implementation's words where it gave any. */
  readonly message: string;
}

export interface Trace {
  /** One result a step; fewer if `ended` is set. */
  readonly steps: readonly StepResult[];
  /** The implementation accounts for its region objects through events; without, memory is not observable. */
  readonly observesMemory: boolean;
  /** Nothing watches what is read, such as a sanitizer: then nobody knows whether it was read where nothing is. */
  readonly readsUnseen?: true;
  readonly ended?: TraceEnd;
  /**
   * What the implementation did with twins of the scenario, in the order of the requirements that compare them;
   * left out if there are none.
   */
  readonly twins?: readonly TwinTrace[];
}

/** What an implementation did with a scenario that has to be answered as another one is. */
export interface TwinTrace {
  /** The name of the twin, in kebab-case, which says how it follows from the scenario. */
  readonly name: string;
  readonly trace: Trace;
}

/** How a trace, or that of the first twin that did not get to its end, came to end before its scenario did. */
export function earlyEnd({ ended, twins }: Trace): TraceEnd | undefined {
  return ended ?? twins?.find(({ trace }) => trace.ended !== undefined)?.trace.ended;
}
