/** What holds of every generated scenario. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RandomDraws } from "../../generators/draws.ts";
import { planOf } from "../../generators/plan-of.ts";
import { realise } from "../../generators/realise.ts";
import { STREAMS, tableScenarios } from "../../generators/streams.ts";
import { decodeTable } from "../../model/dmar/decode.ts";
import { findFaults } from "../../model/dmar/faults.ts";
import { validatePlatform } from "../../model/platform-validity.ts";
import { MAXIMUM_ADDRESS } from "../../model/region.ts";
import type { Scenario } from "../../model/scenario.ts";
import { scenarioFromWire, scenarioToWire } from "../../model/wire/scenario-wire.ts";
import { stepProblems } from "./step-problems.ts";
import { EMPTY_DMAR, plansOf, randomOf, SERVER_DMAR, SOURCES } from "./sources.ts";

const RUNS = 800;

/** What a stream may report all the same: these are questions, not mistakes (docs/rules.md). */
const EXPECTED_FAULTS: ReadonlySet<string> = new Set(["no-scope", "structure-type-unknown", "scope-type-unknown"]);

/** What a stream asks on purpose besides: regions that are not made of whole pages, and are used all the same. */
const ASKED_FOR: Readonly<Record<string, readonly string[]>> = {
  group: ["rmrr-base-unaligned", "rmrr-limit-unaligned"],
};

describe.each(SOURCES)("the $name stream", (source) => {
  test("draws the same case from the same seed", () => {
    const draw = (): Scenario[] => fc.sample(source.arbitrary, { seed: 42, numRuns: 50 });
    expect(draw()).toStrictEqual(draw());
  });

  test("draws what its plan realises into, whatever fast-check wishes to be biased", () => {
    for (let seed = 0; seed < 50; seed++) {
      const scenario = realise(source.plan(new RandomDraws(randomOf(seed))));
      expect(source.arbitrary.generate(randomOf(seed), 2).value).toStrictEqual(scenario);
      expect(source.arbitrary.generate(randomOf(seed), undefined).value).toStrictEqual(scenario);
    }
  });

  test("draws valid platforms", () => {
    for (const { platform } of fc.sample(source.arbitrary, { seed: 1, numRuns: RUNS })) {
      expect(validatePlatform(platform)).toEqual([]);
    }
  });

  test("draws steps that have a meaning, and ends them as every scenario ends", () => {
    for (const scenario of fc.sample(source.arbitrary, { seed: 2, numRuns: RUNS })) {
      expect(stepProblems(scenario)).toEqual([]);
    }
  });

  test("is replayed by seed and path", () => {
    const property = fc.property(source.arbitrary, ({ steps }) => steps.length < 12);
    const first = fc.check(property, { seed: 3, numRuns: 2000 });
    expect(first.failed).toBe(true);
    const again = fc.check(property, { seed: 3, path: first.counterexamplePath!, endOnFailure: true });
    expect(again.numRuns).toBe(1);
    expect(again.counterexample).toStrictEqual(first.counterexample);
  });

  test("has a plan that can be found out from the scenario alone, even if it was stored", () => {
    for (const scenario of fc.sample(source.arbitrary, { seed: 4, numRuns: 300 })) {
      const stored = scenarioFromWire(JSON.parse(JSON.stringify(scenarioToWire(scenario))));
      const plan = planOf(stored);
      expect(plan).toBeDefined();
      expect(realise(plan!)).toStrictEqual(scenario);
    }
  });
});

/** Their tables are those of firmware, or broken on purpose. */
const TABLES_OF_ANY_KIND: ReadonlySet<string> = new Set(["table", "malformed"]);

describe.each(SOURCES.filter(({ name }) => !TABLES_OF_ANY_KIND.has(name)))(
  "the tables of the $name stream",
  (source) => {
    test("are without fault, but for what is asked on purpose", () => {
      for (const { platform } of fc.sample(source.arbitrary, { seed: 5, numRuns: RUNS })) {
        const unexpected = findFaults(platform.dmar).filter(
          ({ code }) => !EXPECTED_FAULTS.has(code) && !ASKED_FOR[source.name]?.includes(code),
        );
        expect(unexpected).toEqual([]);
      }
    });

    test("hold the RMRRs of the plan, range by range and scope by scope", () => {
      for (const plan of plansOf(source, RUNS, 6)) {
        const { structures } = decodeTable(realise(plan).platform.dmar);
        const rmrrs = structures.flatMap(({ structure }) => (structure.kind === "rmrr" ? [structure] : []));
        expect(rmrrs.map(({ segment, base, limit }) => [segment, base, limit])).toEqual(
          plan.rmrrs.map(({ segment, base, limit }) => [segment, base, limit]),
        );
        for (const [index, { scopes }] of rmrrs.entries()) {
          const planned = plan.rmrrs[index]!.scopes;
          // A scope that no path can express is left out; none is added.
          expect(scopes.length).toBeLessThanOrEqual(planned.length);
          if (scopes.length === planned.length) {
            expect(scopes.map(({ type }) => type)).toEqual(planned.map(({ type }) => type));
          }
        }
      }
    });
  },
);

describe("the table stream", () => {
  test("keeps the table byte for byte", () => {
    for (const { platform } of fc.sample(tableScenarios(SERVER_DMAR), { seed: 1, numRuns: 200 })) {
      expect(platform.dmar).toEqual(SERVER_DMAR);
    }
  });

  test("takes any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const { platform } of fc.sample(tableScenarios(bytes), { seed: 1, numRuns: 3 })) {
          expect(platform.dmar).toEqual(bytes);
        }
      }),
      { numRuns: 200 },
    );
    const [scenario] = fc.sample(tableScenarios(EMPTY_DMAR), { seed: 1, numRuns: 1 });
    expect(scenario!.platform.rootBuses).toHaveLength(1);
  });
});

describe("sizes", () => {
  test.each(STREAMS)("the $name stream has cases of a given size", (stream) => {
    for (const functions of [1, 24, 300]) {
      const size = { functions, rmrrs: 8, everyFunctionOnce: true };
      for (const { platform, steps } of fc.sample(stream.scenarios(size), { seed: 1, numRuns: 20 })) {
        expect(validatePlatform(platform)).toEqual([]);
        // Virtual functions and mirrored ones come with what they belong to.
        expect(platform.functions.length).toBeGreaterThanOrEqual(functions);
        expect(platform.functions.length).toBeLessThanOrEqual(functions + 8);
        if (stream.name !== "merge") {
          expect(steps.filter((step) => step.do === "get")).toHaveLength(platform.functions.length);
        }
      }
    }
  });

  test("crowded buses overflow into others", () => {
    const stream = STREAMS.find(({ name }) => name === "hierarchy")!;
    const size = { functions: 2500, rmrrs: 1, everyFunctionOnce: true };
    for (const { platform } of fc.sample(stream.scenarios(size), { seed: 3, numRuns: 40 })) {
      expect(platform.functions.length).toBeGreaterThanOrEqual(2500);
    }
  });

  test("the hierarchy stream reaches 65,536 functions", () => {
    const stream = STREAMS.find(({ name }) => name === "hierarchy")!;
    const size = { functions: 65_536, rmrrs: 65_536, everyFunctionOnce: true };
    const [scenario] = fc.sample(stream.scenarios(size), { seed: 1, numRuns: 1 });
    expect(validatePlatform(scenario!.platform)).toEqual([]);
    expect(scenario!.platform.functions.length).toBeGreaterThanOrEqual(65_536);
  });
});

describe("regions", () => {
  test("lie in the 64-bit space, and no two that are inserted fill it", () => {
    for (const { steps } of fc.sample(STREAMS.find(({ name }) => name === "merge")!.scenarios(), {
      seed: 7,
      numRuns: RUNS,
    })) {
      const inserted = steps.flatMap((step) => (step.do === "insert" ? [step.region] : []));
      for (const { start, end } of inserted) {
        expect(start >= 0n && start <= end && end <= MAXIMUM_ADDRESS).toBe(true);
      }
      // [0, 2^64 - 1] cannot be said with a start and a length.
      const ends = inserted.some(({ end }) => end === MAXIMUM_ADDRESS);
      expect(ends && inserted.some(({ start }) => start === 0n)).toBe(false);
    }
  });
});
