import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import { MAXIMUM_ADDRESS, MSI_WINDOW, type RegionFields } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import {
  ANYTHING,
  AT_THE_ENDS,
  type MadeList,
  madeLists,
  OVERLAPPING,
  SAME_START,
  SEVERAL,
  TOUCHING,
  traitsOf,
  TWICE,
  TYPES_MEET,
} from "../../oracle/made-lists.ts";
import { byStartThenType } from "../../oracle/region-order.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import {
  bridgeScope,
  endpoint,
  endpointScope,
  get,
  insert,
  region,
  rmrr,
  scenario,
  XHCI,
} from "../reference/hand-made.ts";
import { lawRuns } from "./law-runs.ts";

const parts = {
  functions: [endpoint("nic", "0:2.0"), endpoint("usb", "0:14.0", { classCode: XHCI })],
  structures: [
    rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"), endpointScope(0, "14.0")),
    // Firmware's mistake: the profile says whether it counts.
    rmrr(0x5000n, 0x5fffn, bridgeScope(0, "2.0")),
  ],
};
const msi: RegionFields = { ...MSI_WINDOW, type: "msi", protection: 0 };

function made(steps: readonly Step[], switches: Partial<Profile> = {}): readonly MadeList[] {
  return madeLists(new ScenarioFacts(scenario(parts, ...steps), { ...LINUX_PROFILE, ...switches }));
}

function insertAllOf(source: string, list: string): Step {
  return { do: "insert-all-of", source, list };
}

/** The traits of the list that is made of these, from each pair of them. */
function traitsByPairs(inserted: readonly RegionFields[]): number {
  let traits = [0, ANYTHING][inserted.length] ?? ANYTHING | SEVERAL;
  for (const [i, one] of inserted.entries()) {
    if (one.start === 0n || one.end === MAXIMUM_ADDRESS) traits |= AT_THE_ENDS;
    for (const other of inserted.slice(i + 1)) {
      const overlap = one.start <= other.end && other.start <= one.end;
      const touch = one.end + 1n === other.start || other.end + 1n === one.start;
      const sameStart = one.start === other.start;
      if (one.type !== other.type) {
        if (overlap || touch) traits |= TYPES_MEET;
        if (sameStart) traits |= SAME_START;
        continue;
      }
      if (overlap) traits |= OVERLAPPING;
      if (touch) traits |= TOUCHING;
      if (sameStart && one.end === other.end) traits |= TWICE;
    }
  }
  return traits;
}

const anyFewRegions = (): fc.Arbitrary<readonly RegionFields[]> =>
  fc.array(
    fc
      .tuple(
        fc.nat(9),
        fc.nat(3),
        fc.constantFrom("direct" as const, "reserved" as const, "msi" as const),
        fc.boolean(),
      )
      .map(([start, more, type, high]) => {
        const from = high ? MAXIMUM_ADDRESS - 12n + BigInt(start) : BigInt(start);
        return region(from, from + BigInt(more), type);
      })
      .filter(({ end }) => end <= MAXIMUM_ADDRESS),
    { maxLength: 4 },
  );

describe("what is peculiar about a list that is made by inserting", () => {
  test("is what is peculiar about two of its regions, or one", () => {
    fc.assert(
      fc.property(anyFewRegions(), (inserted) => {
        const traits = traitsOf(inserted);
        // That two regions touch says something only of those between which nothing lies that reaches further.
        const loose = TOUCHING | TYPES_MEET;
        expect(traits & ~loose).toBe(traitsByPairs(inserted) & ~loose);
        if (inserted.length < 3) expect(traits).toBe(traitsByPairs(inserted));
      }),
      { numRuns: lawRuns(500), seed: 91 },
    );
  });

  test("is given for lists of two regions", () => {
    const traits = (one: RegionFields, other: RegionFields): number => traitsOf([one, other]) & ~(SEVERAL | ANYTHING);
    expect(traits(region(1n, 4n), region(4n, 9n))).toBe(OVERLAPPING);
    expect(traits(region(1n, 3n), region(4n, 9n))).toBe(TOUCHING);
    expect(traits(region(1n, 2n), region(4n, 9n))).toBe(0);
    expect(traits(region(1n, 3n), region(4n, 9n, "msi"))).toBe(TYPES_MEET);
    expect(traits(region(1n, 2n), region(4n, 9n, "msi"))).toBe(0);
    expect(traits(region(4n, 5n), region(4n, 9n, "msi"))).toBe(TYPES_MEET | SAME_START);
    expect(traits(region(4n, 5n), region(4n, 9n))).toBe(OVERLAPPING);
    expect(traits(region(4n, 9n), region(4n, 9n))).toBe(OVERLAPPING | TWICE);
    expect(traits(region(0n, 1n), region(4n, 9n))).toBe(AT_THE_ENDS);
    expect(traits(region(1n, 2n), region(4n, MAXIMUM_ADDRESS))).toBe(AT_THE_ENDS);
    expect([traitsOf([]), traitsOf([region(1n, 2n)])]).toEqual([0, ANYTHING]);
    expect(made([insert("made", region(1n, 4n)), insert("made", region(4n, 9n))])[0]!.traits).toBe(
      ANYTHING | SEVERAL | OVERLAPPING,
    );
  });

  test("reaches as far as the region that ends last", () => {
    const traits = (...inserted: readonly RegionFields[]): number => traitsOf(inserted) & ~(SEVERAL | ANYTHING);
    expect(traits(region(1n, 9n), region(2n, 3n), region(8n, 8n))).toBe(OVERLAPPING);
    expect(traits(region(1n, 9n), region(2n, 3n), region(9n, 9n, "msi"))).toBe(OVERLAPPING | TYPES_MEET);
    expect(traits(region(1n, 2n), region(4n, 9n), region(10n, 11n))).toBe(TOUCHING);
  });
});

describe("a list that is made", () => {
  test("is one into which something is inserted, and holds that in its order", () => {
    const [one, two] = [region(0x9000n, 0x9fffn), region(0x3000n, 0x3fffn, "reserved")];
    expect(made([get("nic")])).toEqual([]);
    expect(
      made([insert("a", one), get("nic"), insert("b", two), insert("a", two)]).map(({ life, inserted }) => ({
        label: life.label,
        inserted,
      })),
    ).toEqual([
      { label: "a", inserted: [one, two] },
      { label: "b", inserted: [two] },
    ]);
  });

  test("takes of the list of a device what that is due, by the device's class and with the interrupt window", () => {
    const inserted = (device: string, switches: Partial<Profile> = {}): readonly RegionFields[] =>
      made([get(device), insertAllOf(device, "made")], switches)[0]!.inserted;
    expect(inserted("nic")).toEqual([region(0x1000n, 0x1fffn), msi]);
    expect(inserted("usb")).toEqual([region(0x1000n, 0x1fffn, "direct-relaxable"), msi]);
    expect(inserted("nic", { msiWindow: "no" })).toEqual([region(0x1000n, 0x1fffn)]);
    expect(inserted("nic", { msiWindow: "either" })).toEqual([region(0x1000n, 0x1fffn)]);
    expect(inserted("nic", { headerMismatch: "covered" })).toEqual([
      region(0x1000n, 0x1fffn),
      region(0x5000n, 0x5fffn),
      msi,
    ]);
    expect(inserted("nic", { headerMismatch: "either" })).toEqual([region(0x1000n, 0x1fffn), msi]);
  });

  test("takes of another list what was inserted into that, and nothing of one that is not there", () => {
    const one = region(0x9000n, 0x9fffn);
    const lists = made([insert("a", one), insertAllOf("a", "b"), insertAllOf("nobody", "b")]);
    expect(lists.map(({ inserted }) => inserted)).toEqual([[one], [one]]);
    const next = region(0xa000n, 0xafffn);
    const copied = (mergesAdjacent: Profile["mergesAdjacent"]): readonly RegionFields[] =>
      made([insert("a", next), insert("a", one), insertAllOf("a", "b")], { mergesAdjacent })[1]!.inserted;
    expect(copied("yes")).toEqual([region(0x9000n, 0xafffn)]);
    expect(copied("no")).toEqual([one, next]);
  });
});

describe("regions stand in order", () => {
  test("by start, then by the type's place in Linux's order, then by end", () => {
    const inOrder = [
      region(1n, 9n, "msi"),
      region(2n, 5n),
      region(2n, 6n),
      region(2n, 3n, "direct-relaxable"),
      region(2n, 2n, "reserved"),
      region(3n, 3n),
    ];
    for (const [i, one] of inOrder.entries()) {
      for (const [j, other] of inOrder.entries()) expect(Math.sign(byStartThenType(one, other))).toBe(Math.sign(i - j));
    }
  });
});
