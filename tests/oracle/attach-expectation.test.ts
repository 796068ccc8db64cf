import { describe, expect, test } from "vitest";
import { LINUX_PROFILE } from "../../model/profile.ts";
import { type AddressRange, ISA_WINDOW, MSI_WINDOW, PAGE_SIZE, type RegionType } from "../../model/region.ts";
import { type AttachExpectation, attachExpectation } from "../../oracle/attach-expectation.ts";
import type { MemberRegion } from "../../oracle/member-regions.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { endpoint, ISA_BRIDGE, scenario } from "../reference/hand-made.ts";

const NIC = 0;
const ISA = 1;
const functions = [endpoint("nic", "0:2.0"), endpoint("isa", "0:1f.0", { classCode: ISA_BRIDGE })];
const APERTURE = { start: 0n, end: 0xffff_ffffn };

function has(type: RegionType, start: bigint, end: bigint, member: number = NIC): MemberRegion {
  return { type, start, end, protection: 3, member };
}

function isaWindow(type: RegionType, member: number): MemberRegion {
  return has(type, ISA_WINDOW.start, ISA_WINDOW.end, member);
}

/** What becomes of a group whose members have these regions, and may have others besides. */
function expectation(
  regions: readonly MemberRegion[],
  mayHave: readonly MemberRegion[] = [],
  mappings: readonly AddressRange[] = [],
): AttachExpectation {
  return attachExpectation(
    new ScenarioFacts(scenario({ functions }), LINUX_PROFILE),
    { has: regions, mayHave },
    APERTURE,
    mappings,
  );
}

const MSI = has("msi", MSI_WINDOW.start, MSI_WINDOW.end);
const RELAXABLE = has("direct-relaxable", 0x8000n, 0x8fffn);

describe("what becomes of assigning a group", () => {
  test("is a refusal if a member has a direct region, and that member is named", () => {
    expect(expectation([MSI, has("direct", 0x1000n, 0x1fffn, ISA)])).toMatchObject({
      verdict: "locked",
      lockedBy: ISA,
    });
    expect(expectation([RELAXABLE, has("direct", 0x1000n, 0x1fffn)])).toMatchObject({
      verdict: "locked",
      lockedBy: NIC,
    });
  });

  test("is open if the only direct region is the ISA window of an ISA bridge, whatever else is there", () => {
    expect(expectation([isaWindow("direct", ISA)])).toMatchObject({ verdict: "open", lockedBy: undefined });
    expect(expectation([RELAXABLE, MSI, isaWindow("direct", ISA)]).verdict).toBe("open");
  });

  test("is a refusal if another device has a direct region of the range of the ISA window", () => {
    expect(expectation([isaWindow("direct", NIC)])).toMatchObject({ verdict: "locked", lockedBy: NIC });
  });

  test("is open if a member may have what is kept from user space, and not if that is relaxable", () => {
    expect(expectation([MSI], [isaWindow("direct", ISA)]).verdict).toBe("open");
    expect(expectation([], [MSI]).verdict).toBe("open");
    expect(expectation([MSI], [RELAXABLE]).verdict).toBe("usable");
    expect(expectation([MSI], [RELAXABLE, isaWindow("reserved", ISA)]).verdict).toBe("open");
    expect(expectation([MSI, RELAXABLE])).toMatchObject({ verdict: "usable", lockedBy: undefined });
  });

  test("is a conflict if any mapping meets what is kept, and not if it meets what is relaxable", () => {
    const verdict = (...mappings: readonly AddressRange[]): string =>
      expectation([MSI, RELAXABLE], [], mappings).verdict;
    const free = { start: 0x1_0000n, end: 0x1_ffffn };
    expect(verdict(free, { start: MSI_WINDOW.end, end: MSI_WINDOW.end })).toBe("conflict");
    expect(verdict({ start: 0n, end: MSI_WINDOW.start }, free)).toBe("conflict");
    expect(verdict(free, RELAXABLE, { start: MSI_WINDOW.end + 1n, end: MSI_WINDOW.end + 1n })).toBe("usable");
  });

  test("leaves the aperture without all that is kept, and with what is relaxable", () => {
    const { kept, usable } = expectation([MSI, RELAXABLE, has("reserved", 0n, 0xfffn)]);
    expect(kept.intervals).toEqual([{ start: 0n, end: 0xfffn }, MSI_WINDOW]);
    expect(usable.intervals).toEqual([
      { start: 0x1000n, end: MSI_WINDOW.start - 1n },
      { start: MSI_WINDOW.end + 1n, end: APERTURE.end },
    ]);
  });

  test("is judged by address only if every kept region begins and ends with a page", () => {
    const page = has("reserved", PAGE_SIZE, 2n * PAGE_SIZE - 1n);
    expect(expectation([page, MSI]).aligned).toBe(true);
    expect(expectation([page, has("reserved", 0x8800n, 0x8fffn)]).aligned).toBe(false);
    expect(expectation([has("reserved", 0x8000n, 0x87ffn), page]).aligned).toBe(false);
    expect(expectation([has("reserved", 0x8000n, 0x8ffen)]).aligned).toBe(false);
    expect(expectation([page, has("direct-relaxable", 0x8800n, 0x88ffn)]).aligned).toBe(true);
  });
});
