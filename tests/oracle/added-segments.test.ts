/** The twin with two further segments, in which everything has the numbers that it has in the first RMRR's segment. */

import { describe, expect, test } from "vitest";
import type { Platform, RootBus } from "../../model/platform.ts";
import { ADDED_SEGMENTS } from "../../oracle/twins/added-segments.ts";
import { bridge, bridgeScope, endpoint, get, type PlatformParts, rmrr, scenario } from "../reference/hand-made.ts";
import { structuresIn, twinOf, unitOf } from "./made-twins.ts";

const root = (segment: number, bus = 0, lastBus = 0xff): RootBus => ({ segment, bus, lastBus });
const functions = [
  bridge("port", "0:1c.0", [1, 1]),
  endpoint("nic", "1:0.0", { parent: "port" }),
  endpoint("vf", "1:1.0", { parent: "port", physicalFunction: "nic" }),
];
const named = rmrr(0x1000n, 0x1fffn, bridgeScope(0, "1c.0"));
const whole: PlatformParts = { functions, rootBuses: [root(0)], structures: [unitOf(0), named] };

function twin(parts: PlatformParts): Platform | undefined {
  return twinOf(ADDED_SEGMENTS, scenario(parts, get("nic")))?.platform;
}

/** The segments of the twin's root buses, in order. */
const segments = (parts: PlatformParts): readonly number[] | undefined =>
  twin(parts)?.rootBuses.map(({ segment }) => segment);

describe("added segments", () => {
  test("hold copies of what stands in the first RMRR's segment, before and after everything else", () => {
    const { rootBuses, functions: all } = twin(whole)!;
    const copies = (segment: number): readonly object[] => [
      { ...functions[0], segment, label: `port-in-${segment}` },
      { ...functions[1], segment, label: `nic-in-${segment}`, parent: `port-in-${segment}` },
      {
        ...functions[2],
        segment,
        label: `vf-in-${segment}`,
        parent: `port-in-${segment}`,
        physicalFunction: `nic-in-${segment}`,
      },
    ];
    expect(all).toStrictEqual([...copies(1), ...functions, ...copies(2)]);
    expect(rootBuses).toEqual([root(1), root(0), root(2)]);
  });

  test("have units of their own, before all others", () => {
    const unit = (segment: number, registerBase: bigint): object => ({ ...unitOf(segment), registerBase });
    expect(structuresIn(twinOf(ADDED_SEGMENTS, scenario(whole, get("nic")))!)).toEqual([
      unit(1, 0xfe90_1000n),
      unit(2, 0xfe90_2000n),
      unitOf(0),
      named,
    ]);
  });

  test("are the first that nothing is in and no structure names", () => {
    expect(segments({ ...whole, rootBuses: [root(0), root(1)] })).toEqual([2, 0, 1, 3]);
    expect(segments({ ...whole, structures: [unitOf(0), unitOf(2), named] })).toEqual([1, 0, 3]);
    const elsewhere = { rootBuses: [root(5)], functions: functions.map((fn) => ({ ...fn, segment: 5 })) };
    expect(segments({ ...elsewhere, structures: [unitOf(5), { ...named, segment: 5 }] })).toEqual([0, 5, 1]);
    // What has no segment names none.
    const andd = { kind: "andd", reserved: 0, acpiDeviceNumber: 1, objectName: "\\_SB.UART" } as const;
    expect(segments({ ...whole, structures: [unitOf(0), named, andd] })).toEqual([1, 0, 2]);
  });

  test("are two that a table can name, or none", () => {
    const upTo = (last: number): PlatformParts => ({
      ...whole,
      rootBuses: Array.from({ length: last + 1 }, (_, segment) => root(segment)),
    });
    expect(segments(upTo(0xfffd))!.filter((segment) => segment > 0xfffd)).toEqual([0xfffe, 0xffff]);
    expect(segments(upTo(0xfffe))).toBeUndefined();
  });

  test("are copies of the first RMRR's segment, or, without a function in that, of the first function's", () => {
    const far = endpoint("far", "3:0:2.0");
    const rootBuses = [root(3, 0x10, 0x1f), root(0, 0, 7), root(0, 8, 0xf)];
    const both = { functions: [{ ...far, bus: 0x10 }, ...functions], rootBuses };
    const copied = (structures: PlatformParts["structures"]): readonly string[] =>
      twin({ ...both, structures: structures! })!
        .functions.map(({ label }) => label)
        .filter((label) => label.includes("-in-1"));
    const farRmrr = { ...rmrr(0x1000n, 0x1fffn, { ...bridgeScope(0x10, "2.0"), type: 1 }), segment: 3 };
    expect(copied([unitOf(0), unitOf(3), named, farRmrr])).toEqual(["port-in-1", "nic-in-1", "vf-in-1"]);
    expect(copied([unitOf(0), unitOf(3), farRmrr, named])).toEqual(["far-in-1"]);
    expect(copied([unitOf(0), unitOf(3), { ...farRmrr, segment: 9 }])).toEqual(["far-in-1"]);
    expect(twin({ ...both, structures: [unitOf(0), unitOf(3), named] })!.rootBuses).toEqual([
      root(1, 0, 7),
      root(1, 8, 0xf),
      ...rootBuses,
      root(2, 0, 7),
      root(2, 8, 0xf),
    ]);
  });

  test("have labels that no device has", () => {
    const taken = [...functions, endpoint("nic-in-1", "0:3.0")];
    const labels = twin({ ...whole, functions: taken })!.functions.map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels.slice(0, 4)).toEqual(["port-in-1", "nic-in-12", "vf-in-1", "nic-in-1-in-1"]);
  });

  test("are none without an RMRR or a function, or where the table has a fault", () => {
    expect(twin({ ...whole, structures: [unitOf(0)] })).toBeUndefined();
    expect(twin({ ...whole, structures: [named] })).toBeUndefined();
    expect(twin({ ...whole, functions: [], structures: [unitOf(0), rmrr(0x1000n, 0x1fffn)] })).toBeUndefined();
    expect(
      twin({
        ...whole,
        functions: [],
        structures: [unitOf(0), { ...named, scopes: [{ ...named.scopes[0]!, type: 1 }] }],
      }),
    ).toBeUndefined();
  });
});
