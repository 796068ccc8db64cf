/**
 * Shares one value among equal events. Mapping a domain allocates 256 objects for the MSI window alone, in every
 * scenario with the same few numbers; creating each event anew would be most of the cost of decoding.
 */

import type { AllocationEvent, AllocationFailedEvent, FreeEvent } from "../../../model/trace.ts";

/** Objects are numbered from 1 in each scenario; few scenarios have more, and those events are not worth keeping. */
const MOST_OBJECTS = 4_096;

/** Bits of an allocation. */
const IS_REGION = 1;
const MAY_SLEEP = 2;
const IS_ATOMIC = 4;
const COMBINATIONS = 8;

export class SharedEvents {
  readonly #allocations = new Array<AllocationEvent | undefined>(MOST_OBJECTS * COMBINATIONS).fill(undefined);
  readonly #frees = new Array<FreeEvent | undefined>(MOST_OBJECTS * 2).fill(undefined);

  allocated(object: number, bits: number): AllocationEvent {
    if (object >= MOST_OBJECTS) return { event: "alloc", object, ...manner(bits) };
    return (this.#allocations[object * COMBINATIONS + bits] ??= { event: "alloc", object, ...manner(bits) });
  }

  freed(object: number, byCaller: boolean): FreeEvent {
    const by = byCaller ? "caller" : "implementation";
    if (object >= MOST_OBJECTS) return { event: "free", object, by };
    return (this.#frees[object * 2 + (byCaller ? 1 : 0)] ??= { event: "free", object, by });
  }
}

export function allocationFailed(bits: number): AllocationFailedEvent {
  return { event: "alloc-failed", ...manner(bits) };
}

function manner(bits: number): Omit<AllocationFailedEvent, "event"> {
  return {
    kind: (bits & IS_REGION) !== 0 ? "region" : "other",
    maySleep: (bits & MAY_SLEEP) !== 0,
    atomic: (bits & IS_ATOMIC) !== 0,
  };
}
