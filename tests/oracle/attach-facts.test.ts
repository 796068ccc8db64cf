/** Which assignments a scenario has, and what is certain of each before anybody is asked. */

import { describe, expect, test } from "vitest";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { AddressRange } from "../../model/region.ts";
import type { AttachStep, Step } from "../../model/scenario.ts";
import { type AttachFact, attachFacts } from "../../oracle/attach-facts.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { endpoint, endpointScope, get, type PlatformParts, rmrr, scenario, XHCI } from "../reference/hand-made.ts";

/** A network card with an RMRR, a USB controller with another, a function with none, and a device that is not PCI. */
const PARTS: PlatformParts = {
  functions: [endpoint("nic", "0:2.0"), endpoint("usb", "0:14.0", { classCode: XHCI }), endpoint("free", "0:3.0")],
  otherDevices: [{ kind: "other", label: "other" }],
  groups: {
    locked: ["nic"],
    relaxable: ["usb"],
    free: ["free"],
    both: ["free", "nic"],
    mixed: ["free", "other"],
    others: ["other"],
    nobody: [],
  },
  structures: [rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0")), rmrr(0x8000n, 0x9fffn, endpointScope(0, "14.0"))],
};

const range = (start: bigint, end: bigint): AddressRange => ({ start, end });
const APERTURE = range(0x1000n, 0xffff_ffffn);

function attach(group: string, mappings: readonly AddressRange[] = [], aperture: AddressRange = APERTURE): AttachStep {
  return { do: "attach", group, aperture, mappings };
}

function facts(...steps: readonly Step[]): readonly AttachFact[] {
  return attachFacts(new ScenarioFacts(scenario(PARTS, ...steps), LINUX_PROFILE));
}

const remove: Step = { do: "remove", device: "nic" };

describe("an assignment", () => {
  test("is a step that gives a group of somebody to user space", () => {
    const steps = [get("nic"), attach("locked"), { do: "map", group: "free" } as const, attach("free")];
    expect(facts(...steps).map(({ fact: { step, what } }) => [step, what])).toEqual([
      [1, steps[1]],
      [3, steps[3]],
    ]);
    expect(facts(attach("nobody"), attach("unknown"))).toEqual([]);
    expect(facts(remove, attach("locked"), attach("both")).map(({ fact }) => fact.step)).toEqual([2]);
    expect(attachFacts(new ScenarioFacts(scenario({}, attach("free")), LINUX_PROFILE))).toEqual([]);
  });

  test("says nothing if its aperture or a mapping is no range", () => {
    const none = range(0x2000n, 0x1fffn);
    const byte = range(0x2000n, 0x2000n);
    expect(facts(attach("free", [], none))).toEqual([]);
    expect(facts(attach("free", [byte, none]))).toEqual([]);
    expect(facts(attach("free", [byte], byte))).toHaveLength(1);
  });

  test("is due what the regions of its members make of it", () => {
    const [locked, relaxable, conflict] = facts(
      attach("locked"),
      attach("relaxable"),
      attach("relaxable", [range(0xfee0_0000n, 0xfee0_0fffn)], range(0n, 0xffff_ffffn)),
    );
    expect(locked!.due).toMatchObject({ verdict: "locked", lockedBy: 0 });
    expect(relaxable!.due.verdict).toBe("usable");
    expect(relaxable!.due.usable.intervals).toEqual([range(0x1000n, 0xfedf_ffffn), range(0xfef0_0000n, 0xffff_ffffn)]);
    expect(conflict!.due.verdict).toBe("conflict");
  });

  test("is of a group with an RMRR if one of its members has one, whether it is there or not", () => {
    const hasRmrr = (...steps: readonly Step[]): readonly boolean[] => facts(...steps).map((fact) => fact.hasRmrr);
    const groups = ["locked", "relaxable", "both", "free", "others"];
    expect(hasRmrr(...groups.map((group) => attach(group)))).toEqual([true, true, true, false, false]);
    expect(hasRmrr(remove, attach("both"))).toEqual([true]);
  });

  test("is ordinary if all is mapped within the aperture, and all members are of one kind", () => {
    const isOrdinary = (...steps: readonly Step[]): readonly boolean[] =>
      facts(...steps).map((fact) => fact.isOrdinary);
    const groups = ["free", "both", "others", "mixed"];
    expect(isOrdinary(...groups.map((group) => attach(group)))).toEqual([true, true, true, false]);
    const mapped = (...mappings: readonly AddressRange[]): boolean => isOrdinary(attach("free", mappings))[0]!;
    expect(mapped(APERTURE)).toBe(true);
    expect(mapped(range(0x1000n, 0x1000n), range(0xffff_f000n, 0xffff_ffffn))).toBe(true);
    expect(mapped(range(0xfffn, 0x1fffn))).toBe(false);
    expect(mapped(range(0x2000n, 0x2fffn), range(0xffff_f000n, 0x1_0000_0000n))).toBe(false);
  });
});
