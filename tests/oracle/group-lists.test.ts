import { describe, expect, test } from "vitest";
import type { Profile } from "../../model/profile.ts";
import type { RegionFields } from "../../model/region.ts";
import type { StepResult } from "../../model/trace.ts";
import type { GroupFault } from "../../oracle/group-fault.ts";
import { groupListFaults, seenGroupLists } from "../../oracle/group-lists.ts";
import {
  endpoint,
  endpointScope,
  get,
  ISA_BRIDGE,
  type PlatformParts,
  region,
  rmrr,
  XHCI,
} from "../reference/hand-made.ts";
import { DIRECT, group, lists, NIC_AND_USB, OF_LATE, OWN, RELAXABLE, STRANGE, WINDOW } from "./group-happenings.ts";
import { add, remove } from "./lifecycle-happenings.ts";
import { DONE, insertAll, makes, meanwhile, STARVED } from "./memory-happenings.ts";
import { type Happening, observed } from "./observed.ts";

interface Besides {
  readonly before?: readonly Happening[];
  readonly switches?: Partial<Profile>;
  readonly parts?: PlatformParts;
  readonly group?: string;
}

/** What is wrong with a group list that holds these. */
function faultsOf(regions: readonly RegionFields[], besides: Besides = {}): readonly GroupFault[] {
  const { before = [], switches = {}, parts = NIC_AND_USB } = besides;
  return groupListFaults(observed(parts, [...before, [group(besides.group), lists(...regions)]], switches));
}

function kinds(...[regions, besides]: Parameters<typeof faultsOf>): readonly string[] {
  return faultsOf(regions, besides).map(({ kind, device }) => (device === undefined ? kind : `${kind} ${device}`));
}

const shown = ({ start, end, type }: RegionFields): Omit<RegionFields, "protection"> => ({ start, end, type });
const page = (number: bigint, type: RegionFields["type"] = "direct"): RegionFields =>
  region(number * 0x1000n, number * 0x1000n + 0xfffn, type);

describe("the list of a group", () => {
  test("has the addresses of all members, type by type, however they are cut", () => {
    expect(kinds([DIRECT, RELAXABLE, OWN, WINDOW])).toEqual([]);
    expect(kinds([WINDOW, page(2n), page(1n), OWN, RELAXABLE, DIRECT])).toEqual([]);
  });

  test("without an address lacks the regions in which it lies", () => {
    const rest = [DIRECT, RELAXABLE, WINDOW];
    expect(faultsOf(rest)).toEqual([
      {
        kind: "addresses-missing",
        step: 0,
        device: "usb",
        list: "g",
        expected: [shown(OWN)],
        received: lists(...rest).regions,
      },
    ]);
    for (const part of [
      { ...OWN, start: OWN.start + 1n },
      { ...OWN, end: OWN.end - 1n },
    ]) {
      expect(kinds([...rest, part])).toEqual(["addresses-missing usb"]);
    }
    expect(faultsOf([DIRECT, RELAXABLE, OWN]).map(({ device, expected }) => [device, expected])).toEqual([
      ["nic", [shown(WINDOW)]],
    ]);
  });

  test("is reported for each hole, with all regions that contain it, each once", () => {
    const parts: PlatformParts = {
      ...NIC_AND_USB,
      functions: [endpoint("nic", "0:2.0"), endpoint("disk", "0:3.0"), endpoint("tape", "0:4.0")],
      groups: { all: ["nic", "disk", "tape"] },
      structures: [
        rmrr(0x1000n, 0x2fffn, endpointScope(0, "2.0"), endpointScope(0, "3.0")),
        rmrr(0x2000n, 0x3fffn, endpointScope(0, "3.0")),
        rmrr(0x4000n, 0x4fffn, endpointScope(0, "4.0")),
        rmrr(0x6000n, 0x6fffn, endpointScope(0, "3.0")),
      ],
    };
    const lacking = (...left: readonly RegionFields[]): readonly unknown[] =>
      faultsOf([...left, page(6n), WINDOW], { parts }).map(({ kind, expected }) => [kind, expected]);
    const [low, high, last] = [region(0x1000n, 0x2fffn), region(0x2000n, 0x3fffn), page(4n)].map(shown);
    // The network card has nothing that the disk has not: whether it was left out cannot be told.
    expect(lacking(page(1n), page(3n), page(4n))).toEqual([["addresses-missing", [low, high]]]);
    expect(lacking(page(2n), page(4n))).toEqual([
      ["addresses-missing", [low]],
      ["addresses-missing", [high]],
    ]);
    expect(lacking(page(1n), page(4n))).toEqual([["addresses-missing", [low, high]]]);
    expect(lacking(page(4n))).toEqual([["addresses-missing", [low, high]]]);
    expect(lacking(page(1n))).toEqual([["member-left-out", [last, low, high]]]);
  });

  test("without all that a member alone has leaves it out, whatever else is missing", () => {
    const leftOut = { kind: "member-left-out", step: 0, device: "usb", list: "g" };
    const { regions: received } = lists(DIRECT, WINDOW);
    expect(faultsOf([DIRECT, WINDOW])).toEqual([
      { ...leftOut, expected: [shown(OWN), shown(RELAXABLE)], received },
      { ...leftOut, expected: [shown(OWN)], received },
    ]);
    expect(kinds([RELAXABLE, OWN, WINDOW])).toEqual(["direct-hidden nic"]);
    expect(kinds([OWN, WINDOW])).toContain("member-left-out nic");
  });

  test("shows a range that is direct for one and relaxable for another as both", () => {
    expect(faultsOf([RELAXABLE, OWN, WINDOW])).toEqual([
      {
        kind: "direct-hidden",
        step: 0,
        device: "nic",
        list: "g",
        expected: [shown(DIRECT)],
        received: lists(RELAXABLE, OWN, WINDOW).regions,
      },
    ]);
    expect(kinds([DIRECT, OWN, WINDOW])).toEqual(["relaxable-hidden usb"]);
    // Nobody has it as relaxable.
    expect(kinds([RELAXABLE, WINDOW], { group: "one" })).toEqual(["addresses-of-nobody", "addresses-missing nic"]);
    // What is there as the other type in part alone is missing.
    expect(kinds([DIRECT, page(1n, "direct-relaxable"), OWN, WINDOW])).toEqual(["relaxable-hidden usb"]);
    expect(kinds([page(1n), OWN, WINDOW])).not.toContain("relaxable-hidden usb");
  });

  test("has nothing that no member is due", () => {
    expect(faultsOf([DIRECT, RELAXABLE, OWN, STRANGE, WINDOW])).toEqual([
      { kind: "addresses-of-nobody", step: 0, list: "g", expected: [], received: [shown(STRANGE)] },
    ]);
    const other = { ...OWN, type: "direct" } as const;
    expect(faultsOf([DIRECT, RELAXABLE, OWN, other, WINDOW]).map(({ received }) => received)).toEqual([[shown(other)]]);
    const longer = { ...OWN, end: OWN.end + 1n };
    expect(faultsOf([DIRECT, RELAXABLE, longer, WINDOW]).map(({ received }) => received)).toEqual([
      [{ start: 0x9000n, end: 0x9000n, type: "direct-relaxable" }],
    ]);
  });

  test("has nothing of a member that is not there", () => {
    const late: Besides = { group: "late" };
    expect(faultsOf([DIRECT, OF_LATE, WINDOW], late)).toEqual([
      { kind: "absent-member-listed", step: 0, device: "late", list: "g", expected: [], received: [shown(OF_LATE)] },
    ]);
    expect(kinds([DIRECT, OF_LATE, WINDOW], { ...late, before: [[add("late"), DONE]] })).toEqual([]);
    expect(kinds([DIRECT, { ...OF_LATE, type: "reserved" }, WINDOW], late)).toEqual(["addresses-of-nobody"]);
    expect(kinds([DIRECT, { ...OF_LATE, end: OF_LATE.end + 1n }, WINDOW], late)).toEqual(["addresses-of-nobody"]);
  });

  test("may have what a member may have and need not, also one that is not there", () => {
    const isa: PlatformParts = {
      functions: [
        endpoint("isa", "0:1f.0", { classCode: ISA_BRIDGE }),
        endpoint("usb", "0:14.0", { classCode: XHCI, absent: true }),
      ],
      groups: { all: ["isa", "usb"] },
      structures: [rmrr(0x8000n, 0x8fffn, endpointScope(0, "14.0"))],
    };
    const floppy = region(0n, 0xff_ffffn, "direct-relaxable");
    expect(kinds([WINDOW], { parts: isa })).toEqual([]);
    expect(kinds([floppy, WINDOW], { parts: isa })).toEqual([]);
    const without: Besides = { parts: isa, switches: { isaWindow: "none" } };
    expect(kinds([floppy, WINDOW], without)).toEqual(["addresses-of-nobody"]);
    const gone: Besides = { parts: isa, before: [[remove("isa"), DONE]] };
    expect(kinds([floppy], gone)).toEqual(["absent-member-listed isa"]);
  });

  test("is right if it has what the trace shows of its members, or what they are due", () => {
    const before: readonly Happening[] = [[get("nic"), lists(STRANGE, WINDOW)]];
    expect(kinds([STRANGE, RELAXABLE, OWN, WINDOW], { before })).toEqual([]);
    expect(kinds([DIRECT, RELAXABLE, OWN, WINDOW], { before })).toEqual([]);
    expect(kinds([RELAXABLE, OWN, WINDOW], { before })).toEqual(["member-left-out nic"]);
  });

  test("is as the implementation merges itself, where it is right otherwise", () => {
    const before: readonly Happening[] = [
      [get("nic"), lists(DIRECT, WINDOW)],
      [insertAll("m", "nic"), lists(WINDOW)],
    ];
    expect(kinds([DIRECT, WINDOW], { before, group: "one" })).toEqual(["otherwise-merged"]);
    expect(kinds([DIRECT], { before, group: "one" })).toEqual(["addresses-missing nic"]);
  });
});

describe("a group list is seen", () => {
  const seen = (result: StepResult, before: readonly Happening[] = []): readonly string[] =>
    seenGroupLists(observed(NIC_AND_USB, [...before, [group(), result]])).map(
      ({ list, fact }) => `${list} ${fact.step}`,
    );

  test("if it is shown whole, and there was memory for it", () => {
    expect(seen(lists())).toEqual(["g 0"]);
    expect(seen(meanwhile(lists(), makes(1)))).toEqual(["g 0"]);
    expect(seen(meanwhile(lists(), makes(1), STARVED))).toEqual([]);
    expect(seen({ ...lists(), endless: true })).toEqual([]);
    expect(seen(DONE)).toEqual([]);
    for (const status of ["no-memory", "refused", "unsupported", "error"] as const) {
      expect(seen({ ...lists(), status })).toEqual([]);
    }
  });

  test("as long as it is known which functions are present", () => {
    expect(seen(lists(), [[add("late"), DONE]])).toEqual(["g 1"]);
    expect(seen(lists(), [[add("late"), { status: "refused" }]])).toEqual([]);
  });
});
