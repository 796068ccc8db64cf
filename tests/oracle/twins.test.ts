/** What holds of every twin: it can be, it is another scenario, it asks the same, and no fault comes in with it. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import { decodeTable } from "../../model/dmar/decode.ts";
import { findFaults } from "../../model/dmar/faults.ts";
import { findPlatformFaults } from "../../model/dmar/platform-faults.ts";
import { validatePlatform } from "../../model/platform-validity.ts";
import type { PciFunction } from "../../model/platform.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { Scenario } from "../../model/scenario.ts";
import { scenarioFromWire, scenarioToWire } from "../../model/wire/scenario-wire.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { isFaultless } from "../../oracle/twins/faultless.ts";
import type { Twin } from "../../oracle/twins/twin.ts";
import { METAMORPHIC } from "../../suites/metamorphic.ts";
import { bridge, bridgeScope, endpoint, endpointScope, get, rmrr, scenario } from "../reference/hand-made.ts";
import { lawRuns } from "./law-runs.ts";

const TWINS: readonly Twin[] = METAMORPHIC.map(({ twin }) => twin!);

const factsOf = (of: Scenario): ScenarioFacts => new ScenarioFacts(of, LINUX_PROFILE);

function twinNamed(name: string): Twin {
  return TWINS.find((twin) => twin.name === name)!;
}

/** The twin of a scenario, where it has it. */
function twinOf(name: string, of: Scenario): Scenario | undefined {
  const facts = factsOf(of);
  return twinNamed(name).applies(facts) ? twinNamed(name).of(facts) : undefined;
}

/** What is expected of a twin that adds what software does not know yet. */
const FAULTS_OF_TYPES: ReadonlySet<string> = new Set(["structure-type-unknown", "scope-type-unknown"]);

describe.each(TWINS)("the twin $name", (twin) => {
  const property = (check: (of: Scenario, twinScenario: Scenario, facts: ScenarioFacts) => void): void => {
    let found = 0;
    for (const { scenarios } of STREAMS) {
      fc.assert(
        fc.property(scenarios(), (of) => {
          const facts = factsOf(of);
          if (!twin.applies(facts)) return;
          found++;
          check(of, twin.of(facts), facts);
        }),
        { numRuns: lawRuns(120), seed: 31 },
      );
    }
    expect(found).toBeGreaterThan(20);
  };

  test("is a valid platform, asked the same", () => {
    property((of, { platform, steps }) => {
      expect(validatePlatform(platform)).toEqual([]);
      expect(steps).toEqual(of.steps);
      expect(platform.otherDevices).toEqual(of.platform.otherDevices);
      expect(platform.groups).toEqual(of.platform.groups);
    });
  });

  test("brings no fault with it", () => {
    property((of, { platform }) => {
      const faults = findFaults(platform.dmar).filter(({ code }) => !FAULTS_OF_TYPES.has(code));
      expect(faults).toEqual([]);
      const codes = (faulty: Scenario["platform"]): readonly string[] =>
        findPlatformFaults(faulty).map((it) => it.code);
      expect(new Set(codes(platform))).toEqual(new Set(codes(of.platform)));
    });
  });

  test("is another scenario, and the same for the same scenario", () => {
    property((of, twinScenario) => {
      expect(twinScenario.platform).not.toEqual(of.platform);
      const again = scenarioFromWire(JSON.parse(JSON.stringify(scenarioToWire(of))));
      expect(twin.of(factsOf(again))).toEqual(twinScenario);
    });
  });

  test("keeps every function, and every path to it", () => {
    property((of, twinScenario) => {
      const there = new Map(twinScenario.platform.functions.map((fn) => [fn.label, fn]));
      const identity = ({ bus: _bus, secondaryBus: _first, subordinateBus: _last, ...fn }: PciFunction): object => fn;
      for (const fn of of.platform.functions) expect(identity(there.get(fn.label)!)).toEqual(identity(fn));
    });
  });

  test("is none of a scenario whose table has a fault", () => {
    for (const { scenarios } of STREAMS) {
      for (const of of fc.sample(scenarios(), { numRuns: lawRuns(100), seed: 32 })) {
        const facts = factsOf(of);
        if (!isFaultless(facts)) expect(twin.applies(facts)).toBe(false);
      }
    }
  });

  test("has a name in kebab-case, and says what is different", () => {
    expect(twin.name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(twin.difference).toMatch(/^[a-z].*[^.]$/);
    expect(TWINS.filter(({ name }) => name === twin.name)).toHaveLength(1);
  });
});

const tree = [
  bridge("left", "0:1.0", [1, 4]),
  bridge("inner", "1:0.0", [2, 3], { parent: "left" }),
  endpoint("leaf", "2:0.0", { parent: "inner" }),
  bridge("right", "0:2.0", [5, 5]),
  endpoint("nic", "5:0.0", { parent: "right" }),
];
const page = [0x1000n, 0x1fffn] as const;

const numbers = ({ platform }: Scenario): object =>
  Object.fromEntries(
    platform.functions.map(({ label, bus, secondaryBus, subordinateBus }) => [
      label,
      secondaryBus === undefined ? bus : [bus, secondaryBus, subordinateBus],
    ]),
  );

describe("renumbered buses", () => {
  test("are mirrored in the range above, and keep the size of their ranges", () => {
    const of = scenario({ functions: tree, structures: [rmrr(...page, bridgeScope(0, "1.0"))] }, get("leaf"));
    expect(numbers(twinOf("renumbered-buses", withUnit(of))!)).toEqual({
      left: [0, 0xfc, 0xff],
      inner: [0xfc, 0xfe, 0xff],
      leaf: 0xfe,
      right: [0, 0xfb, 0xfb],
      nic: 0xfb,
    });
  });

  test("leave virtual functions as far behind their physical function as they were", () => {
    const functions = [
      bridge("port", "0:1.0", [1, 9]),
      endpoint("physical", "1:0.0", { parent: "port" }),
      endpoint("virtual", "2:0.0", { parent: "port", physicalFunction: "physical" }),
      bridge("inner", "1:1.0", [3, 3], { parent: "port" }),
    ];
    const of = scenario({ functions, structures: [rmrr(...page, bridgeScope(0, "1.0"))] }, get("virtual"));
    expect(numbers(twinOf("renumbered-buses", withUnit(of))!)).toEqual({
      port: [0, 0xf7, 0xff],
      physical: 0xf7,
      virtual: 0xf8,
      inner: [0xf7, 0xff, 0xff],
    });
  });

  test("are none where a scope may mean a present number", () => {
    const of = scenario({ functions: tree, structures: [rmrr(...page, endpointScope(5, "0.0"))] }, get("nic"));
    expect(twinOf("renumbered-buses", withUnit(of))).toBeUndefined();
    const longer = scenario(
      { functions: tree, structures: [rmrr(...page, endpointScope(2, "0.0", "0.0"))] },
      get("nic"),
    );
    expect(twinOf("renumbered-buses", withUnit(longer))).toBeDefined();
  });
});

describe("shifted regions", () => {
  const shifted = (base: bigint, limit: bigint): readonly bigint[] | undefined => {
    const of = scenario({ functions: tree, structures: [rmrr(base, limit, bridgeScope(0, "1.0"))] }, get("leaf"));
    const twin = twinOf("shifted-regions", withUnit(of));
    if (twin === undefined) return undefined;
    return decodeTable(twin.platform.dmar).structures.flatMap(({ structure }) =>
      structure.kind === "rmrr" ? [structure.base, structure.limit] : [],
    );
  };

  test("lie above 4 GiB where the width of addresses has room for it, else a page beside", () => {
    expect(shifted(0x1000n, 0x1fffn)).toEqual([0x1_0000_2000n, 0x1_0000_2fffn]);
    const top = 1n << 46n;
    expect(shifted(top - 0x2000n, top - 0x1001n)).toEqual([top - 0x1000n, top - 1n]);
    expect(shifted(top - 0x1000n, top - 1n)).toEqual([top - 0x2000n, top - 0x1001n]);
    expect(shifted(0n, top - 1n)).toBeUndefined();
  });

  test("neither are nor become a window", () => {
    expect(shifted(0n, 0xff_ffffn)).toBeUndefined();
    expect(shifted(0xfee0_0000n, 0xfeef_ffffn)).toBeUndefined();
  });
});

/** A unit for the segment: without one, the table has a fault. */
function withUnit(of: Scenario): Scenario {
  const { dmar } = of.platform;
  const [found] = decodeTable(dmar).structures;
  if (found === undefined) throw new Error("the table is empty");
  const { functions, rootBuses, groups, otherDevices } = of.platform;
  const unit = { kind: "drhd", flags: 1, size: 0, segment: 0, registerBase: 0xfed0_0000n, scopes: [] } as const;
  const structures = [unit, ...decodeTable(dmar).structures.map(({ structure }) => structure)];
  const made = scenario({ functions, rootBuses, otherDevices, structures });
  return { ...of, platform: { ...made.platform, groups } };
}
