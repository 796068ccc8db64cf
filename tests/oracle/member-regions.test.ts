import { describe, expect, test } from "vitest";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import { ISA_WINDOW, MSI_WINDOW, type RegionFields } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { groupFacts } from "../../oracle/group-facts.ts";
import { dueOfGroup, dueRegions, type GroupRegions, memberRegions } from "../../oracle/member-regions.ts";
import { Observations } from "../../oracle/observations.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import {
  bridgeScope,
  endpoint,
  endpointScope,
  get,
  ISA_BRIDGE,
  region,
  rmrr,
  scenario,
  XHCI,
} from "../reference/hand-made.ts";

const functions = [
  endpoint("nic", "0:2.0"),
  endpoint("usb", "0:14.0", { classCode: XHCI }),
  endpoint("isa", "0:1f.0", { classCode: ISA_BRIDGE }),
  endpoint("late", "0:3.0", { absent: true }),
];
const parts = {
  functions,
  groups: { one: ["nic"], both: ["nic", "usb"] },
  structures: [
    rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"), endpointScope(0, "14.0")),
    // Firmware's mistake: the profile says whether it counts.
    rmrr(0x5000n, 0x5fffn, bridgeScope(0, "2.0")),
  ],
};
const [NIC, USB, ISA] = [0, 1, 2];
const DUE = region(0x1000n, 0x1fffn);
const MSI: RegionFields = { ...MSI_WINDOW, type: "msi", protection: 0 };

function of(member: number, ...regions: readonly RegionFields[]): readonly (RegionFields & { member: number })[] {
  return regions.map((each) => ({ ...each, member }));
}

function due(member: number, switches: Partial<Profile> = {}): GroupRegions {
  return dueRegions(new ScenarioFacts(scenario(parts), { ...LINUX_PROFILE, ...switches }), member);
}

describe("what a member has", () => {
  test("is what it is due, by its class, and the interrupt window", () => {
    expect(due(NIC)).toEqual({ has: of(NIC, DUE, MSI), mayHave: [] });
    expect(due(USB)).toEqual({ has: of(USB, { ...DUE, type: "direct-relaxable" }, MSI), mayHave: [] });
  });

  test("is open where the profile leaves it open", () => {
    const mistaken = region(0x5000n, 0x5fffn);
    expect(due(NIC, { headerMismatch: "covered" })).toEqual({ has: of(NIC, DUE, mistaken, MSI), mayHave: [] });
    expect(due(NIC, { headerMismatch: "either" })).toEqual({ has: of(NIC, DUE, MSI), mayHave: of(NIC, mistaken) });
    expect(due(NIC, { msiWindow: "no" })).toEqual({ has: of(NIC, DUE), mayHave: [] });
    expect(due(NIC, { msiWindow: "either" })).toEqual({ has: of(NIC, DUE), mayHave: of(NIC, MSI) });
  });

  test("may be the ISA window, of the types that the profile allows, for an ISA bridge alone", () => {
    const window = (type: RegionFields["type"]): RegionFields => ({ ...ISA_WINDOW, type, protection: 0 });
    expect(due(ISA)).toEqual({ has: of(ISA, MSI), mayHave: of(ISA, window("direct-relaxable")) });
    expect(due(ISA, { isaWindow: "none-or-direct" }).mayHave).toEqual(of(ISA, window("direct")));
    expect(due(ISA, { isaWindow: "none" }).mayHave).toEqual([]);
    expect(due(NIC, { isaWindow: "either" }).mayHave).toEqual([]);
  });

  test("is one byte, if that is its RMRR, and nothing certain if its RMRR is no range", () => {
    const byteOf = (base: bigint, limit: bigint): GroupRegions => {
      const structures = [rmrr(base, limit, endpointScope(0, "2.0"))];
      return dueRegions(new ScenarioFacts(scenario({ functions, structures }), LINUX_PROFILE), NIC);
    };
    expect(byteOf(0x1001n, 0x1000n).has).toEqual(of(NIC, MSI));
    expect(byteOf(0x1000n, 0x1001n).has).toEqual(of(NIC, region(0x1000n, 0x1001n), MSI));
  });
});

/** What the consumers of a group may take its members to have, in the ways in which they may see it. */
function seen(steps: readonly Step[], results: Readonly<Record<number, Partial<StepResult>>>): readonly GroupRegions[] {
  const asked = scenario(parts, ...steps);
  const facts = new ScenarioFacts(asked, LINUX_PROFILE);
  const trace = { steps: asked.steps.map((_, i) => ({ status: "ok" as const, ...results[i] })), observesMemory: false };
  const fact = groupFacts(facts)[0]!;
  const observed = new Observations(facts, trace);
  const ways = [...memberRegions(observed, fact)];
  expect([...memberRegions(observed, fact)]).toEqual(ways);
  expect(ways.at(-1)).toEqual(dueOfGroup(facts, fact));
  return ways;
}

const shows = (...regions: readonly RegionFields[]): Partial<StepResult> => ({
  regions: regions.map((each, object) => ({ ...each, object })),
});
const group: Step = { do: "group", group: "one", list: "g" };
const strange = region(0x7000n, 0x7fffn);
const other = region(0x9000n, 0x9fffn);
const certain = { has: of(NIC, DUE, MSI), mayHave: [] };

describe("what a consumer sees of a member", () => {
  test("is what the trace shows it to get, right or wrong, and beside it what it is due", () => {
    expect(seen([get("nic"), group], { 0: shows(strange) })).toEqual([{ has: of(NIC, strange), mayHave: [] }, certain]);
    expect(seen([get("nic"), group], { 0: shows() })).toEqual([{ has: [], mayHave: [] }, certain]);
    expect(seen([group], {})).toEqual([certain, certain]);
  });

  test("is the latest that was got before, or the first after, if none was", () => {
    const gets = (...before: readonly Step[]): readonly RegionFields[] =>
      seen(before, { 0: shows(strange), 1: shows(other), 2: shows(DUE) })[0]!.has;
    expect(gets(get("nic", "a"), get("nic", "b"), group)).toEqual(of(NIC, other));
    expect(gets(get("nic", "a"), group, get("nic", "c"))).toEqual(of(NIC, strange));
    expect(seen([group, get("nic", "a"), get("nic", "b")], { 1: shows(other), 2: shows(strange) })[0]!.has).toEqual(
      of(NIC, other),
    );
  });

  test("is not what another device gets, nor what was got when others were there, nor part of a list", () => {
    expect(seen([get("usb"), group], { 0: shows(strange) })[0]).toEqual(certain);
    expect(seen([get("nic"), { do: "add", device: "late" }, group], { 0: shows(strange) })[0]).toEqual(certain);
    expect(seen([get("nic"), group], { 0: { ...shows(strange), status: "no-memory" } })[0]).toEqual(certain);
    expect(seen([get("nic"), group], { 0: { ...shows(strange), endless: true } })[0]).toEqual(certain);
    expect(seen([get("nic"), group], { 0: {} })[0]).toEqual(certain);
  });

  test("is not a list with a range that is none; one of a byte is one", () => {
    expect(seen([get("nic"), group], { 0: shows(strange, region(0x9000n, 0x8fffn)) })[0]).toEqual(certain);
    const byte = region(0x9000n, 0x9000n);
    expect(seen([get("nic"), group], { 0: shows(byte) })[0]).toEqual({ has: of(NIC, byte), mayHave: [] });
  });

  test("is, of several members, what each of them has", () => {
    const both: Step = { do: "group", group: "both", list: "g" };
    const relaxable: RegionFields = { ...DUE, type: "direct-relaxable" };
    expect(seen([get("usb"), both], { 0: shows(strange) })).toEqual([
      { has: [...of(NIC, DUE, MSI), ...of(USB, strange)], mayHave: [] },
      { has: [...of(NIC, DUE, MSI), ...of(USB, relaxable, MSI)], mayHave: [] },
    ]);
  });

  test("is that of its own group, whichever groups were asked about before", () => {
    const both: Step = { do: "group", group: "both", list: "h" };
    const facts = new ScenarioFacts(scenario(parts, group, both), LINUX_PROFILE);
    const members = groupFacts(facts).map((fact) => new Set(dueOfGroup(facts, fact).has.map(({ member }) => member)));
    expect(members).toEqual([new Set([NIC]), new Set([NIC, USB])]);
  });
});
