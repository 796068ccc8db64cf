/** To what a missing range is charged: to how it is due, or to what sets it apart from all that came. */

import { describe, expect, test } from "vitest";
import type { DmarStructure } from "../../model/dmar/table.ts";
import type { Profile } from "../../model/profile.ts";
import type { RegionFields } from "../../model/region.ts";
import {
  bridge,
  bridgeScope,
  endpoint,
  endpointScope,
  type PlatformParts,
  region,
  rmrr,
  scope,
} from "../reference/hand-made.ts";
import { anddStructure } from "../reference/platforms.ts";
import { uart } from "../suites/coverage-platforms.ts";
import { type Seen, seenGets } from "./seen-gets.ts";

const [a, b, c] = [region(0x1000n, 0x1fffn), region(0x4000n, 0x4fffn), region(0x7000n, 0x7fffn)] as const;
const over = ({ start, end }: RegionFields, ...scopes: Parameters<typeof rmrr>[2][]): DmarStructure =>
  rmrr(start, end, ...scopes);

const nic = endpointScope(0, "2.0");
const disk = endpointScope(0, "3.0");
const usb = endpointScope(0, "4.0");
const child = endpointScope(0, "1c.0", "2.0");
const other = endpointScope(0, "1c.0", "3.0");
const port = bridgeScope(0, "1c.0");
const absent = endpointScope(0, "9.0");
const ioApic = scope(3, 0, "2.0");
const later: Seen = { do: "add", device: "late" };

const parts: PlatformParts = {
  functions: [
    endpoint("nic", "0:2.0"),
    endpoint("disk", "0:3.0"),
    endpoint("usb", "0:4.0"),
    endpoint("late", "0:5.0", { absent: true }),
    bridge("port", "0:1c.0", [1, 9]),
    endpoint("child", "1:2.0", { parent: "port" }),
    endpoint("other", "1:3.0", { parent: "port" }),
    bridge("inner", "1:0.0", [5, 9], { parent: "port" }),
    endpoint("deep", "5:3.0", { parent: "inner" }),
  ],
  otherDevices: [uart, { ...uart, label: "uart2", acpiName: "\\_SB.URT2" }],
};

/** Every missing range: whose, the index of its scope's RMRR, and why. */
function missing(
  structures: readonly DmarStructure[],
  seen: readonly Seen[],
  switches: Partial<Profile> = {},
): readonly string[] {
  return seenGets({ ...parts, structures }, seen, switches).missing.map(
    ({ get, why, namings }) => `${get.label} ${namings[0]!.scope.rmrr} ${why}`,
  );
}

describe("a missing range is charged to its relation", () => {
  test("if it is all that there is", () => {
    expect(missing([over(a, nic)], [["nic"]])).toEqual(["nic 0 relation"]);
    expect(missing([over(a, nic)], [["nic", a]])).toEqual([]);
  });

  test("if nothing else of the device came either, or came as it should", () => {
    const both = [over(a, nic), over(b, nic)];
    expect(missing(both, [["nic"]])).toEqual(["nic 0 relation", "nic 1 relation"]);
    expect(missing(both, [["nic", region(a.start, a.end - 1n)]])).toEqual(["nic 1 relation"]);
  });

  test("if it is due through several scopes, for it would take several peculiarities", () => {
    expect(missing([over(a, disk, nic), over(a, disk, nic)], [["nic"]])).toEqual(["nic 0 relation"]);
  });

  test("if one range that is missing has nothing peculiar about it", () => {
    expect(missing([over(a, absent, nic), over(b, disk)], [["nic"], ["disk"]])).toEqual([
      "nic 0 relation",
      "disk 1 relation",
    ]);
  });
});

describe("a missing range is charged to another RMRR", () => {
  test("before it or behind it in the table, whose range came", () => {
    const three = [over(a, nic), over(b, nic), over(c, nic)];
    expect(missing(three, [["nic", b]])).toEqual(["nic 0 earlier-rmrr", "nic 2 later-rmrr"]);
    expect(missing(three, [["nic", a]])).toEqual(["nic 1 later-rmrr", "nic 2 later-rmrr"]);
    expect(missing(three, [["nic", c]])).toEqual(["nic 0 earlier-rmrr", "nic 1 earlier-rmrr"]);
  });

  test("unless it is seen that RMRRs behind others are given, to the same device or to another one", () => {
    expect(missing([over(a, nic), over(b, nic), over(c, nic)], [["nic", a, b]])).toEqual(["nic 2 relation"]);
    const both = [over(a, nic, disk), over(b, nic), over(c, disk)];
    expect(missing(both, [["nic", a]])).toEqual(["nic 1 later-rmrr"]);
    expect(
      missing(both, [
        ["nic", a],
        ["disk", a, c],
      ]),
    ).toEqual(["nic 1 relation"]);
  });

  test("of another range: two RMRRs of one range show nothing of those behind them", () => {
    expect(missing([over(a, nic), over(a, nic), over(b, nic)], [["nic", a]])).toEqual(["nic 2 later-rmrr"]);
  });

  test("that has to cover the device, not one that may", () => {
    const mayBe = [over(a, bridgeScope(0, "2.0")), over(b, nic)];
    expect(missing(mayBe, [["nic", a]], { headerMismatch: "either" })).toEqual(["nic 1 relation"]);
    expect(missing(mayBe, [["nic", a]], { headerMismatch: "covered" })).toEqual(["nic 1 later-rmrr"]);
  });
});

describe("a missing range is charged to another scope of its RMRR", () => {
  test("before it or behind it, which names another device", () => {
    expect(missing([over(a, nic, disk)], [["nic", a], ["disk"]])).toEqual(["disk 0 later-scope"]);
    expect(missing([over(a, nic, disk)], [["nic"], ["disk", a]])).toEqual(["nic 0 earlier-scope"]);
    expect(missing([over(a, nic, disk, usb)], [["nic", a], ["disk"], ["usb", a]])).toEqual(["disk 0 relation"]);
    expect(missing([over(a, nic, disk)], [["disk"]])).toEqual(["disk 0 later-scope"]);
  });

  test("not to a scope that names nobody, the same device, or belongs to another RMRR", () => {
    expect(missing([over(a, bridgeScope(0, "3.0"), nic)], [["nic"]])).toEqual(["nic 0 relation"]);
    expect(missing([over(a, disk), over(b, nic)], [["disk", a], ["nic"]])).toEqual(["nic 1 relation"]);
    const twice = [over(a, nic, nic), over(b, disk, usb)];
    expect(missing(twice, [["nic", a], ["usb"]])).toEqual(["usb 1 later-scope"]);
  });

  test("that names nothing which is there, wherever it stands", () => {
    expect(missing([over(a, absent, nic)], [["nic"]])).toEqual(["nic 0 absent-scope"]);
    expect(missing([over(a, nic, absent)], [["nic"]])).toEqual(["nic 0 absent-scope"]);
    expect(missing([over(a, endpointScope(0, "2.0", "0.0"), nic)], [["nic"]])).toEqual(["nic 0 absent-scope"]);
    expect(missing([over(b, absent), over(a, nic)], [["nic"]])).toEqual(["nic 1 relation"]);
    // Until it comes, a function is named and not there.
    const behind = [over(a, nic, endpointScope(0, "5.0")), over(b, disk, usb)];
    expect(missing(behind, [["nic"], ["disk", b]])).toEqual(["nic 0 absent-scope"]);
    expect(missing(behind, [later, ["nic"], ["disk", b]])).toEqual(["nic 0 relation"]);
  });

  test("that is to be stepped over, if it stands before", () => {
    expect(missing([over(a, ioApic, nic)], [["nic"]])).toEqual(["nic 0 foreign-scope"]);
    expect(missing([over(a, { ...scope(5, 0, "2.0"), enumerationId: 9 }, nic)], [["nic"]])).toEqual([
      "nic 0 foreign-scope",
    ]);
    expect(missing([over(a, nic, ioApic)], [["nic"]])).toEqual(["nic 0 relation"]);
    expect(missing([over(b, ioApic), over(a, disk, nic)], [["disk", a], ["nic"]])).toEqual(["nic 1 later-scope"]);
    expect(missing([over(b, ioApic), over(a, bridgeScope(0, "3.0"), nic)], [["nic"]])).toEqual(["nic 1 relation"]);
    expect(missing([over(b, ioApic, disk), over(a, nic)], [["disk", b], ["nic"]])).toEqual(["nic 1 relation"]);
  });
});

describe("a missing range is charged to a structure before its RMRR", () => {
  test("that is neither a unit nor an RMRR", () => {
    const unit: DmarStructure = { kind: "drhd", flags: 1, size: 0, segment: 0, registerBase: 0xfed0_0000n, scopes: [] };
    expect(missing([anddStructure, over(a, nic)], [["nic"]])).toEqual(["nic 0 foreign-structure"]);
    expect(missing([over(a, nic), anddStructure], [["nic"]])).toEqual(["nic 0 relation"]);
    expect(missing([unit, over(b, disk), over(a, nic)], [["nic"]])).toEqual(["nic 1 relation"]);
    expect(missing([over(b, disk), anddStructure, over(a, nic)], [["disk", b], ["nic"]])).toEqual([
      "nic 1 foreign-structure",
    ]);
  });
});

describe("a relation that is not the simplest has to be seen to work before anything peculiar is blamed", () => {
  test("several hops are not one hop", () => {
    const unforeseeable = endpointScope(0, "1c.0", "0.0", "3.0");
    expect(missing([over(a, child), over(b, unforeseeable)], [["child", a], ["deep"]])).toEqual([
      "deep 1 unforeseeable-number",
    ]);
    expect(missing([over(a, nic), over(b, unforeseeable)], [["nic", a], ["deep"]])).toEqual(["deep 1 relation"]);
    expect(missing([over(a, absent, child), over(b, nic)], [["child"], ["nic", b]])).toEqual(["child 0 relation"]);
    expect(missing([over(a, absent, child), over(b, other)], [["child"], ["other", b]])).toEqual([
      "child 0 absent-scope",
    ]);
  });

  test("what is further down is not a child, and a child not the bridge itself", () => {
    expect(missing([over(b, absent, port)], [["port"]])).toEqual(["port 0 absent-scope"]);
    expect(missing([over(b, absent, port)], [["child"]])).toEqual(["child 0 relation"]);
    const two = [over(a, port), over(b, absent, port)];
    expect(
      missing(two, [
        ["child", a],
        ["other", b, a],
      ]),
    ).toEqual(["child 1 relation"]);
    expect(
      missing(
        [over(a, port), over(b, absent, port)],
        [
          ["child", a],
          ["deep", a],
        ],
      ),
    ).toEqual(["child 1 later-rmrr", "deep 1 later-rmrr"]);
    expect(missing(two, [["child", a], ["deep"]])).toEqual([
      "child 1 later-rmrr",
      "deep 0 relation",
      "deep 1 relation",
    ]);
    const inner = bridgeScope(0, "1c.0", "0.0");
    expect(missing([over(a, inner), over(b, absent, port)], [["deep", a]])).toEqual(["deep 1 relation"]);
  });

  test("what is missing by another relation does not matter to the simplest", () => {
    expect(missing([over(a, absent, nic), over(b, child)], [["nic"], ["child"]])).toEqual([
      "nic 0 absent-scope",
      "child 1 relation",
    ]);
  });

  test("what only may come shows nothing when it does not", () => {
    const mayBe = [over(a, absent, bridgeScope(0, "2.0")), over(b, absent, disk)];
    expect(missing(mayBe, [["nic"], ["disk"]], { headerMismatch: "either" })).toEqual(["disk 1 absent-scope"]);
  });

  test("a namespace device is blamed on nothing that is absent, which is said of functions", () => {
    const first = { ...scope(5, 0, "2.0"), enumerationId: 1 };
    const second = { ...first, enumerationId: 2 };
    const declared = [anddStructure, { ...anddStructure, acpiDeviceNumber: 2, objectName: "\\_SB.URT2" }];
    expect(
      missing([...declared, over(a, first), over(b, absent, second)], [["uart", a], ["uart2"]], {
        namespaceScope: "resolve",
      }),
    ).toEqual(["uart2 1 relation"]);
    expect(
      missing([anddStructure, over(a, first), over(b, absent, nic)], [["uart", a], ["nic"]], {
        namespaceScope: "resolve",
      }),
    ).toEqual(["nic 1 absent-scope"]);
  });
});
