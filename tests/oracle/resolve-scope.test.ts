import { describe, expect, test } from "vitest";
import type { DeviceScope, DmarStructure } from "../../model/dmar/table.ts";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import { ALLOWED, FORBIDDEN, isNaming, REQUIRED, type ResolvedScope, type Strength } from "../../oracle/named-scope.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { bridge, bridgeScope, endpoint, endpointScope, rmrr, scenario, scope } from "../reference/hand-made.ts";
import { anddStructure } from "../reference/platforms.ts";
import { uart } from "../suites/coverage-platforms.ts";

const functions = [
  bridge("port", "0:1c.0", [1, 2]),
  bridge("inner", "1:0.0", [2, 2], { parent: "port" }),
  endpoint("nic", "2:3.1", { parent: "inner" }),
  endpoint("vf", "2:4.0", { parent: "inner", physicalFunction: "nic" }),
  endpoint("host", "0:0.0", { classCode: 0x060000 }),
  endpoint("other-bridge", "0:5.0", { classCode: 0x068000 }),
  endpoint("disk", "0:2.0"),
  endpoint("vf-on-root", "0:2.4", { physicalFunction: "disk" }),
];
const labels = [...functions, uart].map(({ label }) => label);

/** What a scope comes to: the first of an RMRR of segment 0, in a table that declares a device that is not PCI. */
function resolved(
  named: DeviceScope,
  switches: Partial<Profile> = {},
  structures: readonly DmarStructure[] = [anddStructure],
): ResolvedScope {
  const parts = { functions, otherDevices: [uart], structures: [rmrr(0x1000n, 0x1fffn, named), ...structures] };
  return new ScenarioFacts(scenario(parts), { ...LINUX_PROFILE, ...switches }).coverage.scopes[0]!;
}

/** `kind label`, or `kind hop reached` of a scope that names nothing. */
function summary(of: ResolvedScope): string {
  if (isNaming(of)) return `${of.kind} ${labels[of.target]}`;
  return `${of.kind} ${of.hop} ${labels[of.reached] ?? "nothing"}`;
}

function strength(named: DeviceScope, switches: Partial<Profile> = {}): Strength {
  const of = resolved(named, switches);
  if (!isNaming(of)) throw new Error(`${of.kind} names nothing`);
  return of.strength;
}

const deep = endpointScope(0, "1c.0", "0.0", "3.1");

describe("a device scope", () => {
  test.each([
    ["endpoint nic", deep],
    ["endpoint disk", endpointScope(0, "2.0")],
    ["bridge port", bridgeScope(0, "1c.0")],
    ["bridge inner", bridgeScope(0, "1c.0", "0.0")],
    ["endpoint-scope-on-bridge port", endpointScope(0, "1c.0")],
    ["bridge-scope-on-endpoint disk", bridgeScope(0, "2.0")],
    ["bridge-class host", bridgeScope(0, "0.0")],
    ["bridge-class other-bridge", bridgeScope(0, "5.0")],
    ["virtual-function vf", endpointScope(0, "1c.0", "0.0", "4.0")],
    ["virtual-function vf-on-root", endpointScope(0, "2.4")],
    ["absent-hop 0 nothing", endpointScope(0, "9.0")],
    ["absent-hop 0 nothing", endpointScope(0, "9.0", "0.0")],
    ["absent-hop 1 port", endpointScope(0, "1c.0", "7.0")],
    ["absent-hop 2 inner", endpointScope(0, "1c.0", "0.0", "3.2")],
    // A path goes through bridges; that a virtual function stands there does not help it on.
    ["absent-hop 2 inner", endpointScope(0, "1c.0", "0.0", "4.0", "0.0")],
    ["hop-through-endpoint 1 disk", endpointScope(0, "2.0", "0.0")],
    ["hop-through-endpoint 3 nic", endpointScope(0, "1c.0", "0.0", "3.1", "0.0")],
    ["impossible-hop 0 nothing", endpointScope(0, "20.0")],
    ["impossible-hop 1 nothing", endpointScope(0, "1c.0", "0.8")],
    ["impossible-hop 2 nothing", endpointScope(0, "1c.0", "0.0", "20.8")],
    ["absent-hop 0 nothing", endpointScope(0, "1f.7")],
    ["not-a-root-bus 0 nothing", endpointScope(2, "3.2")],
    ["not-a-root-bus 0 nothing", endpointScope(1, "0.0", "3.1")],
    ["endpoint nic", endpointScope(2, "3.1")],
    ["bridge inner", bridgeScope(1, "0.0")],
    ["virtual-function vf", endpointScope(2, "4.0")],
    ["foreign-type 0 nothing", scope(3, 0, "2.0")],
    ["foreign-type 0 nothing", scope(4, 0, "2.0")],
    ["foreign-type 0 nothing", scope(0, 0, "2.0")],
    ["namespace uart", { ...scope(5, 0, "2.0"), enumerationId: 1 }],
    ["undeclared 0 nothing", { ...scope(5, 0, "2.0"), enumerationId: 2 }],
  ] as const)("is %s", (expected, named) => {
    expect(summary(resolved(named))).toBe(expected);
  });

  test("of an RMRR of another segment names nothing of this one", () => {
    const parts = { functions, structures: [{ ...rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0")), segment: 1 }] };
    const facts = new ScenarioFacts(scenario(parts), LINUX_PROFILE);
    expect(facts.coverage.scopes.map(summary)).toEqual(["not-a-root-bus 0 nothing"]);
  });

  test("names the device that the first ANDD structure of its number declares, if there is one of that name", () => {
    const named = { ...scope(5, 0, "2.0"), enumerationId: 1 };
    const nobody = { ...anddStructure, objectName: "\\_SB.NONE" };
    expect(summary(resolved(named, {}, []))).toBe("undeclared 0 nothing");
    expect(summary(resolved(named, {}, [nobody]))).toBe("undeclared 0 nothing");
    expect(summary(resolved(named, {}, [{ ...anddStructure, acpiDeviceNumber: 2 }]))).toBe("undeclared 0 nothing");
    expect(summary(resolved(named, {}, [nobody, anddStructure]))).toBe("namespace uart");
  });

  test("means what is below only if it names a bridge as one", () => {
    for (const [named, below] of [
      [bridgeScope(0, "1c.0"), true],
      [endpointScope(0, "1c.0"), false],
      [bridgeScope(0, "2.0"), false],
      [bridgeScope(0, "0.0"), false],
    ] as const) {
      expect(resolved(named)).toMatchObject({ below });
    }
  });

  test("says where it stands in the table", () => {
    const parts = {
      functions,
      structures: [
        rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"), endpointScope(0, "9.0")),
        rmrr(0x2000n, 0x2fffn, bridgeScope(0, "1c.0")),
      ],
    };
    const { scopes } = new ScenarioFacts(scenario(parts), LINUX_PROFILE).coverage;
    expect(scopes.map((each) => `${each.rmrr} ${each.scope} ${summary(each)}`)).toEqual([
      "0 0 endpoint disk",
      "0 1 absent-hop 0 nothing",
      "1 0 bridge port",
    ]);
  });
});

describe("what the profile makes of a scope", () => {
  test("nothing, where header and type agree on a path from a root bus", () => {
    for (const headerMismatch of ["covered", "not-covered", "either"] as const) {
      expect([strength(deep, { headerMismatch }), strength(bridgeScope(0, "1c.0"), { headerMismatch })]).toEqual([
        REQUIRED,
        REQUIRED,
      ]);
    }
  });

  test.each([
    ["covered", REQUIRED],
    ["not-covered", FORBIDDEN],
    ["either", ALLOWED],
  ] as const)("where the header is of the wrong kind: %s", (headerMismatch, expected) => {
    expect(strength(endpointScope(0, "1c.0"), { headerMismatch })).toBe(expected);
    expect(strength(bridgeScope(0, "2.0"), { headerMismatch })).toBe(expected);
  });

  test("which classes may be named as bridges despite an endpoint header", () => {
    const kinds = (bridgeScopeOnEndpointHeader: Profile["bridgeScopeOnEndpointHeader"]): readonly string[] =>
      ["0.0", "5.0", "2.0"].map((hop) => resolved(bridgeScope(0, hop), { bridgeScopeOnEndpointHeader }).kind);
    expect(kinds("class-06xx")).toEqual(["bridge-class", "bridge-class", "bridge-scope-on-endpoint"]);
    expect(kinds("either")).toEqual(["bridge-class", "bridge-class", "bridge-scope-on-endpoint"]);
    expect(kinds("class-0680")).toEqual(["bridge-scope-on-endpoint", "bridge-class", "bridge-scope-on-endpoint"]);
    expect(kinds("none")).toEqual(Array(3).fill("bridge-scope-on-endpoint"));
  });

  test("whether they have to get the region: where that is open, and mismatches are not covered, they may", () => {
    const host = bridgeScope(0, "0.0");
    for (const headerMismatch of ["covered", "not-covered", "either"] as const) {
      expect(strength(host, { headerMismatch, bridgeScopeOnEndpointHeader: "class-06xx" })).toBe(REQUIRED);
      expect(strength(host, { headerMismatch, bridgeScopeOnEndpointHeader: "either" })).toBe(
        headerMismatch === "covered" ? REQUIRED : ALLOWED,
      );
    }
  });

  test.each([
    ["yes", REQUIRED],
    ["no", FORBIDDEN],
    ["either", ALLOWED],
  ] as const)("whether a present bus number is enough: %s", (startBusFallback, expected) => {
    expect(strength(endpointScope(2, "3.1"), { startBusFallback })).toBe(expected);
    expect(strength(deep, { startBusFallback })).toBe(REQUIRED);
  });

  test("whether the number or the header decides, if both do not fit", () => {
    const mismatched = endpointScope(1, "0.0");
    for (const [startBusFallback, headerMismatch, expected, fallbackDecides] of [
      ["yes", "covered", REQUIRED, true],
      ["yes", "not-covered", FORBIDDEN, false],
      ["yes", "either", ALLOWED, false],
      ["either", "covered", ALLOWED, true],
      ["either", "either", ALLOWED, true],
      ["no", "covered", FORBIDDEN, true],
      ["no", "not-covered", FORBIDDEN, true],
    ] as const) {
      expect(resolved(mismatched, { startBusFallback, headerMismatch })).toMatchObject({
        strength: expected,
        fallback: true,
        fallbackDecides,
      });
    }
    expect(resolved(endpointScope(0, "1c.0"))).toMatchObject({ fallback: false, fallbackDecides: false });
  });

  test.each([
    ["resolve", REQUIRED],
    ["ignored", FORBIDDEN],
    ["either", ALLOWED],
  ] as const)("whether a namespace scope counts: %s", (namespaceScope, expected) => {
    expect(strength({ ...scope(5, 0, "2.0"), enumerationId: 1 }, { namespaceScope })).toBe(expected);
  });

  test.each([
    ["named-bridge-only", FORBIDDEN],
    ["inherit", ALLOWED],
    ["either", ALLOWED],
  ] as const)("whether a virtual function may be named: %s", (vfInherit, expected) => {
    expect(resolved(endpointScope(0, "2.4"), { vfInherit })).toMatchObject({ strength: expected, fallback: false });
    expect(resolved(endpointScope(2, "4.0"), { vfInherit })).toMatchObject({ strength: expected, fallback: true });
  });

  test("that an RMRR of doubtful standing gives no more than it may", () => {
    const standing = (base: bigint, limit: bigint, switches: Partial<Profile>): Strength => {
      const structures = [rmrr(base, limit, endpointScope(0, "2.0"))];
      const facts = new ScenarioFacts(scenario({ functions, structures }), { ...LINUX_PROFILE, ...switches });
      const [of] = facts.coverage.scopes;
      return isNaming(of!) ? of.strength : FORBIDDEN;
    };
    expect(standing(0x1000n, 0x1fffn, {})).toBe(REQUIRED);
    expect(standing(0x2000n, 0x1fffn, {})).toBe(ALLOWED);
    expect(standing(0x1001n, 0x1fffn, { malformed: "either" })).toBe(ALLOWED);
    expect(standing(0x1001n, 0x1fffn, { malformed: "skip" })).toBe(FORBIDDEN);
  });
});
