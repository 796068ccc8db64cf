/** Which functions a scope of an RMRR reaches in the reference implementation (docs/rules.md, "Which functions a scope names"). */

import { describe, expect, test } from "vitest";
import { anddStructure, rootPortPlatform } from "./platforms.ts";
import { bridge, bridgeScope, dmar, endpoint, endpointScope, NETWORK, rmrr, scope } from "./hand-made.ts";
import { coverage } from "./observe.ts";

/** A region of one page, so that a region tells by its number which RMRR it stems from. */
function page(number: bigint, ...scopes: Parameters<typeof rmrr>[2][]): ReturnType<typeof rmrr> {
  return rmrr(number << 12n, (number << 12n) + 0xfffn, ...scopes);
}
const FIRST = ["1000-1fff direct"];
const SECOND = ["2000-2fff direct"];

describe("an endpoint scope", () => {
  test("names the function at the end of its path and nothing else", () => {
    const functions = [endpoint("a", "0:2.0"), endpoint("b", "0:2.1"), endpoint("c", "0:3.0")];
    expect(coverage({ functions, structures: [page(1n, endpointScope(0, "2.0"))] })).toEqual({ a: FIRST });
  });

  test("goes through the secondary bus of each bridge on its way, whatever its number", () => {
    for (const secondary of [1, 0x17, 0xfe]) {
      const functions = [
        bridge("port", "0:1c.0", [secondary, secondary + 1]),
        bridge("switch", `${secondary.toString(16)}:0.0`, [secondary + 1, secondary + 1], { parent: "port" }),
        endpoint("nic", `${(secondary + 1).toString(16)}:3.0`, { parent: "switch" }),
      ];
      const structures = [page(1n, endpointScope(0, "1c.0", "0.0", "3.0"))];
      expect(coverage({ functions, structures })).toEqual({ nic: FIRST });
    }
  });

  test("names nothing if its path goes through an absent function, or through one that is no bridge", () => {
    const functions = [endpoint("nic", "0:2.0"), endpoint("other", "0:3.0")];
    const structures = [page(1n, endpointScope(0, "4.0")), page(2n, endpointScope(0, "2.0", "3.0"))];
    expect(coverage({ functions, structures })).toEqual({});
  });

  test("names nothing by the first hops of its path alone, nor by a path that goes on", () => {
    const { functions } = rootPortPlatform();
    const shorter = page(1n, endpointScope(0, "1c.0"));
    const longer = page(2n, endpointScope(0, "1c.0", "0.0", "0.0", "0.0", "0.0"));
    expect(coverage({ functions, structures: [shorter, longer] })).toEqual({});
  });

  test("starts at the root bus that it names, where there are several", () => {
    const rootBuses = [
      { segment: 0, bus: 0, lastBus: 0x7f },
      { segment: 0, bus: 0x80, lastBus: 0xff },
    ];
    const functions = [endpoint("low", "0:2.0"), endpoint("high", "80:2.0")];
    const structures = [page(1n, endpointScope(0x80, "2.0"))];
    expect(coverage({ rootBuses, functions, structures })).toEqual({ high: FIRST });
  });
});

describe("a sub-hierarchy scope", () => {
  test("names the bridge and everything below it at any depth, and neither siblings nor what is above", () => {
    const { functions } = rootPortPlatform();
    const structures = [page(1n, bridgeScope(0, "1c.0", "0.0"))];
    expect(coverage({ functions, structures })).toEqual({ upstream: FIRST, downstream: FIRST, nic: FIRST });
  });

  test("names an empty bridge alone", () => {
    const functions = [bridge("port", "0:1c.0", [5, 5]), endpoint("nic", "0:2.0")];
    expect(coverage({ functions, structures: [page(1n, bridgeScope(0, "1c.0"))] })).toEqual({ port: FIRST });
  });

  test("accepts a CardBus bridge", () => {
    const functions = [
      { ...bridge("cardbus", "0:1e.0", [5, 8], { classCode: 0x060700 }), headerType: 2 as const },
      endpoint("card", "5:0.0", { parent: "cardbus" }),
    ];
    expect(coverage({ functions, structures: [page(1n, bridgeScope(0, "1e.0"))] })).toEqual({
      cardbus: FIRST,
      card: FIRST,
    });
  });

  test("does not reach into another segment whose bus numbers are the same", () => {
    const { functions } = rootPortPlatform();
    const twins = functions.map((fn) => ({
      ...fn,
      label: `${fn.label}'`,
      segment: 1,
      ...(fn.parent === undefined ? {} : { parent: `${fn.parent}'` }),
    }));
    const rootBuses = [
      { segment: 0, bus: 0, lastBus: 255 },
      { segment: 1, bus: 0, lastBus: 255 },
    ];
    const structures = [page(1n, bridgeScope(0, "1c.0"))];
    const covered = coverage({ rootBuses, functions: [...functions, ...twins], structures });
    expect(Object.keys(covered)).toEqual(["port", "upstream", "downstream", "nic"]);
  });
});

describe("the segment of an RMRR", () => {
  test("is the one in which its scopes name functions, up to 0xffff", () => {
    const numbers = [0, 1, 0x100, 0xffff];
    const rootBuses = numbers.map((segment) => ({ segment, bus: 0, lastBus: 0xff }));
    for (const segment of numbers) {
      const functions = numbers.map((number) => ({ ...endpoint(String(number), "0:2.0"), segment: number }));
      const structures = [{ ...page(1n, endpointScope(0, "2.0")), segment }];
      expect(coverage({ rootBuses, functions, structures })).toEqual({ [segment]: FIRST });
    }
  });
});

describe("a function and its header", () => {
  test("an endpoint scope does not name a bridge, and a sub-hierarchy scope does not name an endpoint", () => {
    const functions = [bridge("port", "0:1c.0", [5, 5]), endpoint("nic", "0:2.0")];
    const structures = [page(1n, endpointScope(0, "1c.0")), page(2n, bridgeScope(0, "2.0"))];
    expect(coverage({ functions, structures })).toEqual({});
  });

  test("a sub-hierarchy scope names a function of the bridge class that has an endpoint's header, and it alone", () => {
    const functions = [
      endpoint("host bridge", "0:0.0", { classCode: 0x060000 }),
      endpoint("other bridge", "0:1.0", { classCode: 0x068000 }),
      endpoint("nic", "0:2.0"),
    ];
    const structures = [page(1n, bridgeScope(0, "0.0"), bridgeScope(0, "1.0"), bridgeScope(0, "2.0"))];
    expect(coverage({ functions, structures })).toEqual({ "host bridge": FIRST, "other bridge": FIRST });
  });

  test("a mismatching scope keeps neither a later scope nor a later RMRR from naming the function", () => {
    const functions = [endpoint("nic", "0:2.0")];
    const structures = [page(1n, bridgeScope(0, "2.0"), endpointScope(0, "2.0")), page(2n, endpointScope(0, "2.0"))];
    expect(coverage({ functions, structures })).toEqual({ nic: [...FIRST, ...SECOND] });
  });
});

describe("a start bus that is no root bus", () => {
  const { functions } = rootPortPlatform();

  test("with one hop is taken for the present bus number, of endpoints and of bridges", () => {
    const structures = [page(1n, endpointScope(3, "0.0")), page(2n, bridgeScope(2, "0.0"))];
    expect(coverage({ functions, structures })).toEqual({ downstream: SECOND, nic: [...FIRST, ...SECOND] });
  });

  test("with more hops names nothing", () => {
    expect(coverage({ functions, structures: [page(1n, endpointScope(2, "0.0", "0.0"))] })).toEqual({});
  });
});

describe("functions that no path names", () => {
  const physical = endpoint("physical", "1:0.0", { parent: "port" });
  const virtual = endpoint("virtual", "2:0.0", { parent: "port", physicalFunction: "physical" });
  const functions = [bridge("port", "0:1c.0", [1, 2]), physical, virtual];

  test("a virtual function does not inherit from its physical function, and is not matched by its own number", () => {
    const structures = [page(1n, endpointScope(0, "1c.0", "0.0")), page(2n, endpointScope(2, "0.0"))];
    expect(coverage({ functions, structures })).toEqual({ physical: FIRST });
  });

  test("a virtual function below a named bridge is covered, on a bus of its own too", () => {
    expect(Object.keys(coverage({ functions, structures: [page(1n, bridgeScope(0, "1c.0"))] }))).toEqual([
      "port",
      "physical",
      "virtual",
    ]);
  });

  test("an ARI function above 7 is not the device and function that its number would decode to", () => {
    const ari = [endpoint("zero", "1:0.0", { parent: "port" }), endpoint("nine", "1:0.9", { parent: "port" })];
    const structures = [page(1n, endpointScope(0, "1c.0", "1.1")), page(2n, endpointScope(0, "1c.0", "0.9"))];
    expect(coverage({ functions: [bridge("port", "0:1c.0", [1, 1]), ...ari], structures })).toEqual({});
  });

  test("an ARI function above 7 below a named bridge is covered", () => {
    const ari = [endpoint("zero", "1:0.0", { parent: "port" }), endpoint("nine", "1:0.9", { parent: "port" })];
    const structures = [page(1n, bridgeScope(0, "1c.0"))];
    expect(Object.keys(coverage({ functions: [bridge("port", "0:1c.0", [1, 1]), ...ari], structures }))).toEqual([
      "port",
      "zero",
      "nine",
    ]);
  });

  test("a segment above 0xffff is not the segment of its lower 16 bits", () => {
    const rootBuses = [
      { segment: 0, bus: 0, lastBus: 255 },
      { segment: 0x10000, bus: 0, lastBus: 255 },
    ];
    const domain = [endpoint("plain", "0:2.0"), { ...endpoint("vmd", "0:2.0"), segment: 0x10000 }];
    expect(coverage({ rootBuses, functions: domain, structures: [page(1n, endpointScope(0, "2.0"))] })).toEqual({
      plain: FIRST,
    });
  });
});

describe("several RMRRs and scopes", () => {
  test("a device gets every RMRR that names it, once each, in the order of the table", () => {
    const { functions } = rootPortPlatform();
    const nic = endpointScope(0, "1c.0", "0.0", "0.0", "0.0");
    const structures = [page(2n, nic), page(1n, bridgeScope(0, "1c.0"), nic), page(3n, endpointScope(0, "9.0"))];
    expect(coverage({ functions, structures })["nic"]).toEqual([...SECOND, ...FIRST]);
  });

  test("a scope that names nothing present takes nothing from the others of its RMRR", () => {
    const functions = [endpoint("nic", "0:2.0"), endpoint("last", "0:3.0")];
    const structures = [
      page(1n, endpointScope(0, "1.0"), endpointScope(0, "2.0"), endpointScope(7, "2.0"), endpointScope(0, "3.0")),
    ];
    expect(coverage({ functions, structures })).toEqual({ nic: FIRST, last: FIRST });
  });

  test("an RMRR without scopes is nobody's", () => {
    expect(coverage({ functions: [endpoint("nic", "0:2.0")], structures: [page(1n)] })).toEqual({});
  });

  test("scopes of other types, known or not, are stepped over by their Length", () => {
    const foreign = [
      scope(3, 0, "2.0"),
      scope(4, 0, "2.0"),
      scope(5, 0, "2.0"),
      scope(0, 0, "2.0"),
      scope(0xff, 0, "2.0", "2.0"),
    ];
    const functions = [endpoint("before", "0:1.0"), endpoint("foreign", "0:2.0"), endpoint("after", "0:3.0")];
    const structures = [page(1n, endpointScope(0, "1.0"), ...foreign, endpointScope(0, "3.0"))];
    expect(coverage({ functions, structures })).toEqual({ before: FIRST, after: FIRST });
  });

  test("other structures are stepped over by their Length", () => {
    const structures = [
      {
        kind: "drhd" as const,
        flags: 1,
        size: 0,
        segment: 0,
        registerBase: 0xfed9_0000n,
        scopes: [endpointScope(0, "2.0")],
      },
      { kind: "opaque" as const, type: 0xfff0, content: new Uint8Array(5) },
      { kind: "opaque" as const, type: 0x101, content: dmar(page(2n, endpointScope(0, "2.0"))).subarray(52) },
      page(1n, endpointScope(0, "2.0")),
      anddStructure,
    ];
    expect(coverage({ functions: [endpoint("nic", "0:2.0")], structures })).toEqual({ nic: FIRST });
  });

  test("bytes 2 to 4 of a scope are ignored", () => {
    const odd = { ...endpointScope(0, "2.0"), flags: 0xffff, enumerationId: 0xff };
    expect(
      coverage({ functions: [endpoint("nic", "0:2.0", { classCode: NETWORK })], structures: [page(1n, odd)] }),
    ).toEqual({ nic: FIRST });
  });

  test("depth is not limited", () => {
    const functions = [];
    const path = [];
    for (let depth = 0; depth < 40; depth++) {
      const parent = depth === 0 ? {} : { parent: `port ${depth - 1}` };
      functions.push(bridge(`port ${depth}`, `${depth.toString(16)}:1.0`, [depth + 1, 0x40], parent));
      path.push("1.0");
    }
    functions.push(endpoint("deep", "28:1f.7", { parent: "port 39" }));
    const structures = [page(1n, endpointScope(0, ...path, "1f.7"))];
    expect(coverage({ functions, structures })).toEqual({ deep: FIRST });
  });
});

describe("the range of a region", () => {
  test.each([
    ["one page at 0", 0n, 0xfffn],
    ["across 4 GiB", 0xffff_f000n, 0x1_0000_0fffn],
    ["of more than 4 GiB", 0x1_0000_0000n, 0x5_ffff_ffffn],
    ["of exactly 4 GiB", 0x1_0000_0000n, 0x1_ffff_ffffn],
    ["at the top", 0xffff_ffff_ffff_f000n, 0xffff_ffff_ffff_ffffn],
    ["misaligned, as written", 0x1801n, 0x2002n],
    ["of one byte", 0x1000n, 0x1000n],
  ])("is Base to Limit: %s", (_name, base, limit) => {
    const covered = coverage({
      functions: [endpoint("nic", "0:2.0")],
      structures: [rmrr(base, limit, endpointScope(0, "2.0"))],
    });
    expect(covered).toEqual({ nic: [`${base.toString(16)}-${limit.toString(16)} direct`] });
  });
});
