import { describe, expect, test } from "vitest";
import type { Profile } from "../../model/profile.ts";
import { MSI_WINDOW, type RegionFields } from "../../model/region.ts";
import { failedGetFaults } from "../../oracle/failed-get.ts";
import { get, region } from "../reference/hand-made.ts";
import { holding, meanwhile, NIC_AND_DISK, PAGE, shows, STARVED } from "./memory-happenings.ts";
import { type Happening, observed } from "./observed.ts";

const msi: RegionFields = { ...MSI_WINDOW, type: "msi", protection: 0 };
const listed = (...regions: readonly RegionFields[]): ReturnType<typeof shows> =>
  shows(...regions.map((each, object) => holding(object, each)));

/** What is wrong with what a get leaves that ran out of memory, if these happen before. */
function faultsOf(
  left: readonly RegionFields[],
  others: readonly Happening[] = [],
  switches: Partial<Profile> = {},
): ReturnType<typeof failedGetFaults> {
  const failed: Happening = [get("nic", "failed"), meanwhile(listed(...left), STARVED)];
  const seen = observed(NIC_AND_DISK, [...others, failed], switches, true);
  return failedGetFaults(seen, seen.gets.at(-1)!);
}

function kindsOf(...[left, others, switches]: Parameters<typeof faultsOf>): readonly string[] {
  return faultsOf(left, others, switches).map(({ kind }) => kind);
}

describe("a get that ran out of memory", () => {
  test("may leave some of the right regions, all, or none", () => {
    for (const left of [[], [PAGE], [msi], [PAGE, msi]]) expect(faultsOf(left)).toEqual([]);
  });

  test("leaves no region that the device is not due", () => {
    const foreign = region(0x9000n, 0x9fffn);
    expect(faultsOf([PAGE, foreign])).toStrictEqual([{ kind: "foreign-region", received: [holding(1, foreign)] }]);
    expect(kindsOf([msi], [], { msiWindow: "no" })).toEqual(["foreign-region"]);
  });

  test("leaves no part of a region, and says of which", () => {
    const part = region(0x1000n, 0x17ffn);
    expect(faultsOf([part])).toStrictEqual([
      { kind: "partial-region", expected: [{ start: PAGE.start, end: PAGE.end }], received: [holding(0, part)] },
    ]);
    expect(kindsOf([{ ...msi, end: msi.end - 1n }])).toEqual(["partial-region"]);
  });

  test("leaves no region of which the type or the protection is still to be set", () => {
    for (const unfinished of [
      { ...PAGE, type: "direct-relaxable" },
      { ...PAGE, protection: 0 },
      { ...msi, type: "software-msi" },
      { ...msi, protection: 3 },
    ] as const) {
      expect(faultsOf([unfinished])).toStrictEqual([{ kind: "unfinished-region", received: [holding(0, unfinished)] }]);
    }
  });

  test("is not charged with what the device gives when there is memory as well", () => {
    const wrong = region(0x9000n, 0x9fffn);
    const other = { ...PAGE, protection: 0 };
    const before = (left: readonly RegionFields[], device = "nic"): Happening => [get(device, "a"), listed(...left)];
    expect(kindsOf([wrong, other], [before([wrong, msi])])).toEqual(["unfinished-region"]);
    expect(kindsOf([wrong, other], [before([wrong, msi]), before([other])])).toEqual([]);
    expect(kindsOf([wrong], [before([wrong], "disk")])).toEqual(["foreign-region"]);
    expect(kindsOf([wrong], [before([{ ...wrong, protection: 0 }])])).toEqual(["foreign-region"]);
    // Of a get that ran out of memory itself, nobody knows.
    expect(kindsOf([wrong], [[get("nic", "a"), meanwhile(listed(wrong), STARVED)]])).toEqual(["foreign-region"]);
  });
});
