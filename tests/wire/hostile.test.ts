/** Whatever comes over the wire, the guards give a value or an error of their own, soon, and say where it is wrong. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConformanceError } from "../../model/conformance-error.ts";
import { recordLineFromWire } from "../../model/wire/record-wire.ts";
import { scenarioFromWire, scenarioToWire } from "../../model/wire/scenario-wire.ts";
import { traceFromWire } from "../../model/wire/trace-wire.ts";
import { witnessFromWire } from "../../model/wire/witness-wire.ts";
import type { ScenarioWire, TraceWire } from "../../model/wire/wire-types.ts";
import { lawRuns } from "../oracle/law-runs.ts";
import { anyScenario } from "./any-values.ts";

const GUARDS = [scenarioFromWire, traceFromWire, witnessFromWire, recordLineFromWire] as const;

/** What a guard says of a value. */
function refusal(guard: (value: unknown) => unknown, value: unknown): ConformanceError {
  try {
    guard(value);
  } catch (error) {
    if (error instanceof ConformanceError) return error;
    throw error;
  }
  throw new Error("the value was taken");
}

const TRACE: TraceWire = {
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
const withRegion = (members: object): unknown => ({
  ...TRACE,
  steps: [{ status: "ok", regions: [{ ...TRACE.steps[0]?.regions?.[0], ...members }] }],
});

describe("hostile values", () => {
  test("of any kind are taken or refused", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }), (value) => {
        for (const guard of GUARDS) expect(refusal(guard, value).code).toMatch(/^WIRE_/);
      }),
      { numRuns: lawRuns(500) },
    );
  });

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

  test("with names of prototypes are values like any other", () => {
    const polluted = JSON.parse('{"__proto__":{"observesMemory":true,"steps":[]}}') as unknown;
    expect(refusal(traceFromWire, polluted).code).toBe("WIRE_MISSING");
    expect(refusal(traceFromWire, { ...TRACE, steps: [{ status: "constructor" }] }).code).toBe("WIRE_CHOICE");
    expect(refusal(scenarioFromWire, { platform: Object.create(null) as unknown, steps: [] }).code).toBe(
      "WIRE_MISSING",
    );
    const counts = JSON.parse(
      '{"line":"footer","exitStatus":0,"requirements":{"__proto__":1,"toString":2},"cases":0,"seed":""}',
    ) as unknown;
    expect(recordLineFromWire(counts)).toMatchObject({ requirements: {} });
    expect(Object.keys({})).toStrictEqual([]);
  });

  test.each([
    ["a number for an address", { start: 0x1000 }, "WIRE_TYPE"],
    ["no address", { start: undefined }, "WIRE_MISSING"],
    ["nothing for an address", { start: null }, "WIRE_TYPE"],
    ["a decimal address", { start: "4096" }, "WIRE_HEX"],
    ["a negative address", { start: "-0x1" }, "WIRE_HEX"],
    ["an address with a blank", { start: "0x1 " }, "WIRE_HEX"],
    ["an address of 65 bits", { start: "0x10000000000000000" }, "WIRE_HEX"],
    ["an address with an underscore", { start: "0x1_000" }, "WIRE_HEX"],
    ["an address with digits that are none here", { start: "0x\u0661" }, "WIRE_HEX"],
    ["an identity that is rounded", { object: 2 ** 53 }, "WIRE_RANGE"],
    ["an identity that is no number", { object: Number.NaN }, "WIRE_RANGE"],
    ["an identity that is no integer", { object: 0.5 }, "WIRE_RANGE"],
    ["an identity that is an object", { object: {} }, "WIRE_TYPE"],
    ["an unknown type", { type: "Direct" }, "WIRE_CHOICE"],
    ["a protection that is infinite", { protection: Number.POSITIVE_INFINITY }, "WIRE_RANGE"],
  ])("%s is refused with the path to it", (_, members, code) => {
    const error = refusal(traceFromWire, withRegion(members));
    expect(error.code).toBe(code);
    expect(error.message).toContain(`$.steps[0].regions[0].${Object.keys(members)[0]}`);
  });

  test("addresses are read in either case and with zeros in front", () => {
    expect(
      traceFromWire(withRegion({ start: "0x00000000FEE00000", end: "0xffffffffffffffff" })).steps[0]?.regions?.[0],
    ).toMatchObject({
      start: 0xfee0_0000n,
      end: 0xffff_ffff_ffff_ffffn,
    });
  });

  test("a path leads to the member that is wrong, at any depth", () => {
    const wire = JSON.parse(
      JSON.stringify(scenarioToWire(fc.sample(anyScenario, { seed: 3, numRuns: 1 })[0]!)),
    ) as ScenarioWire;
    const attach = {
      do: "attach",
      group: "g",
      aperture: { start: "0x0", end: "0x0" },
      mappings: [{ start: "0x0", end: 5 }],
    };
    expect(refusal(scenarioFromWire, { ...wire, steps: [attach] }).message).toContain("$.steps[0].mappings[0].end");
    const odd = { ...wire, platform: { ...wire.platform, dmar: "444d4g" }, steps: [] };
    expect(refusal(scenarioFromWire, odd).message).toContain("$.platform.dmar");
    expect(refusal(scenarioFromWire, odd).code).toBe("WIRE_HEX");
    const members = { ...wire, platform: { ...wire.platform, groups: [{ label: "g", members: ["a", 1] }] }, steps: [] };
    expect(refusal(scenarioFromWire, members).message).toContain("$.platform.groups[0].members[1]");
  });
});
