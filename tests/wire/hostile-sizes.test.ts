/** Values that are huge, or nested without an end: the guards refuse them at once, and say so in a few words. */

import { describe, expect, test } from "vitest";
import { traceFromWire } from "../../model/wire/trace-wire.ts";
import { GUARDS, refusal, TRACE, withRegion } from "./refusals.ts";

describe("hostile values", () => {
  test("that are nested a million times are refused at once", () => {
    const deep = JSON.parse(`${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}`) as unknown;
    for (const guard of GUARDS) expect(refusal(guard, deep).code).toBe("WIRE_TYPE");
    for (const value of [
      { steps: deep, observesMemory: true },
      { steps: [deep], observesMemory: true },
      withRegion({ object: deep }),
    ]) {
      expect(refusal(traceFromWire, value).code).toBe("WIRE_TYPE");
    }
    // What nobody asked for is not looked at, however deep it is.
    expect(traceFromWire({ ...TRACE, extra: deep }).steps).toHaveLength(1);
  });

  test("that are huge are named by their beginning", () => {
    const huge = "x".repeat(50_000_000);
    for (const value of [
      withRegion({ start: huge }),
      withRegion({ type: huge }),
      { ...TRACE, steps: [{ status: huge }] },
    ]) {
      expect(refusal(traceFromWire, value).message.length).toBeLessThan(500);
    }
  });
});
