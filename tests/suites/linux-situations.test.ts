/** The words in which Linux's known divergences are declared: each holds where the behaviour can show, and not beside it. */

import { describe, expect, test } from "vitest";
import type { DeviceScope, DmarStructure } from "../../model/dmar/table.ts";
import type { PciFunction } from "../../model/platform.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { Scenario, Step } from "../../model/scenario.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { RENUMBERED_BUSES } from "../../oracle/twins/renumbered-buses.ts";
import { inSituation } from "../../suites/situations.ts";
import {
  bridge,
  bridgeScope,
  endpoint,
  endpointScope,
  insert,
  region,
  rmrr,
  scenario,
} from "../reference/hand-made.ts";

const A = 0x1000n;
const A_END = 0x1fffn;
const unit = { kind: "drhd", flags: 1, size: 0, segment: 0, registerBase: 0xfed0_0000n, scopes: [] } as const;
const functions = [
  endpoint("nic", "0:2.0"),
  bridge("port", "0:1c.0", [1, 1]),
  endpoint("behind", "1:0.0", { parent: "port" }),
];
const good = rmrr(A, A_END, endpointScope(0, "2.0"));

function tableOf(...structures: DmarStructure[]): Scenario {
  return scenario({ functions, structures: [unit, ...structures] });
}

/** The table of a scenario with its bytes changed; its Length says what it said. */
function changed(of: Scenario, change: (bytes: Uint8Array) => Uint8Array): Scenario {
  return { ...of, platform: { ...of.platform, dmar: change(Uint8Array.from(of.platform.dmar)) } };
}

const isIn = (name: string, of: Scenario): boolean => inSituation(name, of, LINUX_PROFILE);

const MET = ["structure-of-length-zero", "scope-of-length-zero", "short-structure", "unreadable-scope"] as const;
const metIn = (of: Scenario): readonly string[] => MET.filter((what) => isIn(`lengths-lead-to-${what}`, of));

describe("whoever goes by Lengths alone", () => {
  const rest = (...bytes: number[]): DmarStructure => ({ ...good, rest: Uint8Array.from(bytes) });
  test.for<[string, Scenario, readonly string[]]>([
    ["a table without fault", tableOf(good), []],
    ["a scope of Length 0", tableOf(rest(1, 0, 0, 0, 0, 0)), ["scope-of-length-zero", "unreadable-scope"]],
    ["an odd scope that ends with its structure", tableOf(rest(1, 9, 0, 0, 0, 0, 2, 0, 3)), ["unreadable-scope"]],
    ["a scope of 12 bytes where there are 8", tableOf(rest(1, 12, 0, 0, 0, 0, 2, 0)), ["unreadable-scope"]],
    [
      "a scope of Length 6 with a zero behind it",
      tableOf(rest(1, 6, 0, 0, 0, 0, 0, 0)),
      ["scope-of-length-zero", "unreadable-scope"],
    ],
    [
      "an RMRR of 8 bytes",
      tableOf({ kind: "opaque", type: 1, content: Uint8Array.from([0, 0, 0, 0]) }),
      ["short-structure"],
    ],
    ["a structure of a later revision", tableOf({ kind: "opaque", type: 9, content: new Uint8Array(0) }), []],
    [
      "zeros behind the last structure",
      changed(tableOf(good), (bytes) => {
        const longer = Uint8Array.from([...bytes, ...new Uint8Array(16)]);
        longer[4] = longer.length;
        return longer;
      }),
      ["structure-of-length-zero", "short-structure"],
    ],
    [
      "a table that is cut between two structures",
      changed(tableOf(good), (bytes) => bytes.slice(0, 64)),
      ["structure-of-length-zero", "short-structure"],
    ],
    [
      "bytes of a structure behind the Length of the table",
      changed(tableOf(good, { kind: "opaque", type: 9, content: new Uint8Array(4) }), (bytes) => {
        bytes[4]! -= 6;
        return bytes;
      }),
      ["structure-of-length-zero", "short-structure"],
    ],
    [
      "a table that is cut within the Length of its last structure",
      changed(tableOf({ kind: "opaque", type: 0, content: Uint8Array.from([0, 0]) }), (bytes) => bytes.slice(0, 67)),
      ["short-structure"],
    ],
  ])("meets what there is to meet in %s", ([, of, met]) => {
    expect(metIn(of)).toEqual(met);
  });
});

describe("a scope does not fit", () => {
  const name = "scope-that-does-not-fit";
  test.for<[string, boolean, Scenario]>([
    ["an endpoint", false, tableOf(good, rmrr(A, A_END, bridgeScope(0, "1c.0")))],
    ["a bridge, in an endpoint scope", true, tableOf(rmrr(A, A_END, endpointScope(0, "1c.0")))],
    ["an endpoint, in a sub-hierarchy scope", true, tableOf(rmrr(A, A_END, bridgeScope(0, "2.0")))],
    ["a bridge, in a scope of a unit", true, tableOf({ ...unit, flags: 0, scopes: [endpointScope(0, "1c.0")] })],
    ["an endpoint, by the number that it has", true, tableOf(rmrr(A, A_END, bridgeScope(1, "0.0")))],
    [
      "an endpoint, by its number and in a scope of a unit",
      true,
      tableOf({ ...unit, flags: 0, scopes: [bridgeScope(1, "0.0")] }),
    ],
    [
      "an endpoint of another segment",
      false,
      tableOf({ ...unit, segment: 1, flags: 0, scopes: [bridgeScope(1, "0.0")] }),
    ],
    ["a longer path from that bus", false, tableOf(rmrr(A, A_END, bridgeScope(1, "0.0", "0.0")))],
  ])("%s: %s", ([, expected, of]) => {
    expect(isIn(name, of)).toBe(expected);
  });
});

describe("a scope that does not fit hides one that does", () => {
  const name = "scope-that-does-not-fit-hides-one-that-does";
  const fitting = rmrr(A, A_END, bridgeScope(0, "1c.0"));
  test.for<[string, boolean, Scenario]>([
    ["nobody else names the function", false, tableOf(good, rmrr(A, A_END, endpointScope(0, "1c.0")))],
    ["in another RMRR", true, tableOf(fitting, rmrr(0x5000n, 0x5fffn, endpointScope(0, "1c.0")))],
    ["in the same RMRR", true, tableOf(rmrr(A, A_END, endpointScope(0, "1c.0"), bridgeScope(0, "1c.0")))],
    ["in an RMRR, from a unit", true, tableOf({ ...unit, flags: 0, scopes: [endpointScope(0, "1c.0")] }, fitting)],
    ["by its number", true, tableOf(rmrr(A, A_END, bridgeScope(1, "0.0"), endpointScope(0, "1c.0", "0.0")))],
    ["of two that do not fit", false, tableOf(rmrr(A, A_END, endpointScope(0, "1c.0"), endpointScope(0, "1c.0")))],
    ["of another function", false, tableOf(fitting, rmrr(A, A_END, bridgeScope(0, "2.0")))],
  ])("%s: %s", ([, expected, of]) => {
    expect(isIn(name, of)).toBe(expected);
  });

  test("unless it is of the class of a bridge, which a sub-hierarchy scope fits", () => {
    const host = endpoint("host", "0:3.0", { classCode: 0x060000 });
    const structures = [unit, rmrr(A, A_END, bridgeScope(0, "3.0"), endpointScope(0, "3.0"))];
    expect(isIn(name, scenario({ functions: [host], structures }))).toBe(false);
    const other = { ...host, classCode: 0x020000 };
    expect(isIn(name, scenario({ functions: [other], structures }))).toBe(true);
  });
});

describe("a bus of another segment below a bridge that is named", () => {
  const name = "bus-of-another-segment-below-named-bridge";
  const far = endpoint("far", "1:1:0.0");
  const of = (scope: DeviceScope, ...others: PciFunction[]): Scenario =>
    scenario({ functions: [...functions, ...others], structures: [unit, rmrr(A, A_END, scope)] });
  test.for<[string, boolean, Scenario]>([
    ["is that of the function behind it", false, of(bridgeScope(0, "1c.0"))],
    ["is that of a function of another segment", true, of(bridgeScope(0, "1c.0"), far)],
    ["is the number of the bridge's own bus", false, of(bridgeScope(0, "1c.0"), endpoint("far", "1:0:0.0"))],
    ["is behind the last one below it", false, of(bridgeScope(0, "1c.0"), endpoint("far", "1:2:0.0"))],
    ["is below a bridge that nothing names", false, of(endpointScope(0, "2.0"), far)],
    ["is below a bridge that a scope names that does not fit", false, of(endpointScope(0, "1c.0"), far)],
    ["is below a bridge above what is named", false, of(endpointScope(0, "1c.0", "0.0"), far)],
  ])("%s: %s", ([, expected, scene]) => {
    expect(isIn(name, scene)).toBe(expected);
    if (expected) expect(isIn(`${name}-if-renumbered`, scene)).toBe(true);
  });

  test("is none where a scope means the bridge alone, if the profile lets it be named so", () => {
    const scene = of(endpointScope(0, "1c.0"), far);
    expect(inSituation(name, scene, { ...LINUX_PROFILE, headerMismatch: "covered" })).toBe(false);
  });

  test("may be one only where buses have other numbers", () => {
    const get: Step = { do: "get", device: "nic", list: "own" };
    const structures = [
      unit,
      { ...unit, segment: 1, registerBase: 0xfed1_0000n },
      rmrr(A, A_END, bridgeScope(0, "1c.0")),
    ];
    // What is behind the bridge is bus 1 here, and the last bus of all in the twin.
    const rootBuses = [
      { segment: 0, bus: 0, lastBus: 0xff },
      { segment: 1, bus: 0xff, lastBus: 0xff },
    ];
    const moved = scenario({ rootBuses, functions: [...functions, endpoint("far", "1:ff:0.0")], structures }, get);
    const twin = RENUMBERED_BUSES.of(new ScenarioFacts(moved, LINUX_PROFILE));
    expect(isIn(name, moved)).toBe(false);
    expect([isIn(name, twin), isIn(`${name}-if-renumbered`, moved)]).toEqual([true, true]);
  });
});

describe("a function that is added twice takes the place of another", () => {
  const twice: Step = { do: "add", device: "nic" };
  const both = rmrr(A, A_END, endpointScope(0, "2.0"), bridgeScope(0, "1c.0"));
  const of = (structure: DmarStructure, ...steps: Step[]): boolean =>
    isIn("function-added-twice-takes-a-place", scenario({ functions, structures: [unit, structure] }, ...steps));

  test.for<[string, boolean, boolean]>([
    ["where its RMRR names somebody else too", true, of(both, twice)],
    ["unless it is added once, after it went", false, of(both, { do: "remove", device: "nic" }, twice)],
    ["unless nobody else is named by its RMRR", false, of(good, twice)],
    ["unless it is not named itself", false, of(both, { do: "add", device: "behind" })],
    [
      "unless the other scope is one for which there is no place",
      false,
      of(rmrr(A, A_END, endpointScope(0, "2.0"), { ...endpointScope(0, "1f.0"), type: 3 }), twice),
    ],
  ])("%s: %s", ([, expected, holds]) => {
    expect(holds).toBe(expected);
  });
});

describe("two regions in page zero", () => {
  const map: Step = { do: "map", group: "alone" };
  const of = (...structures: DmarStructure[]): boolean =>
    isIn(
      "member-regions-share-page-zero",
      scenario({ functions, structures: [unit, ...structures], groups: { alone: ["behind"] } }, map),
    );
  const own = endpointScope(0, "1c.0", "0.0");
  const zero = (...scopes: DeviceScope[]): DmarStructure => rmrr(0n, 0xfffn, ...scopes);

  test.for<[string, boolean, boolean]>([
    ["are those of two RMRRs of one range", true, of(zero(own), zero(own))],
    [
      "are that of one RMRR that names the function and the bridge above it",
      true,
      of(zero(own, bridgeScope(0, "1c.0"))),
    ],
    ["are not that of one RMRR that names the function twice", false, of(zero(own, own))],
    ["are not those of an RMRR in page zero and one behind it", false, of(zero(own), rmrr(A, A_END, own))],
  ])("%s: %s", ([, expected, holds]) => {
    expect(holds).toBe(expected);
  });
});

describe("memory that runs out in the list of a member", () => {
  const lpc = endpoint("lpc", "0:1f.0", { classCode: 0x060100 });
  const groups = { both: ["nic", "behind"] };
  const twice = endpointScope(0, "1c.0", "0.0");
  const behind = rmrr(0x5000n, 0x5fffn, bridgeScope(0, "1c.0"), twice, twice);
  const of = (first: number, count: number, ...steps: Step[]): boolean =>
    isIn(
      "memory-runs-out-in-the-list-of-a-member",
      scenario(
        {
          functions: [...functions, lpc, endpoint("gone", "0:3.0", { absent: true })],
          structures: [unit, good, behind],
          groups,
        },
        { do: "fail-allocations", first, count },
        ...steps,
        { do: "group", group: "both", list: "merged" },
      ),
    );

  // nic: 1 and 2 are its own, 3 and 4 are inserted; behind: 5 to 7, since the bridge and its own scopes lead to it, and 8 to 10.
  test.for<[number, number, boolean]>([
    [1, 1, true],
    [2, 1, true],
    [3, 1, false],
    [4, 1, false],
    [5, 1, true],
    [7, 1, true],
    [8, 1, false],
    [10, 1, false],
    [11, 1, false],
    // What is lost is not inserted: the third is then the last of what is.
    [1, 2, true],
    [2, 2, false],
    [1, 3, true],
    [3, 8, false],
    // Behind the first scope of an RMRR the second is not looked at, and the window comes next.
    [5, 2, true],
  ])("from allocation %i on, %i of them: %s", ([first, count, expected]) => {
    expect(of(first, count)).toBe(expected);
  });

  test("is counted on through a second list of the group", () => {
    const again: Step = { do: "group", group: "both", list: "before" };
    expect([of(11, 1, again), of(13, 1, again)]).toEqual([true, false]);
  });

  test.for<[string, Step, number]>([
    ["an insertion", insert("other", region(0n, 0xfffn)), 1],
    ["a list of nic", { do: "get", device: "nic", list: "own" }, 2],
    ["a list of a function that is not there", { do: "get", device: "gone", list: "own" }, 1],
    ["the text of the group", { do: "show", group: "both" }, 10],
    ["a list that is read", { do: "read", list: "none" }, 0],
    ["a question", { do: "ask", predicate: "has-rmrr", device: "nic" }, 0],
    ["a function that goes", { do: "remove", device: "lpc" }, 0],
  ])("is counted on through %s", ([, step, allocations]) => {
    const after = [1, 2, 3, 4, 5].map((place) => of(allocations + place, 1, step));
    expect(after).toEqual([true, true, false, false, true]);
  });

  test("may be that of any step behind one of which nobody knows what it takes", () => {
    expect(of(20, 1, { do: "map", group: "both" })).toBe(true);
    expect(of(20, 1, { do: "ask", predicate: "locked", device: "nic" })).toBe(true);
    expect(of(20, 1)).toBe(false);
  });

  test("may be that of the window of an ISA bridge, or not", () => {
    const ofLpc = (first: number): boolean =>
      isIn(
        "memory-runs-out-in-the-list-of-a-member",
        scenario(
          { functions: [lpc], structures: [unit], groups: { isa: ["lpc"] } },
          { do: "fail-allocations", first, count: 1 },
          { do: "group", group: "isa", list: "merged" },
        ),
      );
    expect([1, 2, 3, 4].map(ofLpc)).toEqual([true, true, false, false]);
  });
});

describe("what is done without memory", () => {
  const map: Step = { do: "map", group: "alone" };
  const attach: Step = { do: "attach", group: "alone", aperture: { start: 0n, end: 0xffffn }, mappings: [] };
  const short: Step = { do: "fail-allocations", first: 1, count: 1 };

  test.each([
    ["dma-domain-without-memory", map, attach],
    ["assignment-without-memory", attach, map],
  ] as const)("%s comes behind an allocation that fails, and not before it", (name, what, other) => {
    const of = (...steps: Step[]): boolean =>
      isIn(name, scenario({ functions, structures: [unit, good], groups: { alone: ["nic"] } }, ...steps));
    expect([of(short, what), of(what, short), of(what), of(short), of(short, other)]).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
