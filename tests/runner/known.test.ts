import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Executor } from "../../implementations/executor.ts";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import { scenarioToWire } from "../../model/wire/scenario-wire.ts";
import { isVersionWithin, type KnownDivergence } from "../../runner/known-divergence.ts";
import { KNOWN_DIVERGENCES_FORMAT, loadKnownDivergences } from "../../runner/load-known-divergences.ts";
import { answering, isEven, linesOf, numbersOf, requirement, RIGHT, run, scenarioOf } from "./numbers.ts";

const SEVENS: KnownDivergence = {
  requirement: "number/any",
  rule: "odd-claimed",
  when: ["has-a-seven", "!is-long"],
  reason: "Seven counts as even here.",
  link: "https://example.org/seven",
  scenario: scenarioOf([7]),
};
const hasSeven = (number: number): boolean => String(number).includes("7");

/** Claims odd numbers that have a seven. */
const DIVERGING = answering((number) => hasSeven(number) || isEven(number));

describe("a known divergence", () => {
  test("explains the failures that match rule and situations, and no others", async () => {
    const { exitStatus, lines } = await run(DIVERGING, { known: [SEVENS], only: ["number/any"] });
    // Long lists are excluded: there it is a failure as before.
    expect(exitStatus).toBe(1);
    const [failed, known] = linesOf(lines, "failure");
    expect(failed).toMatchObject({ outcome: "fail", rule: "odd-claimed" });
    expect(numbersOf(failed!.scenario)).toHaveLength(5);
    expect(known).toMatchObject({
      outcome: "known",
      origin: { from: "known", divergence: "number/any:odd-claimed" },
      divergence: { reason: SEVENS.reason, link: SEVENS.link },
    });
    const { counts } = requirement(lines, "number/any");
    expect(known!.occurrences).toBe(counts.known);
    expect(failed!.occurrences).toBe(counts.fail);
  });

  test("makes a run that shows nothing else green", async () => {
    const known = [{ ...SEVENS, when: ["has-a-seven"] }];
    const { exitStatus, lines } = await run(DIVERGING, { known, only: ["number/any"] });
    expect(exitStatus).toBe(0);
    expect(requirement(lines, "number/any").outcome).toBe("known");
    expect(linesOf(lines, "stream")[0]).toMatchObject({ stream: "known", cases: 1 });
    expect(linesOf(lines, "failure").map(({ outcome }) => outcome)).toEqual(["known"]);
  });

  test("hides no second fault: another rule of the same requirement is a failure, and shrinks past the known one", async () => {
    const known = [{ ...SEVENS, when: [] }];
    const second = answering((number) =>
      number >= 500 && isEven(number) ? false : hasSeven(number) || isEven(number),
    );
    const { exitStatus, lines } = await run(second, { known, only: ["number/any"] });
    expect(exitStatus).toBe(1);
    const failed = linesOf(lines, "failure").filter(({ outcome }) => outcome === "fail");
    expect(failed.map(({ rule, scenario }) => [rule, numbersOf(scenario)])).toEqual([["even-denied", [500]]]);
  });

  test("hides no second fault of the same rule outside of its situations", async () => {
    const known = [{ ...SEVENS, when: ["has-a-seven"] }];
    // 13 without a seven: a shrink that did not mind the divergence would end at 7.
    const second = answering((number) => number >= 13 || hasSeven(number) || isEven(number));
    const { lines } = await run(second, { known, only: ["number/any"] });
    const failed = linesOf(lines, "failure").filter(({ outcome }) => outcome === "fail");
    expect(failed.map(({ scenario }) => numbersOf(scenario))).toEqual([[13]]);
  });

  test("that is fixed is an unexpected pass, and turns the run red", async () => {
    const { exitStatus, lines } = await run(RIGHT, { known: [SEVENS] });
    expect(exitStatus).toBe(1);
    expect(requirement(lines, "number/any")).toMatchObject({
      outcome: "unexpected-pass",
      counts: { "unexpected-pass": 1, pass: 2000 },
    });
    expect(linesOf(lines, "failure")).toMatchObject([
      { outcome: "unexpected-pass", rule: "odd-claimed", divergence: { reason: SEVENS.reason } },
    ]);
  });

  test("that is fixed but for other scenarios is decided by the least scenario alone", async () => {
    const subject = answering((number) => (number === 77 ? true : isEven(number)));
    const { exitStatus, lines } = await run(subject, { known: [SEVENS], only: ["number/any"] });
    expect(exitStatus).toBe(1);
    expect(linesOf(lines, "failure").map(({ outcome }) => outcome)).toContain("unexpected-pass");
  });

  test("fails its least scenario by another rule: both are told", async () => {
    const known = [{ ...SEVENS, scenario: scenarioOf([7, 8]), when: ["has-a-seven"] }];
    const { lines } = await run(
      answering((number) => number !== 8 && isEven(number)),
      { known, only: ["number/any"] },
    );
    const outcomes = linesOf(lines, "failure")
      .filter(({ origin }) => origin.from === "known")
      .map(({ outcome, rule }) => [outcome, rule]);
    expect(outcomes).toEqual([
      ["fail", "even-denied"],
      ["unexpected-pass", "odd-claimed"],
    ]);
  });

  test("whose least scenario does not trigger the requirement could not be judged", async () => {
    const known = [{ ...SEVENS, requirement: "number/large" }];
    const { exitStatus, lines } = await run(RIGHT, { known });
    expect(exitStatus).toBe(3);
    expect(linesOf(lines, "failure")[0]).toMatchObject({ outcome: "error", rule: "divergence-not-triggered" });
  });

  test("of a requirement that is not selected is not looked at", async () => {
    const { exitStatus } = await run(RIGHT, { known: [SEVENS], only: ["number/large"] });
    expect(exitStatus).toBe(0);
  });

  test("is in force for its versions only", async () => {
    const known = [{ ...SEVENS, when: ["has-a-seven"], versions: { from: "5.3", to: "5.3" } }];
    const of = (version: string): ReturnType<typeof answering> =>
      answering((number) => hasSeven(number) || isEven(number), version);
    expect((await run(of("5.3.18"), { known, only: ["number/any"] })).exitStatus).toBe(0);
    expect((await run(of("5.4"), { known, only: ["number/any"] })).exitStatus).toBe(1);
  });

  test.each([
    ["a requirement that does not exist", { requirement: "number/no" }],
    ["a further requirement that does not exist", { also: [{ requirement: "number/no", rules: ["odd-claimed"] }] }],
    ["a situation that does not exist", { when: ["has-a-six"] }],
    ["a least scenario outside of its own situations", { when: ["!has-a-seven"] }],
  ])("is refused with %s", async (_, changes) => {
    await expect(run(RIGHT, { known: [{ ...SEVENS, ...changes }] })).rejects.toMatchObject({
      code: "KNOWN_INVALID",
      exitStatus: 2,
    });
  });
});

describe("a known divergence that several requirements see", () => {
  const SEEN_BY_BOTH: KnownDivergence = {
    ...SEVENS,
    when: ["has-a-seven"],
    also: [{ requirement: "number/large", rules: ["even-denied", "odd-claimed"] }],
  };

  test("explains what it declares of each, in one line that names all who saw it, its own requirement first", async () => {
    const { exitStatus, lines } = await run(DIVERGING, { known: [SEEN_BY_BOTH] });
    expect(exitStatus).toBe(0);
    const [any, large] = ["number/any", "number/large"].map((id) => requirement(lines, id));
    expect([any!.outcome, large!.outcome]).toEqual(["known", "known"]);
    expect(linesOf(lines, "failure")).toMatchObject([
      { outcome: "known", rule: "odd-claimed", requirements: ["number/any", "number/large"] },
    ]);
    // A case that both see is one case, and its least scenario is another.
    expect(linesOf(lines, "failure")[0]!.occurrences).toBe(any!.counts.known);
  });

  test("explains nothing else of them: a rule that it declares of one is a failure of the other", async () => {
    const second = answering((number) =>
      number >= 500_000 && isEven(number) ? false : hasSeven(number) || isEven(number),
    );
    const { exitStatus, lines } = await run(second, { known: [{ ...SEEN_BY_BOTH, when: [] }] });
    expect(exitStatus).toBe(1);
    const failed = linesOf(lines, "failure").filter(({ outcome }) => outcome === "fail");
    expect(failed.map(({ requirements, rule, scenario }) => [requirements, rule, numbersOf(scenario)])).toEqual([
      [["number/any"], "even-denied", [500_000]],
    ]);
  });

  test("is judged by its own requirement where only another is selected, and named where that one saw it", async () => {
    const { exitStatus, lines } = await run(DIVERGING, { known: [SEEN_BY_BOTH], only: ["number/large"] });
    expect(exitStatus).toBe(0);
    expect(linesOf(lines, "requirement").map(({ id, outcome }) => [id, outcome])).toEqual([["number/large", "known"]]);
    expect(linesOf(lines, "failure")).toMatchObject([{ requirements: ["number/any", "number/large"] }]);
  });

  test("is an unexpected pass once it is fixed, whichever of its requirements is selected", async () => {
    for (const only of ["number/any", "number/large"]) {
      const { exitStatus, lines } = await run(RIGHT, { known: [SEEN_BY_BOTH], only: [only] });
      expect(exitStatus).toBe(1);
      expect(linesOf(lines, "failure")).toMatchObject([{ outcome: "unexpected-pass", requirements: ["number/any"] }]);
    }
  });

  test("is not shown where none that is selected saw it", async () => {
    const also = [{ requirement: "number/large", rules: ["even-denied"] }];
    const { exitStatus, lines } = await run(
      answering((number) => (number < 500_000 && hasSeven(number)) || isEven(number)),
      { known: [{ ...SEEN_BY_BOTH, also }], only: ["number/large"] },
    );
    expect(exitStatus).toBe(0);
    expect(linesOf(lines, "failure")).toEqual([]);
  });
});

describe("a known divergence that brings a case to its end", () => {
  const DEATH: KnownDivergence = { ...SEVENS, rule: "dies-in-ask", when: ["has-a-seven"] };
  /** Dies at the first number that has a seven, as code does that is not run in this process. */
  const dying = (dies: (number: number) => boolean): Executor => {
    const executor = inProcessExecutor(RIGHT);
    return {
      ...executor,
      execute: (scenario) => {
        const step = numbersOf(scenario).findIndex(dies);
        if (step < 0) return executor.execute(scenario);
        return { steps: [], observesMemory: true, ended: { how: "died", step, message: "BUG_ON(seven)" } };
      },
    };
  };

  test("is known for its requirement, and says nothing on the others of the case", async () => {
    const { exitStatus, lines } = await run(dying(hasSeven), { known: [DEATH] });
    expect(exitStatus).toBe(0);
    const any = requirement(lines, "number/any");
    expect(any.outcome).toBe("known");
    expect(any.counts.known).toBeGreaterThan(1);
    const large = requirement(lines, "number/large");
    expect(large.outcome).toBe("pass");
    expect(large.counts.skipped).toBeGreaterThan(1);
    expect(linesOf(lines, "failure")).toMatchObject([
      { outcome: "known", rule: "dies-in-ask", requirements: ["number/any"], divergence: { reason: SEVENS.reason } },
    ]);
  });

  test("hides no death outside of its situations", async () => {
    const { exitStatus, lines } = await run(
      dying((number) => hasSeven(number) || number >= 900),
      { known: [DEATH] },
    );
    expect(exitStatus).toBe(3);
    const failed = linesOf(lines, "failure").filter(({ outcome }) => outcome === "error");
    expect(failed.map(({ rule, scenario }) => [rule, numbersOf(scenario)])).toEqual([["dies-in-ask", [900]]]);
  });

  test("hides no death by another rule", async () => {
    const { exitStatus, lines } = await run(dying(hasSeven), { known: [{ ...DEATH, rule: "dies-in-get" }] });
    expect(exitStatus).toBe(3);
    expect(requirement(lines, "number/large").outcome).toBe("error");
  });

  test("that is fixed is an unexpected pass", async () => {
    const { exitStatus, lines } = await run(RIGHT, { known: [DEATH] });
    expect(exitStatus).toBe(1);
    expect(linesOf(lines, "failure").map(({ outcome }) => outcome)).toEqual(["unexpected-pass"]);
  });

  test("is known for each requirement that it declares", async () => {
    const also = [{ requirement: "number/large", rules: ["dies-in-ask"] }];
    const { exitStatus, lines } = await run(dying(hasSeven), { known: [{ ...DEATH, also }] });
    expect(exitStatus).toBe(0);
    for (const id of ["number/any", "number/large"]) expect(requirement(lines, id).outcome).toBe("known");
    const [line] = linesOf(lines, "failure");
    expect(line!.requirements).toEqual(["number/any", "number/large"]);
  });

  test("is decided for each requirement that declares it by its own", async () => {
    const known = [DEATH, { ...DEATH, requirement: "number/large", scenario: scenarioOf([700_000]) }];
    const { exitStatus, lines } = await run(dying(hasSeven), { known });
    expect(exitStatus).toBe(0);
    for (const id of ["number/any", "number/large"]) expect(requirement(lines, id).outcome).toBe("known");
  });
});

describe("versions", () => {
  test("are compared by their numbers, and bounds hold for all that begins like them", () => {
    expect(isVersionWithin("6.1.55", { from: "5.10", to: "6.1" })).toBe(true);
    expect(isVersionWithin("6.10", { to: "6.2" })).toBe(false);
    expect(isVersionWithin("5.9", { from: "5.10" })).toBe(false);
    expect(isVersionWithin("v5.10.0-rc1", { from: "5.10" })).toBe(true);
    expect(isVersionWithin("5.10", { from: "5.10.1" })).toBe(false);
    expect(isVersionWithin(undefined, { from: "9" })).toBe(true);
    expect(isVersionWithin("1", undefined)).toBe(true);
  });
});

describe("the file of known divergences", () => {
  let folder: string;
  // Not where tests are collected: a run that leaves all of these out would make it and never remove it.
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "rmrr-known-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const written = (content: unknown): string => {
    const path = join(folder, "known.json");
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };
  const { scenario, ...rest } = SEVENS;

  test("holds scenarios, or names files that hold them", async () => {
    writeFileSync(join(folder, "stored.json"), JSON.stringify({ about: "", scenario: scenarioToWire(scenario) }));
    writeFileSync(join(folder, "bare.json"), JSON.stringify(scenarioToWire(scenario)));
    const scenarios = [scenarioToWire(scenario), "stored.json", "./bare.json"];
    const further = { also: [{ requirement: "number/large", rules: ["odd-claimed"] }], versions: { from: "1" } };
    const divergences = scenarios.map((it) => ({ ...rest, ...further, scenario: it }));
    const loaded = await loadKnownDivergences(written({ format: KNOWN_DIVERGENCES_FORMAT, divergences }));
    expect(loaded).toEqual(scenarios.map(() => ({ ...SEVENS, ...further })));
  });

  test("may begin with a byte order mark", async () => {
    const file = { format: KNOWN_DIVERGENCES_FORMAT, divergences: [{ ...rest, scenario: scenarioToWire(scenario) }] };
    expect(await loadKnownDivergences(written(`\uFEFF${JSON.stringify(file)}`))).toEqual([SEVENS]);
  });

  test.each([
    ["is no JSON", "{", "KNOWN_INVALID"],
    ["is no object", "[]", "KNOWN_INVALID"],
    ["is of another format", { format: "x" }, "KNOWN_INVALID"],
    [
      "lacks the reason",
      { divergences: [{ ...rest, reason: undefined, scenario: scenarioToWire(scenario) }] },
      "KNOWN_INVALID",
    ],
    ["has a scenario that is none", { divergences: [{ ...rest, scenario: {} }] }, "KNOWN_INVALID"],
    ["names a scenario that is not there", { divergences: [{ ...rest, scenario: "no.json" }] }, "KNOWN_NOT_FOUND"],
  ])("is refused if it %s", async (_, content, code) => {
    const file =
      typeof content === "object" && !Array.isArray(content)
        ? { format: KNOWN_DIVERGENCES_FORMAT, ...content }
        : content;
    await expect(loadKnownDivergences(written(file))).rejects.toMatchObject({ code, exitStatus: 2 });
  });

  test("is refused if it is not there", async () => {
    await expect(loadKnownDivergences(join(folder, "no"))).rejects.toMatchObject({ code: "KNOWN_NOT_FOUND" });
  });
});
