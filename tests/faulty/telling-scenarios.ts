/** Scenarios made by hand, by the situation in which they put an implementation; each tells some faulty variants from the reference. */

import type { PciFunction } from "../../model/platform.ts";
import type { AddressRange, RegionType } from "../../model/region.ts";
import type { Scenario, Step } from "../../model/scenario.ts";
import {
  bridge,
  bridgeScope,
  dmar,
  endpoint,
  endpointScope,
  get,
  insert,
  ISA_BRIDGE,
  type PlatformParts,
  region,
  rmrr,
  scenario,
  scope,
  VGA,
  XHCI,
} from "../reference/hand-made.ts";
import { rootPortPlatform } from "../reference/platforms.ts";

const ask = (predicate: "has-rmrr" | "relaxable" | "locked", device: string): Step => ({
  do: "ask",
  predicate,
  device,
});
const downstream = (device: string, above: string): Step => ({
  do: "ask",
  predicate: "downstream",
  device,
  bridge: above,
});
const add = (device: string): Step => ({ do: "add", device });
const remove = (device: string): Step => ({ do: "remove", device });
const put = (list: string): Step => ({ do: "put", list });
const group: Step = { do: "group", group: "all", list: "g" };
const show: Step = { do: "show", group: "all" };
const map: Step = { do: "map", group: "all" };
const fail = (first: number, count = 1): Step => ({ do: "fail-allocations", first, count });
const attach = (...mappings: AddressRange[]): Step => ({
  do: "attach",
  group: "all",
  aperture: { start: 0n, end: 0xffff_ffffn },
  mappings,
});
const getAll = (functions: readonly PciFunction[]): Step[] =>
  functions.filter((fn) => fn.absent !== true).map((fn) => get(fn.label));
const inserts = (...regions: readonly (readonly [bigint, bigint, RegionType])[]): Step[] =>
  regions.map(([start, end, type]) => insert("l", region(start, end, type)));

/** A network and a USB controller, and an RMRR that names both. */
const shared = {
  functions: [endpoint("nic", "0:2.0"), endpoint("usb", "0:14.0", { classCode: XHCI })],
  groups: { all: ["nic", "usb"] },
  structures: [rmrr(0x1000n, 0x2fffn, endpointScope(0, "2.0"), endpointScope(0, "14.0"))],
} satisfies PlatformParts;

/** As before, and an RMRR of the USB controller alone. */
const usbOnly = {
  ...shared,
  groups: { all: ["usb"] },
  structures: [rmrr(0x1000n, 0x2fffn, endpointScope(0, "14.0")), rmrr(0x8000n, 0x8fffn, endpointScope(0, "2.0"))],
} satisfies PlatformParts;

const { functions: deep } = rootPortPlatform();
const nicPath = ["1c.0", "0.0", "0.0", "0.0"];
const aPage = [0x1000n, 0x1fffn] as const;

function withTwin(functions: readonly PciFunction[], segment: number): PciFunction[] {
  const twins: PciFunction[] = [];
  for (const fn of functions) {
    const parent = fn.parent === undefined ? {} : { parent: `${fn.parent}'` };
    twins.push({ ...fn, ...parent, label: `${fn.label}'`, segment });
  }
  return [...functions, ...twins];
}

function segments(...numbers: number[]): NonNullable<PlatformParts["rootBuses"]> {
  return numbers.map((segment) => ({ segment, bus: 0, lastBus: 0xff }));
}

const misaligned = rmrr(0x5001n, 0x5fffn, endpointScope(0, "14.0"));
const virtualFunctions = [
  bridge("port", "0:1c.0", [1, 2]),
  endpoint("physical", "1:0.0", { parent: "port" }),
  endpoint("virtual", "2:0.0", { parent: "port", physicalFunction: "physical" }),
];

export const TELLING_SCENARIOS = {
  "two lists of one device alive at once": scenario(
    shared,
    get("nic", "a"),
    get("nic", "b"),
    put("a"),
    get("usb", "c"),
  ),
  "a caller that scribbles on its list": scenario(
    shared,
    get("nic", "a"),
    { do: "scribble", list: "a" },
    get("usb", "b"),
  ),
  "a bridge scope in the middle of a hierarchy": scenario(
    { functions: deep, structures: [rmrr(...aPage, bridgeScope(0, "1c.0", "0.0"))] },
    ...getAll(deep),
    ask("has-rmrr", "nic"),
    ask("locked", "nic"),
    downstream("port", "port"),
  ),
  "multi-hop endpoint scopes": scenario(
    {
      functions: [...deep, endpoint("below sibling", "4:0.1", { parent: "sibling port" })],
      structures: [
        rmrr(...aPage, endpointScope(0, ...nicPath)),
        rmrr(0x3000n, 0x3fffn, endpointScope(0, "1d.0", "0.1")),
      ],
    },
    ...getAll(deep),
    get("below sibling"),
  ),
  "two bridges with the same functions behind them": scenario(
    {
      functions: [
        bridge("left", "0:1.0", [1, 1]),
        endpoint("left nic", "1:0.0", { parent: "left" }),
        bridge("right", "0:2.0", [2, 2]),
        endpoint("right nic", "2:0.0", { parent: "right" }),
      ],
      structures: [rmrr(...aPage, endpointScope(0, "2.0", "0.0"))],
    },
    get("left nic"),
    get("right nic"),
  ),
  "a deep hierarchy": scenario(
    {
      functions: [
        bridge("one", "0:1.0", [1, 4]),
        bridge("two", "1:2.0", [2, 4], { parent: "one" }),
        bridge("three", "2:3.0", [3, 4], { parent: "two" }),
        bridge("four", "3:4.0", [4, 4], { parent: "three" }),
        endpoint("leaf", "4:5.0", { parent: "four" }),
      ],
      structures: [rmrr(...aPage, endpointScope(0, "1.0", "2.0", "3.0", "4.0", "5.0"))],
    },
    get("leaf"),
  ),
  "a bridge beside others on its bus": scenario(
    {
      functions: [bridge("last", "0:1f.0", [0xf0, 0xff]), endpoint("nic", "0:2.0")],
      structures: [rmrr(...aPage, bridgeScope(0, "1f.0"))],
    },
    get("nic"),
  ),
  "several root buses in a segment": scenario(
    {
      rootBuses: [
        { segment: 0, bus: 0, lastBus: 0x7f },
        { segment: 0, bus: 0x80, lastBus: 0xff },
      ],
      functions: [endpoint("low", "0:2.0"), endpoint("high", "80:2.0")],
      structures: [rmrr(...aPage, endpointScope(0x80, "2.0"))],
    },
    get("low"),
    get("high"),
  ),
  "two segments with the same bus numbers": scenario(
    {
      rootBuses: segments(0, 1),
      functions: withTwin(deep, 1),
      structures: [rmrr(...aPage, bridgeScope(0, "1c.0")), rmrr(0x3000n, 0x3fffn, endpointScope(0, ...nicPath))],
    },
    ...getAll(withTwin(deep, 1)),
  ),
  "a segment above 0xffff": scenario(
    { rootBuses: segments(0, 0x10000), functions: withTwin(shared.functions, 0x10000), structures: shared.structures },
    ...getAll(withTwin(shared.functions, 0x10000)),
  ),
  "virtual functions": scenario(
    {
      functions: virtualFunctions,
      structures: [
        rmrr(...aPage, endpointScope(0, "1c.0", "0.0")),
        rmrr(0x3000n, 0x3fffn, bridgeScope(0, "1c.0")),
        rmrr(0x5000n, 0x5fffn, endpointScope(2, "0.0")),
      ],
    },
    ...getAll(virtualFunctions),
  ),
  "functions of one device": scenario(
    {
      functions: [endpoint("zero", "0:2.0"), endpoint("one", "0:2.1")],
      structures: [rmrr(...aPage, endpointScope(0, "2.1"))],
    },
    get("zero"),
    get("one"),
  ),
  "several RMRRs and scopes": scenario(
    {
      functions: [endpoint("a", "0:2.0"), endpoint("b", "0:3.0"), endpoint("c", "0:4.0")],
      structures: [
        rmrr(...aPage, endpointScope(0, "2.0"), endpointScope(0, "3.0"), endpointScope(0, "4.0")),
        rmrr(0x3000n, 0x3fffn, endpointScope(0, "2.0")),
        rmrr(0x3000n, 0x3fffn, endpointScope(0, "3.0")),
      ],
    },
    get("a"),
    get("b"),
    get("c"),
  ),
  "a range at the top": scenario(
    { ...shared, structures: [rmrr(0xffff_ffff_ffff_f000n, 0xffff_ffff_ffff_ffffn, endpointScope(0, "2.0"))] },
    get("nic"),
  ),
  "ranges of 4 GiB and beyond": scenario(
    {
      functions: shared.functions,
      structures: [
        rmrr(0x1_0000_0000n, 0x1_0000_0fffn, endpointScope(0, "2.0")),
        rmrr(0x2000n, 0x1_0000_3fffn, endpointScope(0, "14.0")),
      ],
    },
    get("nic"),
    get("usb"),
  ),
  "a scope that names an absent function": scenario(
    {
      functions: shared.functions,
      structures: [rmrr(...aPage, endpointScope(0, "9.0"), endpointScope(0, "2.0"))],
    },
    get("nic"),
    get("usb"),
  ),
  "scopes and structures to be skipped": scenario(
    {
      functions: [...shared.functions, endpoint("foreign", "0:5.0")],
      structures: [
        { kind: "drhd", flags: 1, size: 0, segment: 0, registerBase: 0xfed9_0000n, scopes: [] },
        { kind: "rhsa", reserved: 0, registerBase: 0xfed9_0000n, proximityDomain: 0 },
        { kind: "opaque", type: 0x101, content: dmar(rmrr(0x3000n, 0x3fffn, endpointScope(0, "5.0"))).subarray(52) },
        rmrr(...aPage, scope(5, 0, "5.0"), scope(3, 0, "5.0"), { ...endpointScope(0, "2.0"), enumerationId: 7 }),
      ],
    },
    ...getAll(shared.functions),
    get("foreign"),
  ),
  "a start bus that is no root bus": scenario(
    {
      functions: deep,
      structures: [rmrr(...aPage, endpointScope(3, "0.0")), rmrr(0x3000n, 0x3fffn, endpointScope(3, "1.0", "0.0"))],
    },
    ...getAll(deep),
  ),
  "scopes that do not suit a header": scenario(
    {
      functions: [...deep, endpoint("host bridge", "0:0.0", { classCode: 0x060000 })],
      structures: [
        rmrr(...aPage, bridgeScope(0, "0.0"), endpointScope(0, "1c.0")),
        rmrr(0x3000n, 0x3fffn, endpointScope(0, "0.0"), bridgeScope(0, "1c.0")),
      ],
    },
    get("host bridge"),
    ...getAll(deep),
  ),
  "devices of every kind": scenario(
    {
      functions: [
        endpoint("isa", "0:1f.0", { classCode: ISA_BRIDGE }),
        bridge("port", "0:1c.0", [1, 1]),
        endpoint("ehci", "0:1d.0", { classCode: 0x0c0320 }),
        endpoint("smbus", "0:1f.3", { classCode: 0x0c0500 }),
        endpoint("audio", "0:1f.4", { classCode: 0x040300 }),
        endpoint("display", "0:2.0", { classCode: 0x038000 }),
        endpoint("vga", "0:3.0", { classCode: VGA }),
        endpoint("flash", "0:4.0", { classCode: 0x010300 }),
      ],
      otherDevices: [{ kind: "other", label: "uart" }],
      structures: [
        rmrr(...aPage, ...["1f.0", "1d.0", "1f.3", "1f.4", "2.0", "3.0", "4.0"].map((hop) => endpointScope(0, hop))),
      ],
    },
    ...["isa", "port", "ehci", "smbus", "audio", "display", "vga", "flash", "uart"].map((device) => get(device)),
    ask("relaxable", "uart"),
    ask("locked", "display"),
  ),
  "a USB controller and a NIC in one RMRR and one group": scenario(
    shared,
    get("nic"),
    get("usb"),
    group,
    show,
    map,
    attach(),
  ),
  "a USB controller below a named bridge": scenario(
    {
      functions: [bridge("port", "0:1c.0", [1, 1]), endpoint("usb", "1:0.0", { parent: "port", classCode: XHCI })],
      structures: [rmrr(...aPage, bridgeScope(0, "1c.0"))],
    },
    get("port"),
    get("usb"),
  ),
  "inserts of every kind": scenario(
    {},
    ...inserts([0n, 0xan, "direct"], [0x14n, 0x1en, "direct"], [0x28n, 0x32n, "direct"], [5n, 0x2dn, "direct"]),
    ...inserts([0x10n, 0x18n, "reserved"], [0n, 0x32n, "direct"], [0x33n, 0x40n, "direct"], [0x41n, 0x50n, "msi"]),
  ),
  "three of a type bridged across another": scenario(
    {},
    ...inserts([0n, 9n, "direct"], [12n, 13n, "reserved"], [20n, 29n, "direct"], [8n, 22n, "direct"]),
  ),
  "types that overlap": scenario({}, ...inserts([0n, 100n, "direct"], [50n, 60n, "reserved"], [10n, 20n, "reserved"])),
  "types that start together": scenario({}, ...inserts([0n, 9n, "msi"], [0n, 99n, "direct"])),
  "regions at the top": scenario(
    {},
    ...inserts(
      [0xffff_ffff_ff00_0000n, 0xffff_ffff_ffff_ffffn, "direct"],
      [0xffff_ffff_ffff_0000n, 0xffff_ffff_ffff_0fffn, "direct"],
    ),
    ...inserts([1n, 2n, "direct"]),
  ),
  "an insert that fails": scenario(
    {},
    ...inserts([0n, 9n, "direct"], [20n, 29n, "direct"]),
    fail(1),
    ...inserts([5n, 25n, "direct"]),
  ),
  "a get that fails at its second allocation": scenario(shared, fail(2), get("nic"), get("usb")),
  "a group that fails while it is merged": scenario(shared, fail(3), group),
  "a function that comes late": scenario(
    { ...shared, functions: [endpoint("nic", "0:2.0", { absent: true }), endpoint("usb", "0:14.0")] },
    add("nic"),
    get("nic"),
    get("usb"),
  ),
  "a function that goes and comes again": scenario(
    { ...shared, structures: [...shared.structures, rmrr(0x8000n, 0x8fffn, endpointScope(0, "2.0"))] },
    get("nic", "a"),
    remove("nic"),
    get("nic", "b"),
    get("usb", "c"),
    add("nic"),
    get("nic", "d"),
  ),
  "a function that comes again into the slots of two": scenario(
    { ...shared, structures: [rmrr(...aPage, endpointScope(0, "2.0"))] },
    remove("nic"),
    add("nic"),
    get("nic"),
  ),
  "a sub-hierarchy that comes late": scenario(
    {
      functions: [bridge("port", "0:1c.0", [1, 1]), endpoint("nic", "1:0.0", { parent: "port", absent: true })],
      structures: [rmrr(...aPage, bridgeScope(0, "1c.0"))],
    },
    add("nic"),
    get("nic"),
  ),
  "a function added twice, and one removed twice": scenario(
    { ...shared, functions: [endpoint("nic", "0:2.0"), endpoint("usb", "0:14.0", { absent: true })] },
    add("nic"),
    add("usb"),
    get("usb"),
    remove("usb"),
    remove("usb"),
  ),
  "overlapping regions of one group": scenario(
    {
      ...shared,
      structures: [
        rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0")),
        rmrr(0x1000n, 0x4fffn, endpointScope(0, "14.0")),
        rmrr(0x8000n, 0x8fffn, endpointScope(0, "14.0")),
      ],
    },
    group,
    map,
  ),
  "a group whose text does not fit into a page": scenario(
    {
      ...usbOnly,
      structures: Array.from({ length: 90 }, (_, index) => {
        const start = BigInt(index) * 0x2000n;
        return rmrr(start, start + 0xfffn, endpointScope(0, "14.0"));
      }),
    },
    show,
  ),
  "assigning a group that is not locked": scenario(
    usbOnly,
    attach(),
    attach({ start: 0x1000n, end: 0x1fffn }),
    attach({ start: 0xfed0_0000n, end: 0xfee0_0fffn }),
  ),
  "assigning a group whose second member is locked": scenario({ ...shared, groups: { all: ["usb", "nic"] } }, attach()),
  "a scope of Length 0": scenario(
    { ...shared, table: dmar(rmrr(...aPage, { ...endpointScope(0, "2.0"), lengthOverride: 0 })) },
    get("nic"),
  ),
  "a structure of Length 0": scenario(
    { ...shared, table: dmar({ ...rmrr(...aPage), lengthOverride: 0 }, ...shared.structures) },
    get("nic"),
  ),
  "a scope longer than its structure": scenario(
    {
      functions: [bridge("port", "0:1.0", [1, 1]), endpoint("behind", "1:0.0", { parent: "port" })],
      table: dmar(
        { ...rmrr(...aPage), rest: Uint8Array.of(1, 10, 0, 0, 0, 0, 1, 0) },
        { kind: "opaque", type: 0, content: new Uint8Array(4) },
      ),
    },
    get("behind"),
  ),
  "a structure longer than its table": scenario(
    {
      ...shared,
      table: dmar(...shared.structures, { ...rmrr(...aPage, endpointScope(0, "2.0")), lengthOverride: 40 }),
    },
    get("nic"),
  ),
  "an RMRR too short for its fields": scenario(
    { ...shared, table: dmar(...shared.structures, { kind: "opaque", type: 1, content: new Uint8Array(8) }) },
    get("nic"),
  ),
  "a misaligned RMRR among good ones": scenario(
    { ...shared, structures: [misaligned, ...shared.structures] },
    get("nic"),
    get("usb"),
  ),
} as const satisfies Record<string, Scenario>;

export type TellingScenario = keyof typeof TELLING_SCENARIOS;
