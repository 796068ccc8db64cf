/** The numbers that identify a function on the bus. */

import type { PciFunction } from "./platform.ts";

/**
 * Segment and requester ID as one number. An ARI function above 7 has the ID of a function of device 1 or above, which
 * is why both cannot be on the same bus.
 */
export function requesterKey(fn: Pick<PciFunction, "segment" | "bus" | "device" | "function">): number {
  return busKey(fn.segment, fn.bus) * 256 + fn.device * 8 + fn.function;
}

/** Segment and bus number as one number; segments are up to 0x7fffffff. */
export function busKey(segment: number, bus: number): number {
  return segment * 256 + bus;
}
