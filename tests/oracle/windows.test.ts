import { describe, expect, test } from "vitest";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import { ISA_WINDOW, MSI_WINDOW, REGION_TYPES, type RegionType } from "../../model/region.ts";
import { isaTypeAllowed, isaTypes, isInterruptType, isIsaWindow, isMsiWindow } from "../../oracle/windows.ts";

describe("the windows that a device gets beside its RMRRs", () => {
  test("are recognised by both of their ends", () => {
    for (const [window, isIt] of [
      [MSI_WINDOW, isMsiWindow],
      [ISA_WINDOW, isIsaWindow],
    ] as const) {
      expect(isIt(window.start, window.end)).toBe(true);
      expect(isIt(window.start, window.end + 1n)).toBe(false);
      expect(isIt(window.start + 1n, window.end)).toBe(false);
    }
  });

  test("have two types that nothing else has", () => {
    expect(REGION_TYPES.filter(isInterruptType)).toEqual(["msi", "software-msi"]);
  });

  test("have the types that the profile lets the ISA window have", () => {
    const expected: Readonly<Record<Profile["isaWindow"], readonly RegionType[]>> = {
      none: [],
      "none-or-relaxable": ["direct-relaxable"],
      "none-or-direct": ["direct"],
      either: ["direct", "direct-relaxable", "reserved"],
    };
    for (const isaWindow of Object.keys(expected) as Profile["isaWindow"][]) {
      const profile = { ...LINUX_PROFILE, isaWindow };
      expect(isaTypes(profile)).toEqual(expected[isaWindow]);
      for (const type of ["direct", "direct-relaxable", "reserved"] as const) {
        expect(isaTypeAllowed(profile, type)).toBe(expected[isaWindow].includes(type));
      }
    }
  });
});
