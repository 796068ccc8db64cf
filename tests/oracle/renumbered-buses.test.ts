/** The twin whose buses behind bridges have other numbers. */

import { describe, expect, test } from "vitest";
import type { Scenario } from "../../model/scenario.ts";
import { RENUMBERED_BUSES } from "../../oracle/twins/renumbered-buses.ts";
import { bridge, bridgeScope, endpoint, endpointScope, get, rmrr, scenario } from "../reference/hand-made.ts";
import { twinOf, unitOf } from "./made-twins.ts";

const tree = [
  bridge("left", "0:1.0", [1, 4]),
  bridge("inner", "1:0.0", [2, 3], { parent: "left" }),
  endpoint("leaf", "2:0.0", { parent: "inner" }),
  bridge("right", "0:2.0", [5, 5]),
  endpoint("nic", "5:0.0", { parent: "right" }),
];
const page = [0x1000n, 0x1fffn] as const;

const numbers = ({ platform }: Scenario): object =>
  Object.fromEntries(
    platform.functions.map(({ label, bus, secondaryBus, subordinateBus }) => [
      label,
      secondaryBus === undefined ? bus : [bus, secondaryBus, subordinateBus],
    ]),
  );

describe("renumbered buses", () => {
  test("are mirrored in the range above, and keep the size of their ranges", () => {
    const of = scenario(
      { functions: tree, structures: [unitOf(0), rmrr(...page, bridgeScope(0, "1.0"))] },
      get("leaf"),
    );
    expect(numbers(twinOf(RENUMBERED_BUSES, of)!)).toEqual({
      left: [0, 0xfc, 0xff],
      inner: [0xfc, 0xfe, 0xff],
      leaf: 0xfe,
      right: [0, 0xfb, 0xfb],
      nic: 0xfb,
    });
  });

  test("leave virtual functions as far behind their physical function as they were", () => {
    const functions = [
      bridge("port", "0:1.0", [1, 9]),
      endpoint("physical", "1:0.0", { parent: "port" }),
      endpoint("virtual", "2:0.0", { parent: "port", physicalFunction: "physical" }),
      bridge("inner", "1:1.0", [3, 3], { parent: "port" }),
    ];
    const of = scenario({ functions, structures: [unitOf(0), rmrr(...page, bridgeScope(0, "1.0"))] }, get("virtual"));
    expect(numbers(twinOf(RENUMBERED_BUSES, of)!)).toEqual({
      port: [0, 0xf7, 0xff],
      physical: 0xf7,
      virtual: 0xf8,
      inner: [0xf7, 0xff, 0xff],
    });
  });

  test("leave those of virtual functions on a root bus to them", () => {
    const functions = [
      endpoint("physical", "0:2.0"),
      endpoint("virtual", "1:0.0", { physicalFunction: "physical" }),
      bridge("port", "0:1c.0", [2, 4]),
      bridge("inner", "2:0.0", [3, 3], { parent: "port" }),
    ];
    const of = scenario({ functions, structures: [unitOf(0), rmrr(...page, bridgeScope(0, "1c.0"))] }, get("virtual"));
    expect(numbers(twinOf(RENUMBERED_BUSES, of)!)).toEqual({
      physical: 0,
      virtual: 1,
      port: [0, 0xfd, 0xff],
      inner: [0xfd, 0xff, 0xff],
    });
  });

  test("keep their numbers where a bridge has one below that of a virtual function, and those below are mirrored", () => {
    const functions = [
      bridge("port", "0:1c.0", [1, 9]),
      endpoint("physical", "1:0.0", { parent: "port" }),
      endpoint("virtual", "5:0.0", { parent: "port", physicalFunction: "physical" }),
      bridge("low", "1:1.0", [2, 4], { parent: "port" }),
      bridge("lower", "2:0.0", [3, 3], { parent: "low" }),
      bridge("high", "1:2.0", [6, 6], { parent: "port" }),
    ];
    const of = scenario({ functions, structures: [unitOf(0), rmrr(...page, bridgeScope(0, "1c.0"))] }, get("virtual"));
    expect(numbers(twinOf(RENUMBERED_BUSES, of)!)).toEqual({
      port: [0, 0xf7, 0xff],
      physical: 0xf7,
      virtual: 0xfb,
      low: [0xf7, 0xf8, 0xfa],
      lower: [0xf8, 0xfa, 0xfa],
      high: [0xf7, 0xfc, 0xfc],
    });
  });

  test("start behind each root bus anew", () => {
    const functions = [
      bridge("port", "0:1c.0", [1, 1]),
      bridge("far", "80:1c.0", [0x82, 0x83]),
      bridge("abroad", "1:80:1c.0", [0x82, 0x83]),
    ];
    const rootBuses = [
      { segment: 0, bus: 0, lastBus: 0x0f },
      { segment: 0, bus: 0x80, lastBus: 0x8f },
      { segment: 1, bus: 0x80, lastBus: 0xff },
    ];
    const structures = [unitOf(0), unitOf(1), rmrr(...page, bridgeScope(0, "1c.0"))];
    expect(numbers(twinOf(RENUMBERED_BUSES, scenario({ functions, rootBuses, structures }, get("far")))!)).toEqual({
      port: [0, 0x0f, 0x0f],
      far: [0x80, 0x8d, 0x8e],
      abroad: [0x80, 0xfd, 0xfe],
    });
  });

  test("are none where they would be the same, or there is no bridge", () => {
    const all = [bridge("port", "0:1c.0", [1, 0xff]), endpoint("nic", "1:0.0", { parent: "port" })];
    const structures = [unitOf(0), rmrr(...page, bridgeScope(0, "1c.0"))];
    expect(twinOf(RENUMBERED_BUSES, scenario({ functions: all, structures }, get("nic")))).toBeUndefined();
    const flat = [endpoint("nic", "0:2.0")];
    expect(
      twinOf(
        RENUMBERED_BUSES,
        scenario({ functions: flat, structures: [unitOf(0), rmrr(...page, endpointScope(0, "2.0"))] }, get("nic")),
      ),
    ).toBeUndefined();
  });

  test("are none where a scope may mean a present number, or the table has a fault", () => {
    const exists = (...scopes: Parameters<typeof rmrr>[2][]): boolean => {
      const named = scopes.map((each) => rmrr(...page, bridgeScope(0, "1.0"), each));
      return (
        twinOf(RENUMBERED_BUSES, scenario({ functions: tree, structures: [unitOf(0), ...named] }, get("nic"))) !==
        undefined
      );
    };
    expect(exists(endpointScope(5, "0.0"))).toBe(false);
    expect(exists(endpointScope(5, "9.0"))).toBe(false);
    expect(exists(endpointScope(0, "2.0", "0.0"), endpointScope(5, "0.0"))).toBe(false);
    expect(exists(endpointScope(2, "0.0", "0.0"))).toBe(true);
    expect(exists(endpointScope(0, "9.0"))).toBe(true);
    expect(exists(endpointScope(0, "2.0", "0.0"))).toBe(true);
    expect(exists(endpointScope(0, "22.0"))).toBe(false);
  });
});
