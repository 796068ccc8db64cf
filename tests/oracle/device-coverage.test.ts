import { describe, expect, test } from "vitest";
import type { DmarStructure, RmrrStructure } from "../../model/dmar/table.ts";
import type { OtherDevice } from "../../model/platform.ts";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import { ALLOWED, FORBIDDEN, REQUIRED } from "../../oracle/named-scope.ts";
import {
  BY_BRIDGE_ABOVE,
  BY_BRIDGE_ITSELF,
  BY_ENDPOINT,
  BY_FALLBACK,
  BY_HEADER_MISMATCH,
  BY_NAMESPACE,
  BY_VIRTUAL_FUNCTION,
} from "../../oracle/relation.ts";
import { NO_RANGE } from "../../oracle/range-table.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { bridge, bridgeScope, endpoint, endpointScope, rmrr, scenario, scope } from "../reference/hand-made.ts";
import { anddStructure } from "../reference/platforms.ts";
import { uart } from "../suites/coverage-platforms.ts";

const functions = [
  bridge("port", "0:1c.0", [1, 2]),
  bridge("inner", "1:0.0", [2, 2], { parent: "port" }),
  endpoint("nic", "2:3.1", { parent: "inner" }),
  endpoint("vf", "2:4.0", { parent: "inner", physicalFunction: "nic" }),
  endpoint("disk", "0:2.0"),
];

/** What a device gets, with its ranges by their starts, and each naming as `rmrr.scope relation strength`. */
function coverageOf(label: string, structures: readonly RmrrStructure[], switches: Partial<Profile> = {}): object {
  const parts = { functions, otherDevices: [uart], structures: [...structures, anddStructure] };
  const facts = new ScenarioFacts(scenario(parts), { ...LINUX_PROFILE, ...switches });
  const { ranges, namings, ...rest } = facts.coverage.of(facts.indexOf(label));
  return {
    ...rest,
    starts: ranges.map((range) => facts.coverage.ranges.at(range).start),
    namings: namings.map(
      (naming) => `${naming.scope.rmrr}.${naming.scope.scope} ${naming.relation} ${naming.strength}`,
    ),
  };
}

const page = (start: bigint, ...scopes: RmrrStructure["scopes"]): RmrrStructure =>
  rmrr(start, start + 0xfffn, ...scopes);
const toNic = endpointScope(0, "1c.0", "0.0", "3.1");
const nothing = {
  starts: [],
  strengths: [],
  namings: [],
  required: 0,
  unjudged: false,
  requiredBy: 0,
  refusedBy: 0,
};

describe("what a device gets", () => {
  test("is nothing, if no scope speaks of it", () => {
    expect(coverageOf("disk", [])).toEqual(nothing);
    expect(coverageOf("disk", [page(0x1000n, toNic), page(0x2000n, bridgeScope(0, "1c.0"))])).toEqual(nothing);
    expect(coverageOf("uart", [page(0x1000n, toNic), page(0x2000n, bridgeScope(0, "1c.0"))])).toEqual(nothing);
  });

  test("is what an endpoint scope names, or a bridge above, and each range once", () => {
    const structures = [
      page(0x1000n, toNic),
      page(0x2000n, bridgeScope(0, "1c.0")),
      page(0x3000n, bridgeScope(0, "1c.0", "0.0"), toNic),
      page(0x1000n, toNic),
    ];
    expect(coverageOf("nic", structures)).toEqual({
      ...nothing,
      starts: [0x1000n, 0x3000n, 0x2000n],
      strengths: [REQUIRED, REQUIRED, REQUIRED],
      namings: [
        `0.0 ${BY_ENDPOINT} ${REQUIRED}`,
        `2.1 ${BY_ENDPOINT} ${REQUIRED}`,
        `3.0 ${BY_ENDPOINT} ${REQUIRED}`,
        `2.0 ${BY_BRIDGE_ABOVE} ${REQUIRED}`,
        `1.0 ${BY_BRIDGE_ABOVE} ${REQUIRED}`,
      ],
      required: 3,
      requiredBy: BY_ENDPOINT | BY_BRIDGE_ABOVE,
    });
    expect(coverageOf("inner", structures)).toMatchObject({
      starts: [0x3000n, 0x2000n],
      requiredBy: BY_BRIDGE_ITSELF | BY_BRIDGE_ABOVE,
      refusedBy: 0,
    });
    expect(coverageOf("port", structures)).toMatchObject({ starts: [0x2000n], requiredBy: BY_BRIDGE_ITSELF });
  });

  test("is not what an endpoint scope gives to a bridge, even where that bridge is covered", () => {
    const structures = [page(0x1000n, endpointScope(0, "1c.0"))];
    for (const headerMismatch of ["covered", "not-covered"] as const) {
      expect(coverageOf("nic", structures, { headerMismatch })).toEqual({
        ...nothing,
        namings: [`0.0 ${BY_HEADER_MISMATCH} ${FORBIDDEN}`],
        refusedBy: BY_HEADER_MISMATCH,
      });
    }
    expect(coverageOf("port", structures, { headerMismatch: "covered" })).toMatchObject({
      starts: [0x1000n],
      requiredBy: BY_HEADER_MISMATCH,
      refusedBy: 0,
    });
    expect(coverageOf("port", structures)).toMatchObject({ starts: [], requiredBy: 0, refusedBy: BY_HEADER_MISMATCH });
    // A sub-hierarchy scope on an endpoint says nothing of anybody else.
    expect(coverageOf("nic", [page(0x1000n, bridgeScope(0, "2.0"))], { headerMismatch: "covered" })).toEqual(nothing);
  });

  test("is due by the strongest of the scopes that give a range, and refused by none of the others then", () => {
    const structures = [page(0x1000n, bridgeScope(0, "2.0")), page(0x1000n, endpointScope(0, "2.0"))];
    expect(coverageOf("disk", structures)).toMatchObject({
      starts: [0x1000n],
      strengths: [REQUIRED],
      requiredBy: BY_ENDPOINT,
      refusedBy: 0,
    });
    expect(coverageOf("disk", structures, { headerMismatch: "either" })).toMatchObject({
      starts: [0x1000n],
      strengths: [REQUIRED],
      required: 1,
      requiredBy: BY_ENDPOINT,
    });
    expect(coverageOf("disk", structures.slice(0, 1), { headerMismatch: "either" })).toMatchObject({
      strengths: [ALLOWED],
      required: 0,
      requiredBy: 0,
      refusedBy: 0,
    });
  });

  test("is, by number and by namespace, related by these", () => {
    expect(coverageOf("nic", [page(0x1000n, endpointScope(2, "3.1"))])).toMatchObject({ requiredBy: BY_FALLBACK });
    const named = { ...scope(5, 0, "2.0"), enumerationId: 1 };
    expect(coverageOf("uart", [page(0x1000n, named)], { namespaceScope: "resolve" })).toMatchObject({
      starts: [0x1000n],
      requiredBy: BY_NAMESPACE,
    });
    expect(coverageOf("uart", [page(0x1000n, named)])).toMatchObject({ starts: [], refusedBy: BY_NAMESPACE });
  });

  test("may be anything, if an RMRR covers it that is none", () => {
    expect(coverageOf("disk", [rmrr(0x2000n, 0x1fffn, endpointScope(0, "2.0"))])).toMatchObject({
      unjudged: true,
      strengths: [ALLOWED],
      required: 0,
      requiredBy: 0,
    });
    expect(coverageOf("disk", [rmrr(0x2000n, 0x1fffn, bridgeScope(0, "2.0"))])).toMatchObject({ unjudged: false });
  });
});

describe("the coverage of a platform", () => {
  const factsOf = (
    structures: readonly DmarStructure[],
    otherDevices: readonly OtherDevice[] = [uart],
  ): ScenarioFacts =>
    new ScenarioFacts(scenario({ functions, otherDevices, structures }), {
      ...LINUX_PROFILE,
      namespaceScope: "resolve",
      headerMismatch: "either",
    });

  test("says where in the table each RMRR stands", () => {
    const { coverage } = factsOf([anddStructure, page(0x1000n, toNic), anddStructure, page(0x2000n, toNic)]);
    expect(coverage.rmrrs.map(({ structureIndex, range }) => [structureIndex, range])).toEqual([
      [1, 0],
      [3, 1],
    ]);
  });

  test("says the same of a device each time, whoever was asked about in between", () => {
    const { coverage } = factsOf([page(0x1000n, toNic, endpointScope(0, "2.0"))]);
    const first = structuredClone(coverage.of(2));
    expect(coverage.of(4)).toMatchObject({ ranges: [0] });
    expect(coverage.of(2)).toEqual(first);
    expect(first.ranges).toEqual([0]);
  });

  test("says how strongly a device is due a range, which is not at all if it does not get it", () => {
    const structures = [page(0x2000n, bridgeScope(0, "2.0")), page(0x1000n, endpointScope(0, "2.0"))];
    const { coverage } = factsOf([...structures, page(0x3000n, toNic)]);
    expect([0, 1, 2, NO_RANGE].map((range) => coverage.strengthOf(4, range))).toEqual([
      ALLOWED,
      REQUIRED,
      FORBIDDEN,
      FORBIDDEN,
    ]);
  });

  test("takes the first ANDD structure of a number that names a device, whichever device that is", () => {
    const others: readonly OtherDevice[] = [
      uart,
      { kind: "other", label: "nameless" },
      { kind: "other", label: "i2c", acpiName: "\\_SB.I2C0" },
    ];
    const ofI2c: DmarStructure = { ...anddStructure, objectName: "\\_SB.I2C0" };
    const named = page(0x1000n, { ...scope(5, 0, "2.0"), enumerationId: 1 });
    const covered = (...structures: readonly DmarStructure[]): readonly string[] => {
      const facts = factsOf([named, ...structures], others);
      const labels = [...functions, ...others].map(({ label }) => label);
      return labels.filter((_, index) => facts.coverage.of(index).required > 0);
    };
    expect(covered(ofI2c, anddStructure)).toEqual(["i2c"]);
    expect(covered(anddStructure, ofI2c)).toEqual(["uart"]);
    expect(covered({ ...anddStructure, acpiDeviceNumber: 2 }, ofI2c)).toEqual(["i2c"]);
  });
});

describe("what a virtual function gets", () => {
  test("is what the bridges above it get, and what its physical function is named for, if the profile says so", () => {
    const structures = [page(0x1000n, toNic), page(0x2000n, bridgeScope(0, "1c.0"))];
    expect(coverageOf("vf", structures)).toMatchObject({
      starts: [0x2000n],
      namings: [`1.0 ${BY_VIRTUAL_FUNCTION} ${REQUIRED}`, `0.0 ${BY_VIRTUAL_FUNCTION} ${FORBIDDEN}`],
      requiredBy: BY_VIRTUAL_FUNCTION,
      refusedBy: BY_VIRTUAL_FUNCTION,
    });
    expect(coverageOf("vf", structures, { vfInherit: "inherit" })).toMatchObject({
      starts: [0x2000n, 0x1000n],
      strengths: [REQUIRED, REQUIRED],
    });
    expect(coverageOf("vf", structures, { vfInherit: "either" })).toMatchObject({
      starts: [0x2000n, 0x1000n],
      strengths: [REQUIRED, ALLOWED],
    });
  });

  test("is open where its physical function has something by firmware's mistake", () => {
    const byMistake = [page(0x1000n, bridgeScope(0, "1c.0", "0.0", "3.1"))];
    for (const headerMismatch of ["covered", "either"] as const) {
      for (const vfInherit of ["inherit", "either"] as const) {
        expect(coverageOf("vf", byMistake, { headerMismatch, vfInherit })).toMatchObject({
          starts: [0x1000n],
          strengths: [ALLOWED],
        });
      }
      expect(coverageOf("vf", byMistake, { headerMismatch })).toMatchObject({
        starts: [],
        refusedBy: BY_VIRTUAL_FUNCTION,
      });
    }
  });

  test("is not what its physical function may not have", () => {
    const byMistake = [page(0x1000n, bridgeScope(0, "1c.0", "0.0", "3.1"))];
    for (const vfInherit of ["inherit", "either"] as const) {
      expect(coverageOf("vf", byMistake, { vfInherit })).toMatchObject({
        starts: [],
        refusedBy: BY_VIRTUAL_FUNCTION,
      });
    }
    const byNumber = [page(0x1000n, endpointScope(2, "3.1"))];
    expect(coverageOf("vf", byNumber, { startBusFallback: "no", vfInherit: "either" })).toMatchObject({ starts: [] });
    expect(coverageOf("vf", byNumber, { startBusFallback: "either", vfInherit: "inherit" })).toMatchObject({
      starts: [0x1000n],
      strengths: [ALLOWED],
    });
  });

  test("is what a path leads to, where that may be", () => {
    const structures = [page(0x1000n, endpointScope(0, "1c.0", "0.0", "4.0"))];
    expect(coverageOf("vf", structures)).toMatchObject({ starts: [], refusedBy: BY_VIRTUAL_FUNCTION });
    expect(coverageOf("vf", structures, { vfInherit: "either" })).toMatchObject({
      strengths: [ALLOWED],
      requiredBy: 0,
    });
    expect(coverageOf("nic", structures, { vfInherit: "either" })).toEqual(nothing);
  });
});
