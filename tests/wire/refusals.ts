/** What the guards of the wire say of values that are wrong. */

import { ConformanceError } from "../../model/conformance-error.ts";
import { recordLineFromWire } from "../../model/wire/record-wire.ts";
import { scenarioFromWire } from "../../model/wire/scenario-wire.ts";
import { traceFromWire } from "../../model/wire/trace-wire.ts";
import { witnessFromWire } from "../../model/wire/witness-wire.ts";
import type { TraceWire } from "../../model/wire/wire-types.ts";

export const GUARDS = [scenarioFromWire, traceFromWire, witnessFromWire, recordLineFromWire] as const;

/** What a guard says of a value. */
export function refusal(guard: (value: unknown) => unknown, value: unknown): ConformanceError {
  try {
    guard(value);
  } catch (error) {
    if (error instanceof ConformanceError) return error;
    throw error;
  }
  throw new Error("the value was taken");
}

export const TRACE: TraceWire = {
  observesMemory: true,
  steps: [
    {
      status: "ok",
      regions: [{ object: 1, start: "0x1000", end: "0x1fff", type: "direct", protection: 3 }],
      events: [{ event: "alloc", object: 1, kind: "region", maySleep: true, atomic: false }],
    },
  ],
};

/** The trace with one member of its first region replaced. */
export const withRegion = (members: object): unknown => ({
  ...TRACE,
  steps: [{ status: "ok", regions: [{ ...TRACE.steps[0]?.regions?.[0], ...members }] }],
});
