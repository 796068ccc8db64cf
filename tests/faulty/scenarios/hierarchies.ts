/** Hierarchies, and scopes that lead through them. */

import type { Scenario } from "../../../model/scenario.ts";
import { bridge, bridgeScope, endpoint, endpointScope, get, rmrr, scenario } from "../../reference/hand-made.ts";
import { aPage, ask, deep, downstream, getAll, nicPath, segments, shared, withTwin } from "./pieces.ts";

const virtualFunctions = [
  bridge("port", "0:1c.0", [1, 2]),
  endpoint("physical", "1:0.0", { parent: "port" }),
  endpoint("virtual", "2:0.0", { parent: "port", physicalFunction: "physical" }),
];

export const HIERARCHIES_SCENARIOS = {
  "a bridge scope in the middle of a hierarchy": scenario(
    { functions: deep, structures: [rmrr(...aPage, bridgeScope(0, "1c.0", "0.0"))] },
    ...getAll(deep),
    ask("has-rmrr", "nic"),
    ask("locked", "nic"),
    downstream("port", "port"),
  ),
  "multi-hop endpoint scopes": scenario(
    {
      functions: [...deep, endpoint("below sibling", "4:0.1", { parent: "sibling port" })],
      structures: [
        rmrr(...aPage, endpointScope(0, ...nicPath)),
        rmrr(0x3000n, 0x3fffn, endpointScope(0, "1d.0", "0.1")),
      ],
    },
    ...getAll(deep),
    get("below sibling"),
  ),
  "two bridges with the same functions behind them": scenario(
    {
      functions: [
        bridge("left", "0:1.0", [1, 1]),
        endpoint("left nic", "1:0.0", { parent: "left" }),
        bridge("right", "0:2.0", [2, 2]),
        endpoint("right nic", "2:0.0", { parent: "right" }),
      ],
      structures: [rmrr(...aPage, endpointScope(0, "2.0", "0.0"))],
    },
    get("left nic"),
    get("right nic"),
  ),
  "a deep hierarchy": scenario(
    {
      functions: [
        bridge("one", "0:1.0", [1, 4]),
        bridge("two", "1:2.0", [2, 4], { parent: "one" }),
        bridge("three", "2:3.0", [3, 4], { parent: "two" }),
        bridge("four", "3:4.0", [4, 4], { parent: "three" }),
        endpoint("leaf", "4:5.0", { parent: "four" }),
      ],
      structures: [rmrr(...aPage, endpointScope(0, "1.0", "2.0", "3.0", "4.0", "5.0"))],
    },
    get("leaf"),
  ),
  "a bridge beside others on its bus": scenario(
    {
      functions: [bridge("last", "0:1f.0", [0xf0, 0xff]), endpoint("nic", "0:2.0")],
      structures: [rmrr(...aPage, bridgeScope(0, "1f.0"))],
    },
    get("nic"),
  ),
  "several root buses in a segment": scenario(
    {
      rootBuses: [
        { segment: 0, bus: 0, lastBus: 0x7f },
        { segment: 0, bus: 0x80, lastBus: 0xff },
      ],
      functions: [endpoint("low", "0:2.0"), endpoint("high", "80:2.0")],
      structures: [rmrr(...aPage, endpointScope(0x80, "2.0"))],
    },
    get("low"),
    get("high"),
  ),
  "two segments with the same bus numbers": scenario(
    {
      rootBuses: segments(0, 1),
      functions: withTwin(deep, 1),
      structures: [rmrr(...aPage, bridgeScope(0, "1c.0")), rmrr(0x3000n, 0x3fffn, endpointScope(0, ...nicPath))],
    },
    ...getAll(withTwin(deep, 1)),
  ),
  "a segment above 0xffff": scenario(
    { rootBuses: segments(0, 0x10000), functions: withTwin(shared.functions, 0x10000), structures: shared.structures },
    ...getAll(withTwin(shared.functions, 0x10000)),
  ),
  "virtual functions": scenario(
    {
      functions: virtualFunctions,
      structures: [
        rmrr(...aPage, endpointScope(0, "1c.0", "0.0")),
        rmrr(0x3000n, 0x3fffn, bridgeScope(0, "1c.0")),
        rmrr(0x5000n, 0x5fffn, endpointScope(2, "0.0")),
      ],
    },
    ...getAll(virtualFunctions),
  ),
  "functions of one device": scenario(
    {
      functions: [endpoint("zero", "0:2.0"), endpoint("one", "0:2.1")],
      structures: [rmrr(...aPage, endpointScope(0, "2.1"))],
    },
    get("zero"),
    get("one"),
  ),
  "a start bus that is no root bus": scenario(
    {
      functions: deep,
      structures: [rmrr(...aPage, endpointScope(3, "0.0")), rmrr(0x3000n, 0x3fffn, endpointScope(2, "0.0", "0.0"))],
    },
    ...getAll(deep),
  ),
  "scopes that do not suit a header": scenario(
    {
      functions: [...deep, endpoint("host bridge", "0:0.0", { classCode: 0x060000 })],
      structures: [
        rmrr(...aPage, bridgeScope(0, "0.0"), endpointScope(0, "1c.0")),
        rmrr(0x3000n, 0x3fffn, endpointScope(0, "0.0"), bridgeScope(0, "1c.0")),
      ],
    },
    get("host bridge"),
    ...getAll(deep),
  ),
} as const satisfies Record<string, Scenario>;
