/** Divergences that were fixed: who descends from a release without one, and shows it all the same, fails. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Executor } from "../../implementations/executor.ts";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import { scenarioToWire } from "../../model/wire/scenario-wire.ts";
import type { KnownDivergence } from "../../runner/known-divergence.ts";
import { KNOWN_DIVERGENCES_FORMAT, loadKnownDivergences } from "../../runner/load-known-divergences.ts";
import { descendsFrom } from "../../runner/fixed-divergence.ts";
import { answering, isEven, linesOf, numbersOf, requirement, run, scenarioOf } from "./numbers.ts";

const hasSeven = (number: number): boolean => String(number).includes("7");

const SEVENS: KnownDivergence = {
  requirement: "number/any",
  rule: "odd-claimed",
  when: ["has-a-seven"],
  reason: "Seven counts as even here.",
  link: "https://example.org/seven",
  fixed: { release: "6.4", change: "c0ffee" },
  scenario: scenarioOf([7]),
};
const RETURNED = { reason: SEVENS.reason, link: SEVENS.link, release: "6.4", change: "c0ffee" };

const diverging = (version?: string): ReturnType<typeof answering> =>
  answering((number) => hasSeven(number) || isEven(number), version);

describe("a version descends from a release", () => {
  test.each([
    ["6.4", "6.4", true],
    ["6.4.0", "6.4", true],
    ["6.4.1", "6.4", true],
    ["6.4.0-vendor", "6.4", true],
    ["v6.4.0", "6.4", true],
    ["6.5.0-rc1", "6.4", true],
    ["6.10.0-rc1", "6.4", true],
    ["7.0.0-rc1", "6.4", true],
    // A branch that grew from the first candidate lacks what came with a later one.
    ["6.4.0-rc1", "6.4", false],
    ["6.4.0-rc7-next", "6.4", false],
    ["6.4.0-vendor-rc2", "6.4", false],
    ["6.3.0", "6.4", false],
    ["6.3.13", "6.4", false],
    ["5.10.262", "6.4", false],
    ["6.4.0", "6.4.3", false],
    ["6.4.3", "6.4.3", true],
    ["7", "6.4", true],
    ["6", "6.4", false],
    // A Makefile that says nothing.
    ["", "6.4", false],
    ["-vendor", "6.4", false],
    ["next", "6.4", false],
    [undefined, "6.4", false],
  ])("%s from %s: %s", (version, release, expected) => {
    expect(descendsFrom(version, release)).toBe(expected);
  });
});

describe("a divergence that was fixed", () => {
  const only = ["number/any"];

  test.each(["6.3.13", "6.4.0-rc1", undefined])(
    "is known in version %s, which may lack the change",
    async (version) => {
      const { exitStatus, lines } = await run(diverging(version), { known: [SEVENS], only });
      expect(exitStatus).toBe(0);
      expect(linesOf(lines, "failure")).toMatchObject([{ outcome: "known" }]);
      expect(linesOf(lines, "failure")[0]).not.toHaveProperty("returned");
    },
  );

  test("is a failure in a version that had the change, which is told of the least scenario and of what is drawn", async () => {
    const { exitStatus, lines } = await run(diverging("6.4.1"), { known: [SEVENS], only });
    expect(exitStatus).toBe(1);
    const failures = linesOf(lines, "failure");
    expect(failures[0]).toMatchObject({ origin: { from: "known", divergence: "number/any:odd-claimed" } });
    for (const failure of failures) expect(failure).toMatchObject({ outcome: "fail", returned: RETURNED });
    const { outcome, counts } = requirement(lines, "number/any");
    expect(outcome).toBe("fail");
    expect(counts).not.toHaveProperty("known");
  });

  test("is found by its least scenario, however seldom what is drawn leads there", async () => {
    const subject = answering((number) => number === 7 || isEven(number), "6.5");
    const { exitStatus, lines } = await run(subject, { known: [SEVENS], only, runs: 1 });
    expect(exitStatus).toBe(1);
    expect(linesOf(lines, "failure")).toMatchObject([{ outcome: "fail", occurrences: 1, returned: RETURNED }]);
  });

  test("is nobody's business where it stays fixed", async () => {
    const { exitStatus, lines } = await run(answering(isEven, "6.4"), { known: [SEVENS], only });
    expect(exitStatus).toBe(0);
    expect(linesOf(lines, "failure")).toEqual([]);
    expect(requirement(lines, "number/any").outcome).toBe("pass");
  });

  test("stays apart from other failures of the same requirement and rule", async () => {
    const { lines } = await run(
      answering((number) => number === 7 || (number >= 13 && !hasSeven(number)) || isEven(number), "6.4"),
      { known: [SEVENS], only },
    );
    const failures = linesOf(lines, "failure").map(({ scenario, returned }) => [numbersOf(scenario), returned]);
    expect(failures).toContainEqual([[7], RETURNED]);
    expect(failures).toContainEqual([[13], undefined]);
  });

  test("leaves another of the same requirement in force, which is counted under its own name", async () => {
    const others = { ...SEVENS, reason: "Eleven, too.", when: ["!has-a-seven"], scenario: scenarioOf([11]) };
    const { fixed: _, ...known } = others;
    const { exitStatus, lines } = await run(
      answering((number) => String(number).includes("11") || isEven(number), "6.4"),
      { known: [SEVENS, known], only },
    );
    const failures = linesOf(lines, "failure").filter(({ outcome }) => outcome === "known");
    expect(failures).toMatchObject([
      { divergence: { reason: "Eleven, too." }, origin: { divergence: "number/any:odd-claimed" } },
    ]);
    expect(failures[0]!.occurrences).toBe(requirement(lines, "number/any").counts.known);
    // Some numbers have both, and those were never declared.
    expect(exitStatus).toBe(1);
  });

  const executor = inProcessExecutor(answering(isEven, "6.5"));
  const dying: Executor = {
    ...executor,
    execute: (scenario) => {
      const step = numbersOf(scenario).findIndex(hasSeven);
      if (step < 0) return executor.execute(scenario);
      return { steps: [], observesMemory: true, ended: { how: "died", step, message: "BUG_ON(seven)" } };
    },
  };
  const DEATH: KnownDivergence = { ...SEVENS, rule: "dies-in-ask" };

  test("that ends its case is nothing beside one that is in force and ends it, too, whoever it is declared for", async () => {
    const { fixed: _, ...inForce } = { ...DEATH, requirement: "number/large", scenario: scenarioOf([700_000]) };
    const { exitStatus, lines } = await run(dying, {
      known: [{ ...DEATH, scenario: scenarioOf([8]), when: [] }, inForce],
    });
    expect(linesOf(lines, "failure").map(({ outcome }) => outcome)).toEqual(["known"]);
    expect(requirement(lines, "number/any").outcome).toBe("pass");
    expect(exitStatus).toBe(0);
  });

  test("that ends its case is an error again for whatever the case was to be judged for, and does not conform", async () => {
    const { exitStatus, lines } = await run(dying, { known: [DEATH] });
    expect(exitStatus).toBe(1);
    for (const failure of linesOf(lines, "failure"))
      expect(failure).toMatchObject({ outcome: "error", rule: "dies-in-ask", returned: RETURNED });
    expect(requirement(lines, "number/large").outcome).toBe("error");
  });
});

describe("the file of known divergences", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "rmrr-fixed-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const loaded = (fixed: unknown): Promise<readonly KnownDivergence[]> => {
    const path = join(folder, "known.json");
    const divergences = [{ ...SEVENS, fixed, scenario: scenarioToWire(SEVENS.scenario) }];
    writeFileSync(path, JSON.stringify({ format: KNOWN_DIVERGENCES_FORMAT, divergences }));
    return loadKnownDivergences(path);
  };

  test("says in which release a divergence was gone, and by which change if that is known", async () => {
    for (const fixed of [SEVENS.fixed!, { release: "5" }]) expect(await loaded(fixed)).toEqual([{ ...SEVENS, fixed }]);
  });

  test.each([[{}], [{ release: "six" }], [{ release: "6.4-rc1" }], [{ release: "6.4", change: 1 }], ["6.4"]])(
    "is refused with a release that is none: %j",
    async (fixed) => {
      await expect(loaded(fixed)).rejects.toMatchObject({ code: "KNOWN_INVALID", exitStatus: 2 });
    },
  );
});
