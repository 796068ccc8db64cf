/** Which function somebody finds who reads a path as it must not be read. */

import { describe, expect, test } from "vitest";
import type { DeviceScope } from "../../model/dmar/table.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import { misreadAsNumber, naiveTargets } from "../../oracle/misread-path.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { bridge, bridgeScope, endpoint, endpointScope, scenario, scope } from "../reference/hand-made.ts";

const functions = [
  endpoint("nic", "0:2.0"),
  bridge("port", "0:1c.0", [1, 9]),
  endpoint("child", "1:2.0", { parent: "port" }),
  bridge("inner", "1:0.0", [5, 9], { parent: "port" }),
  endpoint("deep", "5:3.0", { parent: "inner" }),
  endpoint("abroad", "1:0:4.0"),
];
const rootBuses = [
  { segment: 0, bus: 0, lastBus: 0xff },
  { segment: 1, bus: 0, lastBus: 0xff },
];

describe("a path whose scope type does not matter leads", () => {
  const targets = (named: DeviceScope, segment = 0): readonly string[] => {
    const facts = new ScenarioFacts(scenario({ functions, rootBuses }), LINUX_PROFILE);
    return naiveTargets(facts, named, segment).map((index) => facts.labelOf(index));
  };

  test("where its hops lead, and to the function that its last hop is on the start bus", () => {
    expect(targets(endpointScope(0, "1c.0", "0.0", "3.0"))).toEqual(["deep"]);
    expect(targets(scope(4, 0, "1c.0", "2.0"))).toEqual(["child", "nic"]);
    expect(targets(scope(3, 0, "2.0"))).toEqual(["nic", "nic"]);
    expect(targets(endpointScope(0, "9.0", "2.0"))).toEqual(["nic"]);
    expect(targets(endpointScope(0, "1c.0", "9.0", "2.0"))).toEqual(["nic"]);
    expect(targets(endpointScope(0, "1c.0", "9.0"))).toEqual([]);
  });

  test("from a bus that is no root bus as from a present number", () => {
    expect(targets(endpointScope(1, "0.0", "3.0"))).toEqual(["deep"]);
    expect(targets(bridgeScope(1, "0.0"))).toEqual(["inner", "inner"]);
    expect(targets(endpointScope(1, "9.0", "2.0"))).toEqual(["child"]);
    expect(targets(endpointScope(2, "0.0"))).toEqual([]);
  });

  test("nowhere in another segment, unless it is read there", () => {
    expect(targets(endpointScope(0, "4.0"))).toEqual([]);
    expect(targets(endpointScope(0, "4.0"), 1)).toEqual(["abroad", "abroad"]);
    expect(targets(endpointScope(1, "0.0"), 1)).toEqual([]);
  });
});

describe("the numbers of a path of several hops read", () => {
  const deep = endpointScope(4, "1c.0", "0.0", "3.1");

  test("as the start bus with the last hop, or as one bus number more a hop with it", () => {
    expect(misreadAsNumber(endpoint("fn", "4:3.1"), deep)).toBe("number-of-last-hop");
    expect(misreadAsNumber(endpoint("fn", "6:3.1"), deep)).toBe("consecutive-bus-numbers");
    for (const address of ["3:3.1", "5:3.1", "7:3.1", "4:3.0", "6:3.0", "4:2.1", "6:2.1", "4:1c.0"]) {
      expect(misreadAsNumber(endpoint("fn", address), deep)).toBeUndefined();
    }
  });

  test("as no number if there is one hop, which is one", () => {
    expect(misreadAsNumber(endpoint("fn", "4:3.1"), endpointScope(4, "3.1"))).toBeUndefined();
    expect(misreadAsNumber(endpoint("fn", "4:3.1"), endpointScope(4, "0.0", "3.1"))).toBe("number-of-last-hop");
    expect(misreadAsNumber(endpoint("fn", "5:3.1"), endpointScope(4, "0.0", "3.1"))).toBe("consecutive-bus-numbers");
  });
});
