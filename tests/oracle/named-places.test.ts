/** What triggers know of the scopes of a table, and of a device that is asked beside them. */

import { describe, expect, test } from "vitest";
import type { DmarStructure } from "../../model/dmar/table.ts";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import type { Step } from "../../model/scenario.ts";
import {
  askedBesideAbsent,
  hasUnforeseeableNumber,
  isLeftOut,
  isNamedAmongSeveral,
  looksNamedByLongerPath,
  tableTraits,
} from "../../oracle/named-places.ts";
import { type GetFact, ScenarioFacts } from "../../oracle/scenario-facts.ts";
import {
  bridge,
  bridgeScope,
  endpoint,
  endpointScope,
  get,
  type PlatformParts,
  rmrr,
  scenario,
  scope,
} from "../reference/hand-made.ts";
import { anddStructure } from "../reference/platforms.ts";
import { uart } from "../suites/coverage-platforms.ts";

const page = [0x1000n, 0x1fffn] as const;
const other = [0x4000n, 0x4fffn] as const;
const unit: DmarStructure = { kind: "drhd", flags: 1, size: 0, segment: 0, registerBase: 0xfed0_0000n, scopes: [] };

/** A bridge with a bridge below it, whose bus 5 does not follow from its depth; and a card of another segment. */
const parts: PlatformParts = {
  rootBuses: [
    { segment: 0, bus: 0, lastBus: 0xff },
    { segment: 1, bus: 0, lastBus: 0xff },
  ],
  functions: [
    bridge("port", "0:1c.0", [1, 9]),
    bridge("inner", "1:0.0", [5, 9], { parent: "port" }),
    endpoint("deep", "5:3.0", { parent: "inner" }),
    endpoint("child", "1:2.0", { parent: "port" }),
    endpoint("nic", "0:2.0"),
    endpoint("abroad", "1:0:2.0"),
  ],
  otherDevices: [uart],
};

const late = endpoint("late", "0:3.0", { absent: true });

type Question = (facts: ScenarioFacts, asked: GetFact) => boolean;

/** What the answer is when a device is asked last, after other steps. */
function answer(
  question: Question,
  device: string,
  structures: readonly DmarStructure[],
  switches: Partial<Profile> = {},
  before: readonly Step[] = [],
): boolean {
  const functions = before.length === 0 ? parts.functions! : [...parts.functions!, late];
  const asked = scenario({ ...parts, functions, structures }, ...before, get(device));
  const facts = new ScenarioFacts(asked, { ...LINUX_PROFILE, ...switches });
  return question(facts, facts.gets.at(-1)!);
}

describe("a table has a foreign", () => {
  const traits = (...structures: readonly DmarStructure[]): readonly [scope: boolean, structure: boolean] => {
    const facts = new ScenarioFacts(scenario({ ...parts, structures }), LINUX_PROFILE);
    const { foreignScope, foreignStructure } = tableTraits(facts);
    return [foreignScope, foreignStructure];
  };
  const nic = endpointScope(0, "2.0");

  test("scope if an RMRR has one of an I/O APIC, an HPET, an unknown type, or a namespace device", () => {
    expect(traits(unit, rmrr(...page, nic, bridgeScope(0, "1c.0")))).toEqual([false, false]);
    for (const type of [0, 3, 4, 5, 6, 0xff]) {
      expect(traits(unit, rmrr(...page, nic), rmrr(...other, scope(type, 0, "2.0")))).toEqual([true, false]);
    }
    const declared = { ...scope(5, 0, "2.0"), enumerationId: 1 };
    expect(traits(anddStructure, rmrr(...page, declared))).toEqual([true, true]);
  });

  test("structure if it has one beside units and RMRRs", () => {
    expect(traits(unit, rmrr(...page, nic), anddStructure)).toEqual([false, true]);
    expect(traits(unit, unit)).toEqual([false, false]);
    expect(traits(rmrr(...page, nic), { kind: "opaque", type: 9, content: new Uint8Array(4) })).toEqual([false, true]);
  });
});

describe("a function is asked beside what is absent", () => {
  const beside = (device: string, structures: readonly DmarStructure[], ...before: readonly Step[]): boolean =>
    answer(askedBesideAbsent, device, structures, {}, before);
  const withPath = (...path: readonly string[]): readonly DmarStructure[] => [
    rmrr(...page, endpointScope(0, "2.0")),
    rmrr(...other, endpointScope(0, ...path)),
  ];

  test("if a path of its segment leads to nothing, through an endpoint, or from a bus that is none", () => {
    expect(beside("nic", withPath("1c.0", "2.0"))).toBe(false);
    expect(beside("nic", withPath("9.0"))).toBe(true);
    expect(beside("deep", withPath("1c.0", "9.0"))).toBe(true);
    expect(beside("nic", withPath("2.0", "0.0"))).toBe(true);
    expect(beside("nic", [rmrr(...page, endpointScope(0x77, "0.0"))])).toBe(true);
  });

  test("not if what leads nowhere could not be there, or is a scope to be stepped over", () => {
    expect(beside("nic", withPath("2.8"))).toBe(false);
    expect(beside("nic", [rmrr(...page, scope(3, 0, "9.0"))])).toBe(false);
  });

  test("of its own segment only, and if it is a function at all", () => {
    expect(beside("abroad", withPath("9.0"))).toBe(false);
    expect(beside("abroad", [{ ...rmrr(...page, endpointScope(0, "9.0")), segment: 1 }])).toBe(true);
    expect(beside("uart", withPath("9.0"))).toBe(false);
  });

  test("as long as the function that is named has not come", () => {
    expect(beside("nic", withPath("3.0"))).toBe(true);
    expect(beside("abroad", withPath("3.0"))).toBe(false);
    expect(beside("nic", withPath("3.0"), { do: "add", device: "late" })).toBe(false);
    expect(beside("nic", withPath("1c.0"), { do: "remove", device: "port" })).toBe(true);
    expect(beside("nic", withPath("1c.0"), { do: "remove", device: "child" })).toBe(false);
    const abroad = { ...rmrr(...page, endpointScope(0, "2.0")), segment: 1 };
    expect(beside("abroad", [abroad], { do: "remove", device: "port" })).toBe(false);
    expect(beside("nic", [abroad], { do: "remove", device: "abroad" })).toBe(false);
    expect(beside("uart", withPath("1c.0"), { do: "remove", device: "port" })).toBe(false);
  });
});

describe("a device is left out", () => {
  const leftOut = (device: string, structures: readonly DmarStructure[], switches?: Partial<Profile>): boolean =>
    answer(isLeftOut, device, structures, switches);
  const both = [
    rmrr(...page, endpointScope(0, "2.0")),
    rmrr(...other, bridgeScope(0, "1c.0"), endpointScope(0, "2.0")),
  ];

  test("if an RMRR does not cover it", () => {
    expect(leftOut("nic", both)).toBe(false);
    expect(leftOut("deep", both)).toBe(true);
    expect(leftOut("abroad", both)).toBe(true);
    expect(leftOut("uart", both)).toBe(true);
  });

  test("if none has to cover it, although one may; and if there is none", () => {
    const mismatch = [rmrr(...page, bridgeScope(0, "2.0"))];
    expect(leftOut("nic", mismatch, { headerMismatch: "either" })).toBe(true);
    expect(leftOut("nic", mismatch, { headerMismatch: "covered" })).toBe(false);
    expect(leftOut("nic", [])).toBe(true);
  });
});

describe("a device is named among several", () => {
  const among = (device: string, ...structures: readonly DmarStructure[]): boolean =>
    answer(isNamedAmongSeveral, device, structures);

  test("if its RMRR has scopes that name two devices, whichever of them it is", () => {
    const several = rmrr(...page, endpointScope(0, "2.0"), bridgeScope(0, "1c.0"));
    expect(among("nic", several)).toBe(true);
    expect(among("port", several)).toBe(true);
    expect(among("deep", several)).toBe(true);
    expect(among("abroad", several)).toBe(false);
    expect(among("nic", rmrr(...other, endpointScope(0, "1c.0", "2.0")), several)).toBe(true);
  });

  test("not if two RMRRs name one device each, or two scopes the same, or the other one names nobody", () => {
    const nic = endpointScope(0, "2.0");
    expect(among("nic", rmrr(...page, nic), rmrr(...other, bridgeScope(0, "1c.0")))).toBe(false);
    expect(among("nic", rmrr(...page, nic, nic))).toBe(false);
    expect(among("nic", rmrr(...page, nic, endpointScope(0, "9.0")))).toBe(false);
    // Neither of a pair that does not match covers anybody.
    expect(among("nic", rmrr(...page, nic, endpointScope(0, "1c.0")))).toBe(false);
    expect(among("port", rmrr(...page, nic, endpointScope(0, "1c.0"), bridgeScope(0, "1c.0", "0.0")))).toBe(false);
  });

  test("not by an RMRR of several that does not name it", () => {
    const several = rmrr(...page, endpointScope(0, "1c.0", "2.0"), endpointScope(0, "1c.0", "0.0", "3.0"));
    expect(among("nic", several, rmrr(...other, endpointScope(0, "2.0")))).toBe(false);
    expect(among("child", several, rmrr(...other, endpointScope(0, "2.0")))).toBe(true);
  });
});

describe("the number of a named function cannot be foreseen", () => {
  const unforeseeable = (device: string, ...structures: readonly DmarStructure[]): boolean =>
    answer(hasUnforeseeableNumber, device, structures, { namespaceScope: "resolve" });

  test("if its bus is not the start bus and one more for each bridge on the way", () => {
    expect(unforeseeable("deep", rmrr(...page, endpointScope(0, "1c.0", "0.0", "3.0")))).toBe(true);
    expect(unforeseeable("child", rmrr(...page, endpointScope(0, "1c.0", "2.0")))).toBe(false);
    expect(unforeseeable("deep", rmrr(...page, bridgeScope(0, "1c.0", "0.0")))).toBe(false);
    expect(unforeseeable("deep", rmrr(...page, bridgeScope(0, "1c.0")))).toBe(false);
  });

  test("by a path of one hop, or by one that is not honoured, or to what is not PCI, there is nothing to foresee", () => {
    expect(unforeseeable("deep", rmrr(...page, endpointScope(5, "3.0")))).toBe(false);
    expect(unforeseeable("deep", rmrr(...page, bridgeScope(0, "1c.0", "0.0", "3.0")))).toBe(false);
    const declared = { ...scope(5, 0, "1c.0", "0.0", "3.0"), enumerationId: 1 };
    expect(unforeseeable("uart", rmrr(...page, declared), anddStructure)).toBe(false);
    expect(unforeseeable("nic", rmrr(...page, endpointScope(0, "1c.0", "0.0", "3.0")))).toBe(false);
  });
});

describe("a device looks named by a longer path from a bus that is no root bus", () => {
  const looksNamed = (device: string, ...structures: readonly DmarStructure[]): boolean =>
    answer(looksNamedByLongerPath, device, structures);

  test("if the path leads to it, or to a bridge above it, once the bus is found by its present number", () => {
    const fromBus1 = rmrr(...page, endpointScope(1, "0.0", "3.0"));
    expect(looksNamed("deep", fromBus1)).toBe(true);
    expect(looksNamed("inner", fromBus1)).toBe(false);
    expect(looksNamed("child", fromBus1)).toBe(false);
    expect(looksNamed("uart", fromBus1)).toBe(false);
    // The last hop alone is the number of a bridge, above which is nothing that it names.
    const lastHop = rmrr(...page, bridgeScope(1, "9.0", "0.0"));
    expect(["port", "inner", "deep", "child"].map((device) => looksNamed(device, lastHop))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test("not if the path has one hop, or starts at a root bus, or is of another segment", () => {
    expect(looksNamed("deep", rmrr(...page, endpointScope(5, "3.0")))).toBe(false);
    expect(looksNamed("deep", rmrr(...page, endpointScope(9, "3.0")))).toBe(false);
    expect(looksNamed("child", rmrr(...page, scope(3, 1, "2.0")))).toBe(false);
    expect(looksNamed("child", rmrr(...page, endpointScope(0x77, "2.0")))).toBe(false);
    expect(looksNamed("deep", rmrr(...page, endpointScope(0, "1c.0", "0.0", "3.0")))).toBe(false);
    expect(looksNamed("deep", rmrr(...page, bridgeScope(0, "1c.0", "0.0", "3.0")))).toBe(false);
    expect(looksNamed("deep", { ...rmrr(...page, endpointScope(1, "0.0", "3.0")), segment: 1 })).toBe(false);
  });

  test("not if the device is due that range anyway, unless another such path has another one", () => {
    const longer = endpointScope(1, "0.0", "3.0");
    const due = endpointScope(0, "1c.0", "0.0", "3.0");
    expect(looksNamed("deep", rmrr(...page, longer, due))).toBe(false);
    expect(looksNamed("deep", rmrr(...page, longer), rmrr(...other, due))).toBe(true);
    expect(looksNamed("deep", rmrr(...page, longer, due), rmrr(...other, longer))).toBe(true);
    expect(looksNamed("deep", rmrr(...page, longer), rmrr(...other, longer, due))).toBe(true);
  });
});
