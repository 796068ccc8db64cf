/** The fixed scenarios of the smoke test, simplest first. */

import { SCOPE_ENDPOINT } from "../../../model/dmar/table.ts";
import type { PciFunction } from "../../../model/platform.ts";
import type { RegionType } from "../../../model/region.ts";
import type { Scenario, Step } from "../../../model/scenario.ts";
import { endpoint, PLAIN_LABELS, rmrr, scope, SMOKE_RMRRS, smokePlatform, type SmokeLabels } from "./smoke-platform.ts";

export interface SmokeCase {
  readonly name: string;
  /** What it checks, as a clause. */
  readonly purpose: string;
  readonly scenario: Scenario;
}

/** Labels that trip up a program that concatenates strings or uses them as property names. */
const ODD_LABELS: SmokeLabels = {
  graphics: "",
  usb: '"; DROP TABLE devices; --\n\\u0000',
  port: "__proto__",
  nic: "Gerät ☃ \u{1f5a7}",
  i2c: "\\_SB.PCI0.I2C1",
  group: "0",
};

/** Enough functions to make a line longer than any pipe buffer. */
const MANY = 248;

export const SMOKE_CASES: readonly SmokeCase[] = [
  {
    name: "one-device",
    purpose: "one list of one device, read twice and put",
    scenario: scenario([get("usb", "a"), read("a"), put("a")]),
  },
  {
    name: "two-lists",
    purpose: "two live lists of one device, put in another order",
    scenario: scenario([get("usb", "a"), get("usb", "b"), read("a"), put("a"), read("b"), put("b")]),
  },
  {
    name: "every-device",
    purpose: "a bridge, functions below it, a device that no RMRR names, and a device that is not PCI",
    scenario: scenario(
      ["graphics", "usb", "port", "nic", "i2c"].flatMap((device) => [get(device, device), read(device), put(device)]),
    ),
  },
  {
    name: "predicates",
    purpose: "every predicate, for several devices",
    scenario: scenario([
      ...["graphics", "usb", "nic", "i2c"].flatMap((device): Step[] => [
        { do: "ask", predicate: "has-rmrr", device },
        { do: "ask", predicate: "relaxable", device },
        { do: "ask", predicate: "locked", device },
      ]),
      { do: "ask", predicate: "downstream", device: "nic", bridge: "port" },
      { do: "ask", predicate: "downstream", device: "usb", bridge: "port" },
    ]),
  },
  {
    name: "merging",
    purpose: "regions that are adjacent, overlap, or differ in type, and a list inserted into another",
    scenario: scenario([
      insert("m", 0x1000n, 0x1fffn, "direct"),
      insert("m", 0x2000n, 0x2fffn, "direct"),
      insert("m", 0x2000n, 0x4fffn, "reserved"),
      insert("n", 0x0n, 0x1000n, "direct"),
      { do: "insert-all-of", list: "n", source: "m" },
      read("m"),
      read("n"),
      put("m"),
      put("n"),
    ]),
  },
  {
    name: "callers-own-lists",
    purpose: "a caller that overwrites the regions of its list, and one that empties it",
    scenario: scenario([
      get("usb", "a"),
      get("usb", "b"),
      { do: "scribble", list: "a" },
      { do: "empty", list: "b" },
      get("usb", "c"),
      ...["a", "b", "c"].flatMap((list) => [read(list), put(list)]),
    ]),
  },
  {
    name: "group",
    purpose: "what is done with a group",
    scenario: scenario([
      { do: "group", group: "group", list: "g" },
      read("g"),
      put("g"),
      { do: "show", group: "group" },
      { do: "map", group: "group" },
      { do: "attach", group: "group", aperture: { start: 0n, end: 0xffff_ffff_ffffn }, mappings: [] },
    ]),
  },
  {
    name: "coming-and-going",
    purpose: "a function that is removed while its list is live, and added again",
    scenario: scenario([
      get("nic", "a"),
      { do: "remove", device: "port" },
      get("usb", "b"),
      { do: "add", device: "port" },
      get("nic", "c"),
      ...["a", "b", "c"].flatMap((list) => [read(list), put(list)]),
    ]),
  },
  {
    name: "no-memory",
    purpose: "an allocation that fails, and the same request afterwards",
    scenario: scenario([
      { do: "fail-allocations", first: 1, count: 1 },
      get("usb", "a"),
      get("usb", "b"),
      ...["a", "b"].flatMap((list) => [read(list), put(list)]),
    ]),
  },
  {
    name: "started-again",
    purpose: "a start in which an allocation fails, and one with memory enough, while a function is not there",
    scenario: scenario([
      { do: "remove", device: "port" },
      { do: "fail-allocations", first: 1, count: 1 },
      { do: "restart" },
      get("usb", "a"),
      read("a"),
      put("a"),
      { do: "restart" },
      get("usb", "b"),
      read("b"),
      put("b"),
      { do: "add", device: "port" },
      get("nic", "c"),
      read("c"),
      put("c"),
    ]),
  },
  {
    name: "odd-labels",
    purpose: "labels of any text",
    scenario: {
      platform: smokePlatform(ODD_LABELS),
      steps: [
        ...[ODD_LABELS.usb, ODD_LABELS.nic, ODD_LABELS.i2c].flatMap((device) => [get(device, device)]),
        { do: "ask", predicate: "downstream", device: ODD_LABELS.nic, bridge: ODD_LABELS.port },
        { do: "group", group: ODD_LABELS.group, list: "__proto__" },
        ...[ODD_LABELS.usb, ODD_LABELS.nic, ODD_LABELS.i2c, "__proto__"].flatMap((list) => [read(list), put(list)]),
        { do: "tear-down" },
      ],
    },
  },
  {
    name: "broken-table",
    purpose: "a table with a structure of Length 0 after its RMRRs, and a scope that extends past its RMRR",
    scenario: {
      platform: smokePlatform(
        PLAIN_LABELS,
        [],
        [
          ...SMOKE_RMRRS,
          rmrr(0x9000_0000n, 0x9000_0fffn, { ...scope(SCOPE_ENDPOINT, 0x14), lengthOverride: 0xfe }),
          { kind: "opaque", type: 1, content: new Uint8Array(20), lengthOverride: 0 },
        ],
      ),
      steps: [get("usb", "a"), read("a"), put("a"), { do: "tear-down" }],
    },
  },
  {
    name: "large",
    purpose: "a message that is longer than the buffer of a pipe",
    scenario: {
      platform: smokePlatform(PLAIN_LABELS, manyFunctions()),
      steps: [get("usb", "a"), get("many 7", "b"), read("a"), read("b"), put("a"), put("b"), { do: "tear-down" }],
    },
  },
];

function scenario(steps: readonly Step[]): Scenario {
  return { platform: smokePlatform(), steps: [...steps, { do: "tear-down" }] };
}

function get(device: string, list: string): Step {
  return { do: "get", device, list };
}

function read(list: string): Step {
  return { do: "read", list };
}

function put(list: string): Step {
  return { do: "put", list };
}

function insert(list: string, start: bigint, end: bigint, type: RegionType): Step {
  return { do: "insert", list, region: { start, end, type, protection: 3 } };
}

/** Functions on root buses in addition to those of the small platform: function 0 of each device first. */
function manyFunctions(): PciFunction[] {
  // Devices 0x03 to 0x13 and 0x15 to 0x1b are free; the long label makes the line long.
  const devices = [...Array(0x20).keys()].filter((device) => device > 0x02 && device !== 0x14 && device !== 0x1c);
  return devices
    .flatMap((device) => [...Array(8).keys()].map((fn) => ({ device, fn })))
    .slice(0, MANY)
    .map(({ device, fn }, index) => ({
      ...endpoint(index === 7 ? "many 7" : `many ${index} ${"x".repeat(300)}`, 0, device, 0x01_0000),
      function: fn,
    }));
}
