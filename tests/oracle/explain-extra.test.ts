/** Which mistake would have led to a range that a device must not have. */

import { describe, expect, test } from "vitest";
import type { DeviceScope, DmarStructure, RmrrStructure } from "../../model/dmar/table.ts";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import type { AddressRange } from "../../model/region.ts";
import { explainExtra } from "../../oracle/explain-extra.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import {
  bridge,
  bridgeScope,
  endpoint,
  endpointScope,
  get,
  type PlatformParts,
  rmrr,
  scenario,
  scope,
} from "../reference/hand-made.ts";
import { anddStructure } from "../reference/platforms.ts";
import { uart } from "../suites/coverage-platforms.ts";

/** Two root buses with the like below both, a further segment, and one that no RMRR can name. */
const parts: PlatformParts = {
  rootBuses: [
    { segment: 0, bus: 0, lastBus: 0x7f },
    { segment: 0, bus: 0x80, lastBus: 0xff },
    { segment: 1, bus: 0, lastBus: 0xff },
    { segment: 0x10000, bus: 0, lastBus: 0xff },
  ],
  functions: [
    endpoint("nic", "0:2.0"),
    endpoint("nic1", "0:2.1"),
    endpoint("disk", "0:3.0"),
    bridge("port", "0:1c.0", [1, 9]),
    endpoint("child", "1:2.0", { parent: "port" }),
    endpoint("child1", "1:2.1", { parent: "port" }),
    endpoint("vf", "1:4.0", { parent: "port", physicalFunction: "child" }),
    bridge("inner", "1:0.0", [5, 9], { parent: "port" }),
    endpoint("deep", "5:3.0", { parent: "inner" }),
    bridge("fan", "0:1d.0", [0x10, 0x10]),
    endpoint("fan0", "10:0.0", { parent: "fan" }),
    { ...endpoint("fan9", "10:0.0", { parent: "fan" }), function: 0x9 },
    { ...endpoint("fan11", "10:0.0", { parent: "fan" }), function: 0x11 },
    endpoint("far", "80:2.0"),
    bridge("far-port", "80:1c.0", [0x81, 0x82]),
    endpoint("far-child", "81:2.0", { parent: "far-port" }),
    endpoint("abroad", "1:0:2.0"),
    endpoint("elsewhere", "1:0:9.0"),
    endpoint("vmd", "10000:0:2.0"),
  ],
  otherDevices: [uart, { ...uart, label: "uart2", acpiName: "\\_SB.URT2" }],
};
const A: AddressRange = { start: 0x1000n, end: 0x1fffn };
const B: AddressRange = { start: 0x8000n, end: 0x8fffn };
const over = (range: AddressRange, ...scopes: readonly DeviceScope[]): RmrrStructure =>
  rmrr(range.start, range.end, ...scopes);
const overA = (...scopes: readonly DeviceScope[]): readonly DmarStructure[] => [over(A, ...scopes)];

/** `why rmrr.scope hop N named LABEL`, as far as it is said, when a device has a range that it must not have. */
function reason(
  structures: readonly DmarStructure[],
  device: string,
  range: AddressRange = A,
  switches: Partial<Profile> = {},
): string {
  const facts = new ScenarioFacts(scenario({ ...parts, structures }, get(device)), { ...LINUX_PROFILE, ...switches });
  const { why, rmrr: of, scope: at, hop, named } = explainExtra(facts, facts.gets[0]!, range);
  const place = of === undefined ? "" : at === undefined ? ` ${of}` : ` ${of}.${at}`;
  return `${why}${place}${hop === undefined ? "" : ` hop ${hop}`}${named === undefined ? "" : ` of ${facts.labelOf(named)}`}`;
}

const nic = endpointScope(0, "2.0");
const child = endpointScope(0, "1c.0", "2.0");
const deep = endpointScope(0, "1c.0", "0.0", "3.0");

describe("beside the function that an endpoint scope names stands", () => {
  test.each([
    ["nic1", nic, "other-function 0.0 of nic"],
    ["disk", nic, "sibling 0.0 of nic"],
    ["port", nic, "sibling 0.0 of nic"],
    ["deep", nic, "unrelated 0.0 of nic"],
    ["port", deep, "ancestor 0.0 of deep"],
    ["inner", deep, "ancestor 0.0 of deep"],
    ["child", deep, "unrelated 0.0 of deep"],
    ["child1", child, "other-function 0.0 of child"],
    ["inner", child, "sibling 0.0 of child"],
    ["far", nic, "other-root-bus 0.0 of nic"],
    ["far", endpointScope(0, "2.1"), "unrelated 0.0 of nic1"],
    ["far-child", child, "other-root-bus 0.0 of child"],
    ["far-child", nic, "unrelated 0.0 of nic"],
    ["far", child, "unrelated 0.0 of child"],
    ["far-port", nic, "unrelated 0.0 of nic"],
    ["child", nic, "unrelated 0.0 of nic"],
  ] as const)("%s: %j", (device, named, expected) => {
    expect(reason(overA(named), device)).toBe(expected);
  });

  test("an ARI function whose number reads as device and function of the named one", () => {
    const functions = [...parts.functions!, endpoint("second", "10:1.1", { parent: "fan" })];
    const why = (device: string): string => {
      const asked = scenario({ ...parts, functions, structures: overA(endpointScope(0, "1d.0", "1.1")) }, get(device));
      const facts = new ScenarioFacts(asked, LINUX_PROFILE);
      return explainExtra(facts, facts.gets[0]!, A).why;
    };
    expect(["fan9", "fan11", "fan0"].map(why)).toEqual(["alternative-routing-id", "sibling", "sibling"]);
  });

  test("a function whose number the numbers of the path read as", () => {
    // Start bus 0 and last hop 3.0; and two bridges further on, bus 2.
    expect(reason(overA(deep), "disk")).toBe("number-of-last-hop 0.0 of deep");
    expect(reason(overA(endpointScope(0x80, "1c.0", "2.0")), "far")).toBe("number-of-last-hop 0.0 of far-child");
    const functions = [...parts.functions!, endpoint("third", "1:3.0", { parent: "port" })];
    const facts = new ScenarioFacts(
      scenario({ ...parts, functions, structures: overA(endpointScope(0, "1d.0", "3.0")) }, get("third")),
      LINUX_PROFILE,
    );
    expect(explainExtra(facts, facts.gets[0]!, A)).toEqual({
      why: "consecutive-bus-numbers",
      rmrr: 0,
      scope: 0,
      hop: 1,
    });
  });
});

describe("beside the bridge that a sub-hierarchy scope names stands", () => {
  test.each([
    ["disk", bridgeScope(0, "1c.0"), "sibling 0.0 of port"],
    ["fan0", bridgeScope(0, "1c.0"), "sibling 0.0 of port"],
    ["far-child", bridgeScope(0, "1c.0"), "other-root-bus 0.0 of port"],
    ["far", bridgeScope(0, "1c.0"), "unrelated 0.0 of port"],
    ["child", bridgeScope(0, "1c.0", "0.0"), "sibling 0.0 of inner"],
    ["port", bridgeScope(0, "1c.0", "0.0"), "ancestor 0.0 of inner"],
    ["fan9", bridgeScope(0, "1c.0", "0.0"), "unrelated 0.0 of inner"],
  ] as const)("%s: %j", (device, named, expected) => {
    expect(reason(overA(named), device)).toBe(expected);
  });

  test("nobody through a bridge above, if an endpoint is named", () => {
    expect(reason(overA(endpointScope(0, "3.0")), "fan0")).toBe("unrelated 0.0 of disk");
  });
});

describe("what the profile does not honour", () => {
  test.each([
    ["port", endpointScope(0, "1c.0"), {}, "header-mismatch 0.0 of port"],
    ["child", endpointScope(0, "1c.0"), {}, "below-header-mismatch 0.0 of port"],
    ["nic", bridgeScope(0, "2.0"), {}, "header-mismatch 0.0 of nic"],
    ["nic1", bridgeScope(0, "2.0"), {}, "other-function 0.0 of nic"],
    ["vf", endpointScope(0, "1c.0", "4.0"), {}, "virtual-function-path 0.0 of vf"],
    ["vf", child, {}, "inherited-from-physical-function 0.0 of child"],
    ["vf", endpointScope(0, "1c.0"), {}, "below-header-mismatch 0.0 of port"],
    ["deep", endpointScope(5, "3.0"), { startBusFallback: "no" }, "matched-by-number 0.0 of deep"],
    ["deep", bridgeScope(1, "0.0"), { startBusFallback: "no" }, "matched-by-number 0.0 of inner"],
    ["child1", endpointScope(1, "2.0"), {}, "other-function 0.0 of child"],
  ] as const)("%s: %j %j", (device, named, switches, expected) => {
    expect(reason(overA(named), device, A, switches)).toBe(expected);
  });

  test("is a match by number too if a virtual function stands below the bridge that was found so", () => {
    const behind = [
      ...parts.functions!,
      endpoint("pf", "5:4.0", { parent: "inner" }),
      endpoint("deep-vf", "5:5.0", { parent: "inner", physicalFunction: "pf" }),
    ];
    const asked = scenario({ ...parts, functions: behind, structures: overA(bridgeScope(1, "0.0")) }, get("deep-vf"));
    const facts = new ScenarioFacts(asked, { ...LINUX_PROFILE, startBusFallback: "no" });
    expect(explainExtra(facts, facts.gets[0]!, A).why).toBe("matched-by-number");
  });
});

describe("a path that leads nowhere", () => {
  test.each([
    ["port", endpointScope(0, "1c.0", "9.0"), "on-absent-path 0.0 hop 1"],
    ["port", endpointScope(0, "1c.0", "0.0", "9.0"), "on-absent-path 0.0 hop 2"],
    ["inner", endpointScope(0, "1c.0", "0.0", "9.0"), "on-absent-path 0.0 hop 2"],
    ["deep", endpointScope(0, "1c.0", "0.0", "9.0"), "beside-absent 0.0 hop 2"],
    ["child", endpointScope(0, "1c.0", "9.0"), "beside-absent 0.0 hop 1"],
    ["vf", endpointScope(0, "1c.0", "9.0"), "beside-absent 0.0 hop 1"],
    ["deep", endpointScope(0, "1c.0", "9.0"), "unrelated 0.0 hop 1"],
    ["nic", endpointScope(0, "9.0"), "beside-absent 0.0 hop 0"],
    ["far", endpointScope(0, "9.0"), "unrelated 0.0 hop 0"],
    ["child", endpointScope(0, "9.0"), "unrelated 0.0 hop 0"],
    ["fan9", endpointScope(0, "1d.0", "1.1"), "alternative-routing-id 0.0 hop 1"],
    ["fan9", endpointScope(0, "1d.0", "1.0"), "beside-absent 0.0 hop 1"],
    ["fan11", endpointScope(0, "1d.0", "1.1"), "beside-absent 0.0 hop 1"],
    ["fan0", endpointScope(0, "1d.0", "1.1"), "beside-absent 0.0 hop 1"],
    ["disk", endpointScope(0, "1c.0", "3.0"), "number-of-last-hop 0.0 hop 1"],
    ["nic", endpointScope(0, "2.0", "0.0"), "path-through-endpoint 0.0 hop 1"],
    ["child", endpointScope(0, "1c.0", "2.0", "0.0"), "path-through-endpoint 0.0 hop 2"],
    ["port", endpointScope(0, "1c.0", "2.0", "0.0"), "on-absent-path 0.0 hop 2"],
    ["child1", endpointScope(0, "1c.0", "2.0", "0.0"), "unrelated 0.0 hop 2"],
    ["disk", endpointScope(0, "2.0", "0.0"), "unrelated 0.0 hop 1"],
    ["nic", endpointScope(0, "22.0"), "impossible-hop 0.0 hop 0"],
    ["nic", endpointScope(0, "2.0", "2.8"), "impossible-hop 0.0 hop 1"],
    ["deep", endpointScope(1, "0.0", "3.0"), "longer-path-matched 0.0 hop 0"],
    ["deep", bridgeScope(0x77, "9.0", "0.0"), "unrelated 0.0 hop 0"],
    ["deep", bridgeScope(1, "9.0", "0.0"), "longer-path-matched 0.0 hop 0"],
    ["child", endpointScope(1, "0.0", "3.0"), "unrelated 0.0 hop 0"],
    ["deep", endpointScope(4, "9.0", "3.0"), "consecutive-bus-numbers 0.0 hop 0"],
  ] as const)("%s: %j", (device, named, expected) => {
    expect(reason(overA(named), device)).toBe(expected);
  });
});

describe("what is to be stepped over", () => {
  test("a scope of another type, whose path leads to the device or to a bridge above it", () => {
    for (const type of [0, 3, 4, 5]) {
      expect(reason(overA(scope(type, 0, "2.0")), "nic")).toBe("foreign-scope 0.0");
      expect(reason(overA(scope(type, 0, "1c.0")), "deep")).toBe("foreign-scope 0.0");
      expect(reason(overA(scope(type, 0, "2.0")), "disk")).toBe("unrelated 0.0");
    }
  });

  test("a namespace scope, for the device that it declares as for the function at its path", () => {
    const declared = [anddStructure, over(A, { ...scope(5, 0, "1c.0"), enumerationId: 1 })];
    expect(reason(declared, "uart")).toBe("namespace-scope 0.0 of uart");
    expect(reason(declared, "uart2")).toBe("not-pci 0.0 of uart");
    expect(reason(declared, "port")).toBe("foreign-scope 0.0 of uart");
    expect(reason(declared, "deep")).toBe("foreign-scope 0.0 of uart");
    expect(reason(declared, "nic")).toBe("unrelated 0.0 of uart");
    expect(reason(overA(nic), "uart")).toBe("not-pci 0.0 of nic");
    expect(reason(overA(endpointScope(0, "9.0")), "uart")).toBe("not-pci 0.0");
  });

  test("a structure of another type, which has the range where an RMRR would have it", () => {
    const content = new Uint8Array(20);
    const view = new DataView(content.buffer);
    view.setBigUint64(4, B.start, true);
    view.setBigUint64(12, B.end, true);
    const opaque = (bytes: Uint8Array): DmarStructure => ({ kind: "opaque", type: 9, content: bytes });
    const table = [over(A, nic), opaque(content)];
    expect(reason(table, "disk", B)).toBe("foreign-structure");
    expect(reason(table, "disk", { ...B, end: B.end + 1n })).toBe("invented-range");
    expect(reason(table, "disk", { ...B, start: B.start + 1n })).toBe("invented-range");
    expect(reason([over(A, nic)], "disk", B)).toBe("invented-range");
    expect(reason([], "disk", B)).toBe("invented-range");
    // One that ends before a Limit has none, whatever stands behind it.
    const short = [opaque(content.slice(0, 19)), opaque(new Uint8Array(4))];
    expect(reason(short, "disk", { start: B.start, end: B.end & 0xffn })).toBe("invented-range");
    // Of the RMRR itself it is said by its scopes.
    expect(reason([over(A, nic), opaque(content), over(B, nic)], "disk", B)).toBe("sibling 1.0 of nic");
  });
});

describe("another segment", () => {
  test("has the same numbers, or others, or is one that was cut to 16 bits", () => {
    expect(reason(overA(nic), "abroad")).toBe("same-numbers 0.0 of nic");
    expect(reason(overA(nic), "elsewhere")).toBe("other-segment 0.0 of nic");
    expect(reason(overA(nic), "vmd")).toBe("segment-cut-to-16-bits 0.0 of nic");
    expect(reason([{ ...over(A, nic), segment: 1 }], "vmd")).toBe("same-numbers 0.0 of abroad");
    expect(reason(overA(endpointScope(0, "9.0")), "vmd")).toBe("other-segment 0.0");
    expect(reason(overA(endpointScope(0, "9.0")), "elsewhere")).toBe("same-numbers 0.0");
  });
});

describe("an RMRR", () => {
  test("without a scope names nobody, and one that the profile drops is nobody's", () => {
    expect(reason([over(A)], "nic")).toBe("no-scope 0");
    const misaligned = { start: 0x1001n, end: 0x1fffn };
    expect(reason([over(misaligned, nic)], "nic", misaligned, { malformed: "skip" })).toBe("dropped-rmrr 0");
    expect(reason([over(misaligned, nic)], "disk", misaligned, { malformed: "skip" })).toBe("dropped-rmrr 0");
    expect(reason([over(misaligned, nic)], "disk", misaligned)).toBe("sibling 0.0 of nic");
  });

  test("of another range is not looked at", () => {
    expect(reason([over(B), over(A, nic)], "disk")).toBe("sibling 1.0 of nic");
    expect(reason([over(B, endpointScope(0, "1c.0", "3.0")), over(A, nic)], "disk")).toBe("sibling 1.0 of nic");
    expect(reason([over(B, endpointScope(0, "1c.0")), over(A, nic)], "port")).toBe("sibling 1.0 of nic");
    const dropped = [over({ start: 0x8001n, end: 0x8fffn }, nic), over(A, nic)];
    expect(reason(dropped, "disk", A, { malformed: "skip" })).toBe("sibling 1.0 of nic");
  });
});

describe("of several scopes", () => {
  test("the most specific mistake is taken, and of equal ones the first", () => {
    expect(reason(overA(nic, deep), "disk")).toBe("number-of-last-hop 0.1 of deep");
    expect(reason(overA(deep, nic), "disk")).toBe("number-of-last-hop 0.0 of deep");
    expect(reason([over(A, nic), over(A, endpointScope(0, "2.1"))], "disk")).toBe("sibling 0.0 of nic");
    expect(reason([over(A, nic), over(A, endpointScope(0, "2.1"), deep)], "disk")).toBe(
      "number-of-last-hop 1.1 of deep",
    );
    expect(reason([over(A, nic), over(A)], "disk")).toBe("sibling 0.0 of nic");
    expect(reason([over(A, deep), over(A)], "child")).toBe("no-scope 1");
  });
});
