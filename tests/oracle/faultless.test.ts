/** Which scenarios have twins: those whose firmware made no mistake. */

import { expect, test } from "vitest";
import { LINUX_PROFILE } from "../../model/profile.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { isFaultless } from "../../oracle/twins/faultless.ts";
import type { DeviceScope } from "../../model/dmar/table.ts";
import { bridge, bridgeScope, dmar, endpoint, endpointScope, get, rmrr, scenario } from "../reference/hand-made.ts";
import { unitOf } from "./made-twins.ts";

const functions = [bridge("port", "0:1c.0", [1, 1]), endpoint("nic", "1:0.0", { parent: "port" })];

const faultless = (table: Uint8Array): boolean =>
  isFaultless(new ScenarioFacts(scenario({ functions, table }, get("nic")), LINUX_PROFILE));
const naming = (named: DeviceScope): boolean => faultless(dmar(unitOf(0), rmrr(0x1000n, 0x1fffn, named)));

test("a table without mistakes is faultless, and one that has any is not", () => {
  const good = dmar(unitOf(0), rmrr(0x1000n, 0x1fffn, bridgeScope(0, "1c.0")));
  expect(faultless(good)).toBe(true);
  expect(faultless(Uint8Array.from(good, (byte, index) => (index === 9 ? byte ^ 1 : byte)))).toBe(false);
  expect(faultless(dmar())).toBe(false);
  expect(faultless(dmar(rmrr(0x1000n, 0x1fffn, bridgeScope(0, "1c.0"))))).toBe(false);
});

test("of what a table says of the platform, only a start bus that is no root bus is not held against it", () => {
  expect(naming(endpointScope(0, "1c.0", "0.0"))).toBe(true);
  expect(naming(endpointScope(1, "0.0"))).toBe(true);
  expect(naming(endpointScope(0, "1c.0"))).toBe(false);
  expect(naming(bridgeScope(0, "1c.0", "0.0"))).toBe(false);
  // Who is not there may come yet, but not below what is no bridge.
  expect(naming(endpointScope(0, "3.0"))).toBe(true);
  expect(naming(endpointScope(0, "1c.0", "0.0", "0.0"))).toBe(false);
});
