/** Whatever comes over the wire, the guards give a value or an error of their own, soon, and say where it is wrong. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordLineFromWire } from "../../model/wire/record-wire.ts";
import { scenarioFromWire, scenarioToWire } from "../../model/wire/scenario-wire.ts";
import { traceFromWire } from "../../model/wire/trace-wire.ts";
import { WireReader } from "../../model/wire/wire-reader.ts";
import { witnessFromWire } from "../../model/wire/witness-wire.ts";
import type { ScenarioWire } from "../../model/wire/wire-types.ts";
import { lawRuns } from "../oracle/law-runs.ts";
import { anyScenario } from "./any-values.ts";
import { GUARDS, refusal, TRACE, withRegion } from "./refusals.ts";

describe("hostile values", () => {
  test("of any kind are taken or refused", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }), (value) => {
        for (const guard of GUARDS) expect(refusal(guard, value).code).toMatch(/^WIRE_/);
      }),
      { numRuns: lawRuns(500) },
    );
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

  test.each(["0x", "0X1", "1x1", "0x/", "0x:", "0x@", "0xG", "0x`", "0xg", "x01", "0x1/", "0x1G"])(
    "%s is no address",
    (start) => {
      expect(refusal(traceFromWire, withRegion({ start })).code).toBe("WIRE_HEX");
    },
  );

  test("digits are 0 to 9 and the letters up to F", () => {
    for (const digit of "0123456789abcdefABCDEF") {
      const [step] = traceFromWire(withRegion({ start: `0x${digit}` })).steps;
      expect(step!.regions![0]!.start).toBe(BigInt(Number.parseInt(digit, 16)));
    }
  });

  test.each([
    ["null instead", null],
    ["a list of 2 instead", [1, 2]],
    ["an object instead", {}],
    ["true instead", true],
    ["a function instead", (): number => 1],
  ])("what stands in the place of an address is named: %s", (words, start) => {
    expect(refusal(traceFromWire, withRegion({ start })).message).toContain(words);
  });

  test("null is said to be left out, nothing else is", () => {
    const hint = "a member without a value is left out";
    expect(refusal(traceFromWire, withRegion({ start: null })).message).toContain(hint);
    expect(refusal(traceFromWire, withRegion({ start: 1 })).message).not.toContain(hint);
  });

  test("a text of up to 60 characters is named in full, a longer one by its beginning", () => {
    const message = (length: number): string =>
      refusal(traceFromWire, withRegion({ start: "y".repeat(length) })).message;
    expect(message(60)).toContain(`"${"y".repeat(60)}" is not`);
    expect(message(61)).toContain(`"${"y".repeat(60)}" and so on is not`);
    const long = "y".repeat(1000);
    const platform = { rootBuses: [], functions: [], otherDevices: [], groups: [], dmar: "" };
    expect(refusal(scenarioFromWire, { platform, steps: [{ do: long }] }).message).toContain(
      `there is no step "${"y".repeat(60)}" and so on`,
    );
    expect(refusal(recordLineFromWire, { line: long }).message).toContain(`"${"y".repeat(60)}" and so on`);
  });

  test("a value that is wrong as a whole is so at $", () => {
    for (const guard of GUARDS)
      expect(refusal(guard, []).message).toContain("wrong at $: a list of 0 instead of an object");
  });

  test("addresses are read in either case and with zeros in front", () => {
    expect(
      traceFromWire(withRegion({ start: "0x00000000FEE00000", end: "0xffffffffffffffff" })).steps[0]?.regions?.[0],
    ).toMatchObject({
      start: 0xfee0_0000n,
      end: 0xffff_ffff_ffff_ffffn,
    });
  });

  test("an error says what it is that is wrong, and where its schema is", () => {
    const names = ["scenario", "trace", "witness", "record line"];
    for (const [index, guard] of GUARDS.entries()) {
      const { message, nextStep } = refusal(guard, []);
      expect(message).toContain(`the ${names[index]} is wrong at $`);
      expect(nextStep).toContain(`JSON Schema of a ${names[index]}`);
    }
  });

  test("a number of a witness that JSON cannot write is refused, though its text may be read as one", () => {
    for (const text of ["1e999", "-1e999"]) {
      const error = refusal(witnessFromWire, { rule: "r", expected: JSON.parse(text) });
      expect(error.code).toBe("WIRE_RANGE");
      expect(error.message).toContain("$.expected");
    }
  });

  test("of a list out of a closed set, whatever is none of it is refused at its place", () => {
    const read = (value: unknown): unknown => new WireReader("list").choices(value, "sides", ["left", "right"]);
    expect(read(["right", "left", "right"])).toEqual(["right", "left", "right"]);
    for (const [value, code, path] of [
      [["left", "up"], "WIRE_CHOICE", "$.sides[1]"],
      [[1], "WIRE_TYPE", "$.sides[0]"],
      ["left", "WIRE_TYPE", "$.sides"],
    ] as const) {
      const error = refusal(read, value);
      expect(error.code).toBe(code);
      expect(error.message).toContain(`is wrong at ${path}: `);
    }
  });

  test("bytes are wrong from the digit on that is not half of one", () => {
    const platform = { rootBuses: [], functions: [], otherDevices: [], groups: [] };
    for (const [dmar, digit] of [
      ["444d4g00", 4],
      ["444d4", 4],
      ["g0", 0],
    ] as const) {
      const error = refusal(scenarioFromWire, { platform: { ...platform, dmar }, steps: [] });
      expect(error.message).toContain(`at digit ${digit} of ${dmar.length}`);
    }
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
