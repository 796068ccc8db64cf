import { describe, expect, test } from "vitest";
import { PROFILES } from "../../model/profile.ts";
import { STREAMS } from "../../generators/streams.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { inSituation, SITUATIONS } from "../../suites/situations.ts";
import * as fc from "fast-check";

describe("the catalogue", () => {
  test("has ids of a family and a name, each once", () => {
    const ids = REQUIREMENTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+\/[a-z]+(?:-[a-z]+)*$/);
  });

  test("keeps the requirements of a family together", () => {
    const families = REQUIREMENTS.map(({ id }) => id.split("/")[0]);
    const changes = families.filter((family, i) => family !== families[i - 1]);
    expect(changes).toEqual([...new Set(families)]);
  });

  test("says of each requirement what must hold, where that is written, and when it is looked at", () => {
    for (const { id, statement, source, when, streams } of REQUIREMENTS) {
      expect(statement, id).toMatch(/^[A-Z].*\.$/s);
      expect(source, id).not.toBe("");
      expect(when, id).not.toMatch(/^[A-Z]|\.$/);
      expect(streams.length, id).toBeGreaterThan(0);
    }
  });

  test("listens to streams that exist, or to real tables", () => {
    const names = [...STREAMS.map(({ name }) => name), "table"];
    for (const { id, streams } of REQUIREMENTS) for (const stream of streams) expect(names, id).toContain(stream);
  });

  test("is triggered, each requirement in some case of its streams under the default profile", () => {
    const untriggered = new Set(REQUIREMENTS);
    for (const { name, scenarios } of STREAMS) {
      for (const scenario of fc.sample(scenarios(), { numRuns: 1000, seed: 51 })) {
        const facts = new ScenarioFacts(scenario, PROFILES[0]!);
        for (const requirement of untriggered) {
          if (requirement.streams.some((stream) => stream === name) && requirement.trigger(facts)) {
            untriggered.delete(requirement);
          }
        }
      }
    }
    expect([...untriggered].map(({ id }) => id)).toEqual([]);
  });
});

describe("situations", () => {
  test("have names, each once, and sentences", () => {
    const names = SITUATIONS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, description } of SITUATIONS) {
      expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(description).toMatch(/^[A-Z].*\.$/);
    }
  });

  test("are told by name, and a name that is none does not hold", () => {
    const [scenario] = fc.sample(STREAMS[0]!.scenarios(), { numRuns: 1, seed: 52 });
    for (const { name, holds } of SITUATIONS) {
      expect(inSituation(name, scenario!, PROFILES[0]!)).toBe(holds(new ScenarioFacts(scenario!, PROFILES[0]!)));
    }
    expect(inSituation("no-such-situation", scenario!, PROFILES[0]!)).toBe(false);
  });
});
