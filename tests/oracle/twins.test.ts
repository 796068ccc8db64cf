/** What holds of every twin: it can be, it is another scenario, it asks the same, and no fault comes in with it. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
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
import { lawRuns } from "./law-runs.ts";

const TWINS: readonly Twin[] = METAMORPHIC.map(({ twin }) => twin!);

const factsOf = (of: Scenario): ScenarioFacts => new ScenarioFacts(of, LINUX_PROFILE);

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
