/** Whose class seems to have decided the type of a region: that of the device that asks, or of another one. */

import { describe, expect, test } from "vitest";
import type { DmarStructure } from "../../model/dmar/table.ts";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import type { RegionFields } from "../../model/region.ts";
import type { StepResult } from "../../model/trace.ts";
import { asksOfMixedRmrr, explainedTypes } from "../../oracle/explain-type.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import {
  bridge,
  bridgeScope,
  endpoint,
  endpointScope,
  get,
  type PlatformParts,
  region,
  rmrr,
  scenario,
  scope,
  VGA,
  XHCI,
} from "../reference/hand-made.ts";
import { anddStructure } from "../reference/platforms.ts";
import { uart } from "../suites/coverage-platforms.ts";
import { type Seen, seenGets } from "./seen-gets.ts";

const a = region(0x1000n, 0x1fffn);
const b = region(0x4000n, 0x4fffn);
const relaxable = (fields: RegionFields): RegionFields => ({ ...fields, type: "direct-relaxable" });
const over = ({ start, end }: RegionFields, ...scopes: Parameters<typeof rmrr>[2][]): DmarStructure =>
  rmrr(start, end, ...scopes);

const parts: PlatformParts = {
  functions: [
    endpoint("nic", "0:2.0"),
    endpoint("usb", "0:3.0", { classCode: XHCI }),
    endpoint("vga", "0:4.0", { classCode: VGA }),
    endpoint("late", "0:5.0", { absent: true }),
    bridge("port", "0:1c.0", [1, 1]),
    endpoint("child", "1:0.0", { parent: "port" }),
    endpoint("hub", "1:1.0", { parent: "port", classCode: XHCI }),
  ],
  otherDevices: [uart],
};
const nic = endpointScope(0, "2.0");
const usb = endpointScope(0, "3.0");
const vga = endpointScope(0, "4.0");
const port = bridgeScope(0, "1c.0");

/** Every wrong type: whose, through which scope, and what the class of which other device seems to have done. */
function explained(
  structures: readonly DmarStructure[],
  seen: readonly Seen[],
  switches: Partial<Profile> = {},
  change?: (result: StepResult, step: number) => StepResult,
): readonly string[] {
  const observed = seenGets({ ...parts, structures }, seen, switches, change);
  return explainedTypes(observed).map(({ get: { label }, naming: { scope: at }, mixed }) => {
    const cause = mixed === undefined ? "own class" : `${mixed.rule} ${observed.facts.labelOf(mixed.other)}`;
    return `${label} ${at.rmrr}.${at.scope}: ${cause}`;
  });
}

describe("a wrong type is charged to the class of the device itself", () => {
  test("if the RMRR covers no other kind of device", () => {
    expect(explained([over(a, nic)], [["nic", relaxable(a)]])).toEqual(["nic 0.0: own class"]);
    expect(explained([over(a, usb)], [["usb", a]])).toEqual(["usb 0.0: own class"]);
    expect(
      explained(
        [over(a, usb, vga)],
        [
          ["usb", a],
          ["vga", relaxable(a)],
        ],
      ),
    ).toEqual(["usb 0.0: own class"]);
    expect(explained([over(a, nic)], [["nic", a]])).toEqual([]);
  });

  test("if it does, and nothing shows that devices of this class are treated rightly elsewhere", () => {
    expect(explained([over(a, nic, usb)], [["nic", relaxable(a)]])).toEqual(["nic 0.0: own class"]);
    expect(explained([over(a, port)], [["hub", a]])).toEqual(["hub 0.0: own class"]);
  });

  test("if it is a type that no class leads to, or the device has no class", () => {
    const reserved = { ...a, type: "reserved" } as const;
    expect(
      explained(
        [over(a, usb, nic)],
        [
          ["usb", reserved],
          ["nic", a],
        ],
      ),
    ).toEqual(["usb 0.0: own class"]);
    const declared = [anddStructure, over(a, { ...scope(5, 0, "2.0"), enumerationId: 1 }, usb)];
    const seen: readonly Seen[] = [
      ["uart", relaxable(a)],
      ["usb", relaxable(a)],
    ];
    expect(explained(declared, seen, { namespaceScope: "resolve" })).toEqual(["uart 0.0: own class"]);
  });
});

describe("a wrong type is charged to the class of another device that the RMRR covers", () => {
  test("and that asked, and was given what its own class asks for", () => {
    expect(
      explained(
        [over(a, nic, usb)],
        [
          ["usb", a],
          ["nic", a],
        ],
      ),
    ).toEqual(["usb 0.1: from-other-device nic"]);
    expect(
      explained(
        [over(a, nic, usb)],
        [
          ["nic", relaxable(a)],
          ["usb", relaxable(a)],
        ],
      ),
    ).toEqual(["nic 0.0: from-other-device usb"]);
    expect(
      explained(
        [over(a, port)],
        [
          ["child", relaxable(a)],
          ["hub", relaxable(a)],
        ],
      ),
    ).toEqual(["child 0.0: from-other-device hub"]);
  });

  test("the one that the scope names, if that is of the other kind", () => {
    expect(
      explained(
        [over(a, port)],
        [
          ["hub", a],
          ["child", a],
        ],
      ),
    ).toEqual(["hub 0.0: from-scope-device port"]);
    expect(explained([over(a, port), over(b, endpointScope(0, "1c.0", "1.0"))], [["hub", a, relaxable(b)]])).toEqual([
      "hub 0.0: own class",
    ]);
    const another = endpointScope(0, "3.0");
    expect(
      explained(
        [over(a, port), over(b, another)],
        [
          ["hub", a],
          ["usb", relaxable(b)],
        ],
      ),
    ).toEqual(["hub 0.0: from-scope-device port"]);
  });

  test("not to one that asked and was given nothing of it, another range, or a wrong type too", () => {
    const structures = [over(a, usb, nic), over(b, nic)];
    const beside = (...given: readonly RegionFields[]): readonly string[] =>
      explained(structures, [
        ["usb", a],
        ["nic", ...given],
      ]);
    expect(beside(b)).toEqual(["usb 0.0: own class"]);
    expect(beside(region(a.start, a.end - 1n), b)).toEqual(["usb 0.0: own class"]);
    expect(beside(region(a.start + 1n, a.end), b)).toEqual(["usb 0.0: own class"]);
    expect(beside(relaxable(a), b)).toEqual(["usb 0.0: own class", "nic 0.1: own class"]);
    expect(beside(relaxable(a), relaxable(b))).toEqual([
      "usb 0.0: own class",
      "nic 0.1: own class",
      "nic 1.0: own class",
    ]);
    expect(beside(a, relaxable(b))).toEqual(["usb 0.0: from-other-device nic", "nic 1.0: own class"]);
    const notOfNic = [over(a, usb), over(b, nic)];
    expect(
      explained(notOfNic, [
        ["usb", a],
        ["nic", a, b],
      ]),
    ).toEqual(["usb 0.0: own class"]);
  });

  test("not to one whose list could not be judged", () => {
    const seen: readonly Seen[] = [
      ["usb", a],
      ["nic", a],
    ];
    const endless = (result: StepResult, step: number): StepResult =>
      step === 1 ? { ...result, endless: true } : result;
    expect(explained([over(a, usb, nic)], seen, {}, endless)).toEqual(["usb 0.0: own class"]);
    const part = (result: StepResult, step: number): StepResult =>
      step === 1 ? { ...result, status: "no-memory" } : result;
    expect(explained([over(a, usb, nic)], seen, {}, part)).toEqual(["usb 0.0: from-other-device nic"]);
  });

  test("and that a scope names, if devices of the class are seen to be treated rightly elsewhere", () => {
    const structures = [over(a, usb, nic), over(b, usb), over({ ...b, start: 0x8000n, end: 0x8fffn }, vga)];
    const elsewhere: Seen = ["usb", relaxable(a), relaxable(b)];
    expect(explained(structures, [["usb", a, relaxable(b)], elsewhere])).toEqual(["usb 0.0: from-other-device nic"]);
    expect(
      explained(structures, [
        ["usb", a, relaxable(b)],
        ["usb", relaxable(b)],
      ]),
    ).toEqual(["usb 0.0: own class"]);
    expect(
      explained(structures, [
        ["usb", a, relaxable(b)],
        ["vga", relaxable({ ...a, start: 0x8000n, end: 0x8fffn })],
      ]),
    ).toEqual(["usb 0.0: own class"]);
  });
});

describe("what counts as treated rightly", () => {
  const structures = [over(a, usb, nic), over(b, endpointScope(0, "1c.0", "1.0"))];
  const wrong: Seen = ["usb", a];

  test("is a device of the class that is due something and was given it whole", () => {
    expect(explained(structures, [wrong, ["hub", relaxable(b)]])).toEqual(["usb 0.0: from-other-device nic"]);
    expect(explained(structures, [wrong, ["hub"]])).toEqual(["usb 0.0: own class"]);
    expect(explained(structures.slice(0, 1), [wrong, ["hub"]])).toEqual(["usb 0.0: own class"]);
    // That something else is wrong with its list does not matter.
    expect(explained(structures, [wrong, ["hub", relaxable(b), a]])).toEqual(["usb 0.0: from-other-device nic"]);
  });

  test("is none for which memory ran out, or whose list has no end", () => {
    for (const partly of [{ status: "no-memory" }, { endless: true }] as const) {
      const change = (result: StepResult, step: number): StepResult => (step === 1 ? { ...result, ...partly } : result);
      expect(explained(structures, [wrong, ["hub", relaxable(b)]], {}, change)).toEqual(["usb 0.0: own class"]);
    }
  });
});

describe("the other device that a scope names", () => {
  const right: Seen = ["hub", relaxable(b)];
  const hub = over(b, endpointScope(0, "1c.0", "1.0"));
  const blamed = (structure: DmarStructure, switches: Partial<Profile> = {}): readonly string[] =>
    explained([structure, hub], [["usb", a], right], switches);

  test("has to be of the other kind, there, and honoured", () => {
    expect(blamed(over(a, usb, vga))).toEqual(["usb 0.0: own class"]);
    expect(blamed(over(a, usb, endpointScope(0, "9.0")))).toEqual(["usb 0.0: own class"]);
    expect(blamed(over(a, usb, endpointScope(0, "5.0")))).toEqual(["usb 0.0: own class"]);
    expect(blamed(over(a, usb, bridgeScope(0, "2.0")))).toEqual(["usb 0.0: own class"]);
    expect(blamed(over(a, usb, bridgeScope(0, "2.0")), { headerMismatch: "either" })).toEqual([
      "usb 0.0: from-other-device nic",
    ]);
  });

  test("may be named by another RMRR of the same range, and by none of another", () => {
    expect(explained([over(a, usb), over(a, nic), hub], [["usb", a], right])).toEqual([
      "usb 0.0: from-other-device nic",
    ]);
    const both: Seen = ["hub", relaxable(a), relaxable(b)];
    expect(explained([over(a, usb), over(a, port), hub], [["usb", a], both])).toEqual([
      "usb 0.0: from-other-device port",
    ]);
    const elsewhere = region(0x8000n, 0x8fffn);
    expect(explained([over(elsewhere, nic), over(a, usb), hub], [["usb", a], right])).toEqual(["usb 1.0: own class"]);
  });
});

describe("the scope through which a wrong type is due", () => {
  test("is the first of the strongest", () => {
    const structures = [over(a, bridgeScope(0, "3.0"), usb, usb)];
    expect(explained(structures, [["usb", a]])).toEqual(["usb 0.1: own class"]);
    expect(explained(structures, [["usb", a]], { headerMismatch: "either" })).toEqual(["usb 0.1: own class"]);
    expect(explained([over(b, usb), over(a, usb)], [["usb", a, relaxable(b)]])).toEqual(["usb 1.0: own class"]);
  });
});

describe("a device asks of a mixed RMRR", () => {
  const mixed = (structures: readonly DmarStructure[], ...devices: readonly string[]): boolean => {
    const steps = devices.map((device) => get(device));
    const facts = new ScenarioFacts(scenario({ ...parts, structures }, ...steps), LINUX_PROFILE);
    return asksOfMixedRmrr(facts, facts.gets[0]!);
  };

  test("if devices of both kinds ask for its range, or scopes name them", () => {
    expect(mixed([over(a, nic, usb)], "nic")).toBe(true);
    expect(mixed([over(a, nic, usb)], "usb")).toBe(true);
    expect(mixed([over(a, port)], "hub")).toBe(true);
    expect(mixed([over(a, port)], "child")).toBe(false);
    expect(mixed([over(a, port)], "child", "hub")).toBe(true);
    expect(mixed([over(a, nic), over(a, vga)], "nic")).toBe(true);
  });

  test("not if there is one kind, or the other one is named elsewhere or by a scope that is not honoured", () => {
    expect(mixed([over(a, usb, vga)], "usb", "vga")).toBe(false);
    expect(mixed([over(a, nic), over(b, usb)], "nic", "usb")).toBe(false);
    expect(mixed([over(a, nic), over(b, nic, usb)], "nic")).toBe(true);
    expect(mixed([over(a, nic, bridgeScope(0, "3.0"))], "nic")).toBe(false);
    expect(mixed([over(a, nic, endpointScope(0, "9.0"))], "nic")).toBe(false);
    expect(mixed([], "nic")).toBe(false);
  });
});
