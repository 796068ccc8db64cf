import { describe, expect, test } from "vitest";
import type { Profile } from "../../model/profile.ts";
import { ISA_WINDOW, MSI_WINDOW } from "../../model/region.ts";
import { leastRegions, memberAddresses, presentMembers } from "../../oracle/member-addresses.ts";
import type { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { bridgeScope, endpoint, endpointScope, ISA_BRIDGE, type PlatformParts, rmrr } from "../reference/hand-made.ts";
import { add } from "./lifecycle-happenings.ts";
import { DONE } from "./memory-happenings.ts";
import { observed } from "./observed.ts";

const PARTS: PlatformParts = {
  functions: [
    endpoint("nic", "0:2.0"),
    endpoint("disk", "0:3.0"),
    endpoint("late", "0:4.0", { absent: true }),
    endpoint("isa", "0:1f.0", { classCode: ISA_BRIDGE }),
  ],
  otherDevices: [{ kind: "other", label: "uart" }],
  structures: [
    rmrr(0x100_1000n, 0x100_1fffn, endpointScope(0, "2.0")),
    rmrr(0x100_2000n, 0x100_2fffn, endpointScope(0, "3.0"), endpointScope(0, "4.0")),
    // Firmware's mistake: the profile says whether it counts.
    rmrr(0x100_8000n, 0x100_8fffn, bridgeScope(0, "2.0")),
  ],
  groups: { all: ["nic", "disk", "ghost"], late: ["late", "nic"], isa: ["isa"], none: [], uart: ["uart"] },
};
const bare: Partial<Profile> = { msiWindow: "no", isaWindow: "none" };

function factsWith(switches: Partial<Profile>): ScenarioFacts {
  return observed(PARTS, [[add("late"), DONE]], switches).facts;
}

/** What a group has to have and may have. */
function addresses(
  group: string,
  switches: Partial<Profile> = bare,
  step = 0,
): readonly (readonly (readonly bigint[])[])[] {
  const { must, may } = memberAddresses(factsWith(switches), group, step);
  return [must, may].map(({ intervals }) => intervals.map(({ start, end }) => [start, end]));
}

const nic = [0x100_1000n, 0x100_1fffn];
const both = [0x100_1000n, 0x100_2fffn];
const mistaken = [0x100_8000n, 0x100_8fffn];
const msi = [MSI_WINDOW.start, MSI_WINDOW.end];
const isa = [ISA_WINDOW.start, ISA_WINDOW.end];

describe("the addresses of a group", () => {
  test("are those of all members that the platform has, joined", () => {
    expect(addresses("all")).toEqual([[both], [both]]);
    expect(addresses("none")).toEqual([[], []]);
    expect(addresses("no such group")).toEqual([[], []]);
    expect(addresses("uart")).toEqual([[], []]);
  });

  test("are those of present members", () => {
    expect(addresses("late")).toEqual([[nic], [nic]]);
    expect(addresses("late", bare, 1)).toEqual([[both], [both]]);
  });

  test("may be there and need not where the profile leaves it open", () => {
    expect(addresses("all", { ...bare, headerMismatch: "either" })).toEqual([[both], [both, mistaken]]);
    expect(addresses("uart", { ...bare, msiWindow: "yes" })).toEqual([[msi], [msi]]);
    expect(addresses("uart", { ...bare, msiWindow: "either" })).toEqual([[], [msi]]);
    expect(addresses("isa", { ...bare, isaWindow: "either" })).toEqual([[], [isa]]);
    expect(addresses("isa")).toEqual([[], []]);
  });
});

test("the members of a group that are there are those that the platform has, at that step", () => {
  const facts = factsWith(bare);
  const members = (group: string, step: number): readonly string[] =>
    presentMembers(facts, group, step).map((index) => facts.labelOf(index));
  expect(members("all", 0)).toEqual(["nic", "disk"]);
  expect(members("late", 0)).toEqual(["nic"]);
  expect(members("late", 1)).toEqual(["late", "nic"]);
  expect(members("no such group", 0)).toEqual([]);
});

test("a device is due at least what has to be there", () => {
  const facts = factsWith(bare);
  const least = (label: string, msiWindow: Profile["msiWindow"]): number =>
    leastRegions(facts, facts.indexOf(label), { ...facts.profile, msiWindow });
  expect(least("nic", "no")).toBe(1);
  expect(least("nic", "either")).toBe(1);
  expect(least("nic", "yes")).toBe(2);
  expect(least("uart", "no")).toBe(0);
});
