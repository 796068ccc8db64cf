import { describe, expect, test } from "vitest";
import type { Profile } from "../../model/profile.ts";
import { ISA_WINDOW, type RegionFields } from "../../model/region.ts";
import type { MappedRange, StepResult } from "../../model/trace.ts";
import { domainFaults, isMappable, wholePages } from "../../oracle/dma-domains.ts";
import type { GroupFault } from "../../oracle/group-fault.ts";
import { endpoint, endpointScope, get, ISA_BRIDGE, type PlatformParts, region, rmrr } from "../reference/hand-made.ts";
import { DIRECT, lists, map, NIC_AND_USB, OWN, RELAXABLE, STRANGE, WINDOW } from "./group-happenings.ts";
import { add } from "./lifecycle-happenings.ts";
import { type Happening, observed } from "./observed.ts";

const readWrite = (start: bigint, end: bigint): MappedRange => ({ start, end, protection: 3 });
const BOTH = readWrite(0x1000n, 0x2fffn);
const LAST = readWrite(0x8000n, 0x8fffn);
const DONE: StepResult = { status: "ok" };

interface Besides {
  readonly before?: readonly Happening[];
  readonly switches?: Partial<Profile>;
  readonly parts?: PlatformParts;
  readonly group?: string;
}

/** What is wrong with a domain that maps these. */
function ofMappings(mapped: readonly MappedRange[], besides: Besides = {}): readonly GroupFault[] {
  return faultsOf({ status: "ok", mapped }, besides).mappings;
}

/** What is wrong with a domain for which these are not handed out. */
function ofHoles(dmaHoles: readonly { start: bigint; end: bigint }[], besides: Besides = {}): readonly GroupFault[] {
  return faultsOf({ status: "ok", dmaHoles }, besides).holes;
}

function faultsOf(
  result: StepResult,
  { before = [], switches = {}, parts = NIC_AND_USB, group = "all" }: Besides,
): ReturnType<typeof domainFaults> {
  return domainFaults(observed(parts, [...before, [map(group), result]], switches));
}

const kinds = (faults: readonly GroupFault[]): readonly string[] =>
  faults.map(({ kind, device }) => (device === undefined ? kind : `${kind} ${device}`));
const shown = ({ start, end, type }: RegionFields): Omit<RegionFields, "protection"> => ({ start, end, type });

describe("the mappings of a domain", () => {
  test("are the pages of every direct and relaxable region of every member, and nothing else", () => {
    expect(ofMappings([BOTH, LAST])).toEqual([]);
    expect(ofMappings([LAST, readWrite(0x2000n, 0x2fffn), readWrite(0x1000n, 0x1fffn)])).toEqual([]);
  });

  test("that are missing are told by the member and its region, and what is mapped", () => {
    expect(ofMappings([LAST])).toEqual([
      { kind: "direct-not-mapped", step: 0, device: "nic", expected: [shown(DIRECT)], received: [LAST] },
      { kind: "relaxable-not-mapped", step: 0, device: "usb", expected: [shown(RELAXABLE)], received: [LAST] },
    ]);
    const part = readWrite(0x1000n, 0x1fffn);
    expect(ofMappings([part, LAST])).toEqual([
      { kind: "partly-mapped", step: 0, device: "nic", expected: [shown(DIRECT)], received: [part, LAST] },
      { kind: "partly-mapped", step: 0, device: "usb", expected: [shown(RELAXABLE)], received: [part, LAST] },
    ]);
    expect(kinds(ofMappings([]))).toEqual([
      "direct-not-mapped nic",
      "relaxable-not-mapped usb",
      "relaxable-not-mapped usb",
    ]);
  });

  test("are whole pages, of a region that begins or ends within one, too", () => {
    const structures = [rmrr(0x1800n, 0x27ffn, endpointScope(0, "2.0"))];
    const besides = { parts: { ...NIC_AND_USB, structures }, group: "one" };
    expect(ofMappings([BOTH], besides)).toEqual([]);
    expect(kinds(ofMappings([readWrite(0x1800n, 0x27ffn)], besides))).toEqual(["partly-mapped nic"]);
    expect(wholePages({ start: 0x1000n, end: 0x1000n })).toEqual({ start: 0x1000n, end: 0x1fffn });
    expect(wholePages({ start: 0x1fffn, end: 0x2000n })).toEqual({ start: 0x1000n, end: 0x2fffn });
  });

  test("map no page twice, and the two that do are shown", () => {
    const page = readWrite(0x2000n, 0x2fffn);
    const received = [BOTH, page];
    expect(ofMappings([page, LAST, BOTH])).toEqual([{ kind: "mapped-twice", step: 0, received }]);
    expect(ofMappings([BOTH, LAST, readWrite(0x2fffn, 0x2fffn)])).toEqual([
      { kind: "mapped-twice", step: 0, received: [BOTH, readWrite(0x2fffn, 0x2fffn)] },
    ]);
    expect(kinds(ofMappings([LAST, BOTH, LAST]))).toEqual(["mapped-twice"]);
    // A range that is none maps nothing.
    expect(ofMappings([BOTH, readWrite(0x2fffn, 0x2000n), LAST])).toEqual([]);
    expect(ofMappings([readWrite(0x1000n, 0x1000n), readWrite(0x1001n, 0x2fffn), LAST])).toEqual([]);
  });

  test("are for reading and writing", () => {
    const readOnly = { ...LAST, protection: 1 };
    expect(ofMappings([BOTH, readOnly])).toEqual([
      { kind: "wrong-access", step: 0, device: "usb", expected: [shown(OWN)], received: [readOnly] },
    ]);
    const lastByte = { start: 0x2fffn, end: 0x2fffn, protection: 0 };
    expect(kinds(ofMappings([readWrite(0x1000n, 0x2ffen), lastByte, LAST]))).toEqual(["wrong-access nic"]);
    expect(ofMappings([BOTH, LAST, { start: 0x8800n, end: 0x8000n, protection: 0 }])).toEqual([]);
    expect(kinds(ofMappings([BOTH, { ...STRANGE, protection: 1 }, readOnly]))).toEqual([
      "wrong-access usb",
      "foreign-page-mapped",
    ]);
    // What must not be mapped at all is charged with that alone.
    expect(kinds(ofMappings([BOTH, LAST, { ...STRANGE, protection: 1 }]))).toEqual(["foreign-page-mapped"]);
  });

  test("are as the regions of the members have it, where the trace shows these otherwise", () => {
    const seenWith = (protection: number): Besides => ({
      before: [[get("nic"), lists({ ...DIRECT, protection }, WINDOW)]],
    });
    const readOnly = { ...BOTH, protection: 1 };
    expect(kinds(ofMappings([readOnly, LAST], seenWith(3)))).toEqual(["wrong-access nic"]);
    // The USB controller is to read and write the same pages: on what the two disagree, their gets answer.
    expect(ofMappings([readOnly, LAST], seenWith(1))).toEqual([]);
    const nobody: Besides = { before: [[get("nic"), lists()]] };
    expect(kinds(ofMappings([LAST], nobody))).toEqual(["relaxable-not-mapped usb"]);
    expect(ofMappings([BOTH, LAST], { before: [[get("nic"), lists(STRANGE)]] })).toEqual([]);
  });

  test("of another page are told apart by whether a member has a window there", () => {
    const inWindow = { start: WINDOW.start, end: WINDOW.start + 0xfffn };
    const foreign = { start: 0x9000n, end: 0x9fffn };
    const mapped = [BOTH, LAST, { ...foreign, protection: 3 }];
    expect(ofMappings(mapped)).toEqual([{ kind: "foreign-page-mapped", step: 0, received: [foreign] }]);
    expect(ofMappings([...mapped, { ...inWindow, protection: 3 }])).toEqual([
      { kind: "interrupt-window-mapped", step: 0, received: [inWindow] },
    ]);
    const open = { switches: { msiWindow: "either" } } as const;
    expect(kinds(ofMappings([BOTH, LAST, { ...inWindow, protection: 3 }], open))).toEqual(["foreign-page-mapped"]);
  });

  test("may be those of a region that a member may have and need not", () => {
    const isa = {
      ...NIC_AND_USB,
      functions: [endpoint("isa", "0:1f.0", { classCode: ISA_BRIDGE })],
      groups: { all: ["isa"] },
    };
    const window = { ...ISA_WINDOW, protection: 3 };
    expect(ofMappings([], { parts: isa })).toEqual([]);
    expect(ofMappings([window], { parts: isa })).toEqual([]);
    expect(kinds(ofMappings([window], { parts: isa, switches: { isaWindow: "none" } }))).toEqual([
      "foreign-page-mapped",
    ]);
  });

  test("are open where a region lies beyond what page tables reach", () => {
    const end = (1n << 57n) - 1n;
    const withEnd = (limit: bigint): Besides => ({
      parts: { ...NIC_AND_USB, structures: [rmrr(0x1000n, limit, endpointScope(0, "2.0"))] },
      group: "one",
    });
    expect(kinds(ofMappings([], withEnd(end)))).toEqual(["direct-not-mapped nic"]);
    expect(ofMappings([], withEnd(end + 1n))).toEqual([]);
    const reaching = (last: bigint): { member: number } & RegionFields => ({ ...region(0n, last), member: 0 });
    expect(isMappable({ has: [reaching(1n), reaching(end)], mayHave: [reaching(end)] })).toBe(true);
    expect(isMappable({ has: [reaching(1n), reaching(end + 1n)], mayHave: [] })).toBe(false);
    expect(isMappable({ has: [reaching(1n)], mayHave: [reaching(1n), reaching(end + 1n)] })).toBe(false);
  });
});

describe("the addresses that a domain hands out", () => {
  const [direct, own, window] = [DIRECT, OWN, WINDOW].map(({ start, end }) => ({ start, end }));

  test("are in no region of a member", () => {
    expect(ofHoles([window!, direct!, own!])).toEqual([]);
    expect(ofHoles([{ start: 0n, end: 0xffff_ffff_ffff_ffffn }])).toEqual([]);
    expect(ofHoles([own!, window!])).toEqual([
      { kind: "direct-handed-out", step: 0, device: "nic", expected: [shown(DIRECT)], received: [own, window] },
      { kind: "relaxable-handed-out", step: 0, device: "usb", expected: [shown(RELAXABLE)], received: [own, window] },
    ]);
    expect(kinds(ofHoles([direct!, own!]))).toEqual([
      "interrupt-window-handed-out nic",
      "interrupt-window-handed-out usb",
    ]);
    expect(kinds(ofHoles([direct!, window!, { start: 0x8001n, end: 0x8fffn }]))).toEqual(["partly-handed-out usb"]);
  });

  test("may be those of software MSI, which whoever chooses them keeps apart", () => {
    const software: RegionFields = { start: 0x800_0000n, end: 0x80f_ffffn, type: "software-msi", protection: 0 };
    const reserved: RegionFields = { ...software, type: "reserved" };
    const seen = (...regions: readonly RegionFields[]): Besides => ({
      before: [[get("nic"), lists(...regions)]],
      group: "one",
    });
    expect(ofHoles([], seen(software))).toEqual([]);
    expect(kinds(ofHoles([], seen(reserved)))).toEqual(["direct-handed-out nic"]);
  });
});

describe("a domain", () => {
  test("is judged if it was set up, and as far as it was shown", () => {
    for (const status of ["refused", "no-memory", "unsupported", "error"] as const) {
      expect(faultsOf({ status, mapped: [], dmaHoles: [] }, {})).toEqual({ mappings: [], holes: [] });
    }
    expect(faultsOf(DONE, {})).toEqual({ mappings: [], holes: [] });
    expect(faultsOf({ ...DONE, mapped: [BOTH, LAST] }, {})).toEqual({ mappings: [], holes: [] });
  });

  test("is not judged once it is unknown which functions are present", () => {
    const lost: Besides = { before: [[add("late"), { status: "refused" }]] };
    expect(faultsOf({ ...DONE, mapped: [], dmaHoles: [] }, lost)).toEqual({ mappings: [], holes: [] });
    const known: Besides = { before: [[add("late"), DONE]], group: "late" };
    expect(kinds(ofMappings([BOTH], known))).toEqual(["direct-not-mapped late"]);
  });

  test("is judged each time that it is set up", () => {
    const before: readonly Happening[] = [[map(), { ...DONE, mapped: [LAST] }]];
    expect(ofMappings([BOTH], { before }).map(({ kind, step }) => `${kind} ${step}`)).toEqual([
      "direct-not-mapped 0",
      "relaxable-not-mapped 0",
      "relaxable-not-mapped 1",
    ]);
  });
});
