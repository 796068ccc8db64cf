/**
 * A trace: what an implementation did with a scenario, one result per step.
 *
 * The oracle judges nothing but traces, so a trace contains everything visible from outside: what was returned, which
 * objects it consisted of, and what happened to memory meanwhile.
 */

import type { AddressRange, RegionType } from "./region.ts";

/**
 * How a step ended. `unsupported`: the implementation does not offer this ability, which makes everything that depends
 * on it not observable. `error`: the implementation failed in a way that says nothing about the rules.
 */
export type StepStatus = "ok" | "no-memory" | "refused" | "unsupported" | "error";

/** The identity of an object: any text or number. It may recur after the object was freed. */
export type ObjectIdentity = number | string;

/** A region as it was found in a list. */
export interface ObservedRegion {
  readonly object: ObjectIdentity;
  readonly start: bigint;
  readonly end: bigint;
  readonly type: RegionType;
  readonly protection: number;
}

/**
 * An allocation. `atomic`: it happened where sleeping is forbidden; `maySleep`: the allocation was allowed to sleep.
 */
export interface AllocationEvent {
  readonly event: "alloc";
  readonly object: ObjectIdentity;
  readonly kind: "region" | "other";
  readonly maySleep: boolean;
  readonly atomic: boolean;
}

/** An allocation that a `fail-allocations` step made fail. */
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

/** A freed object was read or written; the trace cannot always tell by whom. */
export interface TouchAfterFreeEvent {
  readonly event: "touch-after-free";
  readonly object: ObjectIdentity;
  /** The place in the implementation, if known: `drivers/iommu/iommu.c:519`. */
  readonly place?: string;
}

/** A PCI field of a device that is not PCI was read. */
export interface ForeignReadEvent {
  readonly event: "foreign-read";
  readonly device: string;
  readonly field: string;
  readonly place?: string;
}

/** The implementation issued a warning (Linux: `WARN_ON`), or a sanitizer did. */
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
  /** The walk over the list was stopped because it did not end. */
  readonly endless?: true;
  /** `insert`: the caller's region that was inserted, as it is after the step. */
  readonly input?: ObservedRegion;
  /** `ask`. */
  readonly answer?: boolean;
  /** `show`. */
  readonly text?: string;
  /** `map`: what the domain maps. A page that is mapped twice is listed twice. */
  readonly mapped?: readonly MappedRange[];
  /** `map`: the ranges from which no DMA address is allocated. */
  readonly dmaHoles?: readonly AddressRange[];
  /** `attach`: the addresses that user space may map. */
  readonly usable?: readonly AddressRange[];
  /** What happened during the step, in order; left out if nothing did. */
  readonly events?: readonly TraceEvent[];
  /** What went wrong, with status `error`. */
  readonly message?: string;
}

/** How a trace ended before its scenario did. */
export interface TraceEnd {
  /**
   * `died`: the implementation could not be started on this platform, or did not survive a step.
   * `hung`: a step did not end. `skipped`: the implementation declined the scenario.
   */
  readonly how: "died" | "hung" | "skipped";
  /** Index of the step in progress, if known; left out if the implementation was still starting. */
  readonly step?: number;
  /** The kind of breakage, if it was identified; stable and upper case: `ADAPTER_NOT_JSON`. */
  readonly code?: string;
  /** The reason, in the implementation's words where it gave any. */
  readonly message: string;
}

export interface Trace {
  /** One result per step; fewer if `ended` is set. */
  readonly steps: readonly StepResult[];
  /** The implementation reports its region objects through events; otherwise memory is not observable. */
  readonly observesMemory: boolean;
  /** Nothing such as a sanitizer watches reads, so reads outside valid memory go unnoticed. */
  readonly readsUnseen?: true;
  readonly ended?: TraceEnd;
  /**
   * What the implementation did with the twins of the scenario, in the order of the requirements that compare them;
   * left out if there are none.
   */
  readonly twins?: readonly TwinTrace[];
}

/** What an implementation did with a scenario that must be answered like another one. */
export interface TwinTrace {
  /** The name of the twin, in kebab-case, which says how it is derived from the scenario. */
  readonly name: string;
  readonly trace: Trace;
}

/** How a trace, or that of its first incomplete twin, ended before its scenario did. */
export function earlyEnd({ ended, twins }: Trace): TraceEnd | undefined {
  return ended ?? twins?.find(({ trace }) => trace.ended !== undefined)?.trace.ended;
}
