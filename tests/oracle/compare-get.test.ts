import { describe, expect, test } from "vitest";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import { MSI_WINDOW, type RegionFields } from "../../model/region.ts";
import { GetComparer } from "../../oracle/compare-get.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { bridgeScope, endpoint, endpointScope, get, region, rmrr, scenario, XHCI } from "../reference/hand-made.ts";

const functions = [endpoint("nic", "0:2.0"), endpoint("usb", "0:14.0", { classCode: XHCI }), endpoint("free", "0:3.0")];
const both = [endpointScope(0, "2.0"), endpointScope(0, "14.0")];
const structures = [
  rmrr(0x1000n, 0x1fffn, ...both),
  rmrr(0x3000n, 0x3fffn, ...both),
  // Firmware's mistake: the profile says whether it counts.
  rmrr(0x5000n, 0x5fffn, bridgeScope(0, "2.0"), bridgeScope(0, "14.0")),
  // Names nobody.
  rmrr(0x7000n, 0x7fffn, endpointScope(0, "9.0")),
];
const OPEN: Partial<Profile> = { headerMismatch: "either" };

const first = region(0x1000n, 0x1fffn);
const second = region(0x3000n, 0x3fffn);
const mistaken = region(0x5000n, 0x5fffn);
const ofNobody = region(0x7000n, 0x7fffn);
const msi: RegionFields = { ...MSI_WINDOW, type: "msi", protection: 0 };
const relaxable = (fields: RegionFields): RegionFields => ({ ...fields, type: "direct-relaxable" });

/** Whether the regions that a device is given are what it is due: without a doubt, and after a closer look. */
function conforms(
  given: readonly RegionFields[],
  switches: Partial<Profile> = {},
  device: string = "nic",
  whole: boolean = true,
): boolean {
  const facts = new ScenarioFacts(scenario({ functions, structures }, get(device)), { ...LINUX_PROFILE, ...switches });
  const regions = given.map((fields, object) => ({ ...fields, object }));
  const comparer = new GetComparer(facts);
  const asked = facts.gets[0]!;
  const atOnce = comparer.conforms(asked, regions, whole);
  // A comparer is asked about many gets: the one before leaves nothing behind.
  expect(comparer.conforms(asked, regions, whole)).toBe(atOnce);
  expect(comparer.differencesOf(asked, { status: "ok", regions }, whole) === undefined).toBe(atOnce);
  return atOnce;
}

describe("what a device is given conforms", () => {
  test("if it is all that is due, in any order, and however often", () => {
    expect(conforms([first, second, msi])).toBe(true);
    expect(conforms([msi, second, first])).toBe(true);
    expect(conforms([first, first, msi, second, msi, first])).toBe(true);
    expect(conforms([msi], {}, "free")).toBe(true);
  });

  test("not if something is missing, unless not all was seen", () => {
    for (const given of [[first, msi], [second, msi], [first, second], [first, first, msi], [msi], []]) {
      expect(conforms(given)).toBe(false);
      expect(conforms(given, {}, "nic", false)).toBe(true);
    }
  });

  test("not if there is something else, seen whole or not", () => {
    for (const whole of [true, false]) {
      for (const strange of [ofNobody, mistaken, region(0x1000n, 0x1ffen), region(0x1001n, 0x1fffn)]) {
        expect(conforms([first, second, msi, strange], {}, "nic", whole)).toBe(false);
      }
      expect(conforms([msi, first], {}, "free", whole)).toBe(false);
    }
  });

  test("with and without what may be there, which replaces nothing that has to be", () => {
    expect(conforms([first, second, mistaken, msi], OPEN)).toBe(true);
    expect(conforms([first, second, msi], OPEN)).toBe(true);
    expect(conforms([first, mistaken, msi], OPEN)).toBe(false);
    expect(conforms([mistaken, mistaken, msi], OPEN)).toBe(false);
    expect(conforms([first, second, mistaken, msi], { headerMismatch: "covered" })).toBe(true);
    expect(conforms([first, second, msi], { headerMismatch: "covered" })).toBe(false);
  });

  test("if types are those of the device's class, where types and classes are judged", () => {
    const asDirect = [first, second, msi];
    const asRelaxable = [relaxable(first), relaxable(second), msi];
    expect([conforms(asDirect, {}, "usb"), conforms(asRelaxable, {}, "usb")]).toEqual([false, true]);
    expect([conforms(asDirect), conforms(asRelaxable)]).toEqual([true, false]);
    expect(conforms([first, relaxable(second), msi])).toBe(false);
    for (const switches of [
      { compareType: "no" },
      { relaxableClasses: "either" },
      { relaxableClasses: "skipped" },
    ] as const) {
      expect([conforms(asDirect, switches, "usb"), conforms(asRelaxable, switches, "usb")]).toEqual([true, true]);
    }
  });

  test("if protections are to read and write, and none for the window", () => {
    expect(conforms([{ ...first, protection: 1 }, second, msi])).toBe(false);
    expect(conforms([first, second, { ...msi, protection: 3 }])).toBe(false);
  });

  test("if the interrupt window is there as the profile says, by its range and type", () => {
    expect(conforms([first, second], { msiWindow: "no" })).toBe(true);
    for (const whole of [true, false]) {
      expect(conforms([first, second, msi], { msiWindow: "no" }, "nic", whole)).toBe(false);
    }
    for (const given of [
      [first, second],
      [first, second, msi],
    ]) {
      expect(conforms(given, { msiWindow: "either" })).toBe(true);
    }
    expect(conforms([first, second, { ...msi, type: "software-msi" }])).toBe(false);
    expect(conforms([first, second, { ...msi, type: "reserved" }])).toBe(false);
    expect(conforms([first, second, { ...msi, end: 0xfeff_ffffn }])).toBe(false);
    expect(conforms([first, second, msi, { ...msi, start: 0xfee0_1000n }])).toBe(false);
  });

  test("whatever other devices were asked before", () => {
    const facts = new ScenarioFacts(
      scenario({ functions, structures }, get("nic"), get("free"), get("usb"), get("nic", "again")),
      LINUX_PROFILE,
    );
    const comparer = new GetComparer(facts);
    const answers = (given: readonly RegionFields[]): readonly boolean[] =>
      facts.gets.map((asked) =>
        comparer.conforms(
          asked,
          given.map((fields, object) => ({ ...fields, object })),
          true,
        ),
      );
    const due = [first, second, msi];
    expect(answers(due)).toEqual([true, false, false, true]);
    expect(answers([msi])).toEqual([false, true, false, false]);
    expect(answers(due.map((fields) => (fields === msi ? fields : relaxable(fields))))).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  test("not if nothing was shown, where something is due", () => {
    const facts = new ScenarioFacts(scenario({ functions, structures }, get("nic")), LINUX_PROFILE);
    const comparer = new GetComparer(facts);
    expect(comparer.differencesOf(facts.gets[0]!, { status: "ok" }, true)).toMatchObject({
      missing: [{ range: 0 }, { range: 1 }],
      windows: [{ rule: "missing" }],
    });
    expect(comparer.differencesOf(facts.gets[0]!, { status: "ok" }, false)).toBeUndefined();
  });
});
