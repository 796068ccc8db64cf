import { describe, expect, test } from "vitest";
import type { RmrrStructure } from "../../model/dmar/table.ts";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import { ISA_WINDOW, MAXIMUM_ADDRESS, MSI_WINDOW, type RegionFields, type RegionType } from "../../model/region.ts";
import { GetComparer } from "../../oracle/compare-get.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import {
  bridge,
  bridgeScope,
  endpoint,
  endpointScope,
  get,
  ISA_BRIDGE,
  region,
  rmrr,
  scenario,
} from "../reference/hand-made.ts";

const functions = [
  endpoint("nic", "0:2.0"),
  endpoint("other", "0:3.0"),
  endpoint("isa", "0:1f.0", { classCode: ISA_BRIDGE }),
  bridge("port", "0:1c.0", [1, 1]),
  endpoint("below", "1:0.0", { parent: "port" }),
];
const NIC = endpointScope(0, "2.0");
const OTHER = endpointScope(0, "3.0");
const ISA = endpointScope(0, "1f.0");
/** Firmware's mistake: the profile says whether it counts. */
const MISTAKEN = bridgeScope(0, "2.0");

const msi: RegionFields = { ...MSI_WINDOW, type: "msi", protection: 0 };
const page = region(0x1000n, 0x1fffn);
const isa = (type: RegionType = "direct", protection = 3): RegionFields => ({ ...ISA_WINDOW, type, protection });

interface Asked {
  readonly device?: string;
  readonly rmrrs?: readonly RmrrStructure[];
  readonly profile?: Partial<Profile>;
  readonly whole?: boolean;
}

/** What is wrong with what a device is given, in words. */
function wrong(
  given: readonly RegionFields[],
  { device = "nic", rmrrs = [], profile = {}, whole = true }: Asked = {},
): readonly string[] {
  const facts = new ScenarioFacts(scenario({ functions, structures: rmrrs }, get(device)), {
    ...LINUX_PROFILE,
    ...profile,
  });
  const regions = given.map((fields, object) => ({ ...fields, object }));
  const found = new GetComparer(facts).differencesOf(facts.gets[0]!, { status: "ok", regions }, whole);
  if (found === undefined) return [];
  const place = ({ scope }: { readonly scope: { readonly rmrr: number; readonly scope: number } }): string =>
    `${scope.rmrr}.${scope.scope}`;
  const hex = ({ start, end }: { readonly start: bigint; readonly end: bigint }): string =>
    `${start.toString(16)}..${end.toString(16)}`;
  return [
    ...found.missing.map(
      ({ range, namings }) => `missing ${hex(facts.coverage.ranges.at(range))} ${namings.map(place)}`,
    ),
    ...found.inexact.map((it) => `inexact ${hex(it.region)} for ${hex(it.due)} ${place(it.naming)}`),
    ...found.extra.map((it) => `extra ${hex(it.region)} ${it.reason.why}`),
    ...found.wrongTypes.map((it) => `${it.region.type} for ${it.expected}`),
    ...found.wrongProtections.map((it) => `protection ${it.region.protection} ${place(it.naming)}`),
    ...found.windows.map(({ window, rule }) => `${window} ${rule}`),
  ];
}

describe("the interrupt window", () => {
  const both = { rmrrs: [rmrr(MSI_WINDOW.start, MSI_WINDOW.end, NIC)] };
  const direct = region(MSI_WINDOW.start, MSI_WINDOW.end);

  test("is not the RMRR of its range: each has to be there, by its type", () => {
    expect(wrong([msi, direct], both)).toEqual([]);
    expect(wrong([direct], both)).toEqual(["msi missing"]);
    expect(wrong([msi], both)).toEqual(["missing fee00000..feefffff 0.0"]);
  });

  test("may be the RMRR of its range at once, where types are not compared", () => {
    const untyped = { profile: { compareType: "no" as const } };
    expect(wrong([msi], { ...both, ...untyped })).toEqual([]);
    expect(wrong([msi], { rmrrs: [...both.rmrrs, rmrr(0x1000n, 0x1fffn, NIC)], ...untyped })).toEqual([
      "missing 1000..1fff 1.0",
    ]);
    expect(wrong([msi], { rmrrs: [rmrr(MSI_WINDOW.start, MSI_WINDOW.end, OTHER)], ...untyped })).toEqual([]);
  });

  test("is taken for an inexact one by its type, unless an RMRR has that range, or it need not be there", () => {
    const odd = region(0x1000n, 0x1fffn, "msi", 0);
    expect(wrong([odd])).toEqual(["msi inexact"]);
    expect(wrong([msi, odd], { rmrrs: [rmrr(0x1000n, 0x1fffn, OTHER)] })).toEqual(["extra 1000..1fff sibling"]);
    expect(wrong([msi, odd], { profile: { compareType: "no" } })).toEqual(["extra 1000..1fff invented-range"]);
    expect(wrong([odd], { profile: { msiWindow: "either" } })).toEqual(["extra 1000..1fff invented-range"]);
    expect(wrong([odd], { profile: { msiWindow: "no" } })).toEqual(["msi unexpected"]);
  });

  test("is not judged where the profile leaves it open", () => {
    expect(wrong([{ ...msi, protection: 3 }], { profile: { msiWindow: "either" } })).toEqual([]);
    expect(wrong([{ ...msi, type: "reserved" }], { profile: { msiWindow: "either" } })).toEqual([]);
    expect(wrong([{ ...msi, type: "reserved" }], { profile: { compareType: "no" } })).toEqual([]);
    expect(wrong([{ ...msi, type: "reserved" }])).toEqual(["msi wrong-type"]);
    expect(wrong([{ ...msi, type: "reserved", protection: 3 }], { profile: { compareType: "no" } })).toEqual([
      "msi wrong-protection",
    ]);
  });
});

describe("the ISA window", () => {
  test("may be there for an ISA bridge, of the type that the profile allows, and of any protection", () => {
    const asked = { device: "isa" };
    for (const protection of [0, 3]) expect(wrong([msi, isa("direct-relaxable", protection)], asked)).toEqual([]);
    expect(wrong([msi, isa()], asked)).toEqual(["isa wrong-type"]);
    expect(wrong([msi, isa()], { ...asked, profile: { compareType: "no" } })).toEqual([]);
    expect(wrong([msi, isa()], { ...asked, profile: { isaWindow: "none" } })).toEqual(["isa unexpected"]);
    expect(wrong([msi, isa()], { ...asked, profile: { isaWindow: "none-or-direct" } })).toEqual([]);
  });

  test("is taken for itself if another bridge has it, and for a strange range otherwise", () => {
    const either = { profile: { isaWindow: "either" as const } };
    const ofOther = { rmrrs: [rmrr(ISA_WINDOW.start, ISA_WINDOW.end, OTHER)] };
    expect(wrong([msi, isa()], { device: "port" })).toEqual(["isa unexpected"]);
    expect(wrong([msi, isa()], { device: "port", ...either })).toEqual(["extra 0..ffffff invented-range"]);
    expect(wrong([msi, isa()], { device: "port", ...ofOther })).toEqual(["extra 0..ffffff sibling"]);
    expect(wrong([msi, isa()], { device: "nic" })).toEqual(["extra 0..ffffff invented-range"]);
    expect(wrong([msi, isa()], { device: "nic", ...ofOther })).toEqual(["extra 0..ffffff sibling"]);
    // An ISA bridge may have it of its own, whatever others are named to have.
    expect(wrong([msi, isa("direct-relaxable")], { device: "isa", ...ofOther })).toEqual([]);
    expect(wrong([msi, isa("direct-relaxable")], { device: "isa", ...either })).toEqual([]);
  });

  test("is not told from an RMRR of its range, which has to be there", () => {
    const both = { device: "isa", rmrrs: [rmrr(ISA_WINDOW.start, ISA_WINDOW.end, ISA)] };
    expect(wrong([msi, isa(), isa("direct-relaxable")], both)).toEqual([]);
    expect(wrong([msi, isa("direct-relaxable", 0)], both)).toEqual([]);
    expect(wrong([msi, isa("reserved")], both)).toEqual(["reserved for direct"]);
    expect(wrong([msi], both)).toEqual(["missing 0..ffffff 0.0"]);
    const elsewhere = { device: "isa", rmrrs: [rmrr(0x1000n, 0x1fffn, ISA)] };
    expect(wrong([msi, { ...page, type: "direct-relaxable" }], elsewhere)).toEqual(["direct-relaxable for direct"]);
  });

  test("is inexact if an ISA bridge has another range from 0, and no RMRR has that", () => {
    const short = region(0n, 0xfffffn, "direct-relaxable");
    expect(wrong([msi, short], { device: "isa" })).toEqual(["isa inexact"]);
    expect(wrong([msi, short], { device: "nic" })).toEqual(["extra 0..fffff invented-range"]);
    expect(wrong([msi, short], { device: "isa", rmrrs: [rmrr(0n, 0xfffffn, OTHER)] })).toEqual([
      "extra 0..fffff sibling",
    ]);
    expect(wrong([msi, short], { device: "isa", profile: { isaWindow: "either" } })).toEqual([
      "extra 0..fffff invented-range",
    ]);
    expect(wrong([msi, region(1n, 0xffffffn)], { device: "isa" })).toEqual(["extra 1..ffffff invented-range"]);
  });
});

describe("a region that is not what is due", () => {
  const due = { rmrrs: [rmrr(0x1000n, 0x1fffn, NIC), rmrr(0x4000n, 0x5fffn, NIC)] };

  test("stands in for the range that it is closest to, and that does not count as missing", () => {
    expect(wrong([msi, page, region(0x4000n, 0x5ffen)], due)).toEqual(["inexact 4000..5ffe for 4000..5fff 1.0"]);
    expect(wrong([msi, region(0x1000n, 0x5fffn)], due)).toEqual(["inexact 1000..5fff for 4000..5fff 1.0"]);
    expect(wrong([msi, region(0x1000n, 0x2fffn)], due)).toEqual([
      "missing 4000..5fff 1.0",
      "inexact 1000..2fff for 1000..1fff 0.0",
    ]);
    expect(wrong([msi, region(0x1000n, 0x40ffn)], due)).toEqual(["inexact 1000..40ff for 1000..1fff 0.0"]);
  });

  test("stands in for nothing if another RMRR has its range", () => {
    const beside = [...due.rmrrs, rmrr(0x1000n, 0x2fffn, OTHER)];
    expect(wrong([msi, region(0x1000n, 0x2fffn), region(0x4000n, 0x5fffn)], { rmrrs: beside })).toEqual([
      "missing 1000..1fff 0.0",
      "extra 1000..2fff sibling",
    ]);
  });

  test("is told as far as it was seen: of a list that memory cut short, nothing is missing", () => {
    expect(wrong([], { ...due, whole: false })).toEqual([]);
    expect(wrong([region(0x1000n, 0x1ffen)], { ...due, whole: false })).toEqual([
      "inexact 1000..1ffe for 1000..1fff 0.0",
    ]);
  });

  test("may be anything near an RMRR that is no range, for those whom that names", () => {
    const noRange = (base: bigint, limit: bigint): Asked => ({
      rmrrs: [rmrr(base, limit, OTHER), rmrr(base, limit, NIC)],
    });
    for (const near of [
      [0x3000n, 0x3fffn],
      [0x5000n, 0x7fffn],
      [0x4000n, 0x4fffn],
      [0x0n, 0x2000n],
      [0x6000n, 0x9000n],
    ] as const) {
      expect(wrong([msi, region(near[0], near[1])], noRange(0x6000n, 0x2000n))).toEqual([]);
    }
    for (const far of [
      [0x0n, 0x1fffn],
      [0x6001n, 0x9000n],
    ] as const) {
      expect(wrong([msi, region(far[0], far[1])], noRange(0x6000n, 0x2000n))).toHaveLength(1);
    }
    // What begins where it does stands in for it, though it lies elsewhere.
    expect(wrong([msi, region(0x6000n, 0x9000n)], noRange(0x6000n, 0x2000n))).toEqual([]);
    expect(wrong([msi, region(0x3000n, 0x3fffn)], { ...noRange(0x6000n, 0x2000n), device: "port" })).toHaveLength(1);
    expect(wrong([msi, region(0x3000n, 0x3fffn)], noRange(0n, MAXIMUM_ADDRESS))).toEqual([]);
    const mixed = [rmrr(0x3000n, 0x3fffn, MISTAKEN), rmrr(0x6000n, 0x5000n, NIC)];
    expect(wrong([msi, region(0x3000n, 0x3ff0n)], { rmrrs: mixed })).toEqual(["extra 3000..3ff0 invented-range"]);
    expect(wrong([msi, region(0x5000n, 0x5ff0n)], { rmrrs: mixed })).toEqual([]);
    const beside = [rmrr(0x3000n, 0x3fffn, NIC), rmrr(0x8000n, 0x7000n, NIC)];
    expect(wrong([msi, region(0x3000n, 0x3fffn), region(0x3000n, 0x3ff0n)], { rmrrs: beside })).toEqual([
      "extra 3000..3ff0 invented-range",
    ]);
    const mistakenNone = [rmrr(0x6000n, 0x5000n, MISTAKEN), rmrr(0x9000n, 0x8000n, NIC)];
    expect(wrong([msi, region(0x5000n, 0x5ff0n)], { rmrrs: mistakenNone })).toEqual([
      "extra 5000..5ff0 invented-range",
    ]);
  });
});

describe("a region with the wrong start or end", () => {
  const open: Partial<Profile> = { headerMismatch: "either" };
  const wide = region(0x1000n, 0x2fffn);

  test("stands in for what need not be there, too: if it comes, it has to be exact", () => {
    const rmrrs = [rmrr(0x1000n, 0x1fffn, MISTAKEN)];
    expect(wrong([msi], { rmrrs, profile: open })).toEqual([]);
    expect(wrong([msi, page], { rmrrs, profile: open })).toEqual([]);
    expect(wrong([msi, wide], { rmrrs, profile: open })).toEqual(["inexact 1000..2fff for 1000..1fff 0.0"]);
    // What came already is not what it was meant for.
    expect(wrong([msi, page, wide], { rmrrs, profile: open })).toEqual(["extra 1000..2fff invented-range"]);
    expect(wrong([msi, wide], { rmrrs })).toEqual(["extra 1000..2fff invented-range"]);
  });

  test("stands in for what has to be there first, even if it is closer to what need not", () => {
    const rmrrs = [rmrr(0x1000n, 0x1fffn, MISTAKEN), rmrr(0x1000n, 0x8fffn, NIC)];
    expect(wrong([msi, wide], { rmrrs, profile: open })).toEqual(["inexact 1000..2fff for 1000..8fff 1.0"]);
  });

  test("is told with a scope because of which it may be there, and not with one that gives nothing", () => {
    const rmrrs = [rmrr(0x1000n, 0x1fffn, bridgeScope(0, "1c.0", "0.0"), endpointScope(1, "0.0"))];
    const byPresentBus: Partial<Profile> = { startBusFallback: "either" };
    expect(wrong([msi, wide], { device: "below", rmrrs, profile: byPresentBus })).toEqual([
      "inexact 1000..2fff for 1000..1fff 0.1",
    ]);
  });
});

describe("the scope that is named", () => {
  test("is each one because of which a range is due, and no other", () => {
    const rmrrs = [
      rmrr(0x1000n, 0x1fffn, OTHER, NIC, MISTAKEN),
      rmrr(0x1000n, 0x1fffn, NIC),
      rmrr(0x4000n, 0x4fffn, OTHER),
    ];
    expect(wrong([msi], { rmrrs })).toEqual(["missing 1000..1fff 0.1,1.0"]);
    expect(wrong([msi, region(0x1000n, 0x1ffen)], { rmrrs })).toEqual(["inexact 1000..1ffe for 1000..1fff 0.1"]);
  });

  test("is, of a region that is there with another protection, one that asks for it rather than one that may", () => {
    const page0 = { ...page, protection: 1 };
    const open: Partial<Profile> = { headerMismatch: "either" };
    const rmrrs = [rmrr(0x4000n, 0x4fffn, NIC), rmrr(0x1000n, 0x1fffn, MISTAKEN), rmrr(0x1000n, 0x1fffn, NIC)];
    expect(wrong([msi, region(0x4000n, 0x4fffn), page0], { rmrrs, profile: open })).toEqual(["protection 1 2.0"]);
    expect(wrong([msi, region(0x4000n, 0x4fffn), page0], { rmrrs })).toEqual(["protection 1 2.0"]);
    expect(wrong([msi, region(0x4000n, 0x4fffn), page0], { rmrrs: rmrrs.slice(0, 2), profile: open })).toEqual([
      "protection 1 1.0",
    ]);
  });
});
