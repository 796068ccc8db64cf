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

  test("are none where a scope may mean a present number", () => {
    const of = scenario(
      { functions: tree, structures: [unitOf(0), rmrr(...page, endpointScope(5, "0.0"))] },
      get("nic"),
    );
    expect(twinOf(RENUMBERED_BUSES, of)).toBeUndefined();
    const longer = scenario(
      { functions: tree, structures: [unitOf(0), rmrr(...page, endpointScope(2, "0.0", "0.0"))] },
      get("nic"),
    );
    expect(twinOf(RENUMBERED_BUSES, longer)).toBeDefined();
  });
});
