/** The measuring of the kill matrix, and the page that is made of it. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { firstKills, type Target } from "../../bench/kill-matrix/first-kills.ts";
import { firstKillsOfRates, killRates } from "../../bench/kill-matrix/kill-rates.ts";
import { measureKillMatrix } from "../../bench/kill-matrix/measure.ts";
import { wholeMatrix } from "../../bench/kill-matrix/whole-matrix.ts";
import { deriveSeed } from "../../generators/seed.ts";
import { STREAMS } from "../../generators/streams.ts";
import { FAULTY } from "../../implementations/faulty/index.ts";
import { BoundedExecutor } from "../../implementations/in-process/execute-within.ts";
import { execute } from "../../implementations/in-process/execute.ts";
import type { ConformanceError } from "../../model/conformance-error.ts";
import { parseKillMatrix, type KillMatrix } from "../../model/kill-matrix.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import { renderKillMatrixHtml } from "../../reports/html/render-kill-matrix-html.ts";
import { cellSign, ratioWords, reachesAim } from "../../reports/kill-matrix/kill-words.ts";
import { renderKillMatrixMarkdown } from "../../reports/kill-matrix/render-kill-matrix-markdown.ts";
import { renderKillMatrixText } from "../../reports/kill-matrix/render-kill-matrix-text.ts";
import { CaseSource } from "../../runner/case-source.ts";
import { KILL_MATRIX_JSON, killMatrixSection, withSection } from "../../scripts/doc-pages.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { twinsOf } from "../../suites/twins.ts";
import { ROOT } from "../support/built.ts";

const CASES = 60;
const SEED = "kill/1";
const NAMES = ["limit-exclusive", "from-the-scopes-device", "leak-on-merge", "class-of-a-device-that-is-not-pci"];
const VARIANTS = FAULTY.filter(({ name }) => NAMES.includes(name));
const TARGETS: readonly Target[] = VARIANTS.map((variant) => ({
  variant,
  requirement: REQUIREMENTS.find(({ id }) => id === variant.killedBy.requirement)!,
}));

/** In how many cases each requirement fails, and the first case of each stream in which it does. */
function countedOneByOne(variant: (typeof FAULTY)[number]): {
  readonly kills: ReadonlyMap<string, number>;
  readonly first: number;
} {
  const kills = new Map<string, number>();
  let first = Infinity;
  for (const stream of STREAMS) {
    const source = new CaseSource(stream.scenarios(), deriveSeed(SEED, stream.name));
    const listeners = REQUIREMENTS.filter(({ streams }) => streams.includes(stream.name));
    for (let index = 0; index < CASES; index++) {
      const scenario = source.at(index).value;
      const twins = twinsOf(listeners, scenario, LINUX_PROFILE).map((twin) => ({
        name: twin.name,
        trace: execute(variant.implementation, twin.scenario),
      }));
      const trace = { ...execute(variant.implementation, scenario), twins };
      for (const { requirement, outcome } of judgeCase(listeners, scenario, trace, LINUX_PROFILE)) {
        if (outcome !== "fail") continue;
        kills.set(requirement.id, (kills.get(requirement.id) ?? 0) + 1);
        if (requirement.id === variant.killedBy.requirement) first = Math.min(first, index + 1);
      }
    }
  }
  return { kills, first };
}

describe("measuring", () => {
  test("finds the first kill and all kills that judging case by case finds", () => {
    const first = firstKills(STREAMS, TARGETS, SEED, CASES);
    const whole = wholeMatrix(STREAMS, REQUIREMENTS, VARIANTS, SEED, CASES);
    expect(VARIANTS.length).toBe(NAMES.length);
    for (const [index, variant] of VARIANTS.entries()) {
      const expected = countedOneByOne(variant);
      expect(expected.first).toBeLessThan(Infinity);
      expect([variant.name, first[index]]).toEqual([variant.name, expected.first]);
      expect([variant.name, new Map(whole.get(variant))]).toEqual([variant.name, new Map(expected.kills)]);
    }
  });

  test("gives up after the most cases", () => {
    expect(firstKills(STREAMS, TARGETS.slice(0, 1), SEED, 0)).toEqual([Infinity]);
  });

  test("has a rate in each stream: of the cases up to the first kill, that one", () => {
    const hierarchy = STREAMS.filter(({ name }) => name === "hierarchy");
    const target = TARGETS.find(({ variant }) => variant.name === "from-the-scopes-device")!;
    const [first] = firstKills(hierarchy, [target], SEED, 1000);
    const rate = (cases: number): readonly number[] | undefined =>
      killRates(hierarchy, [target.variant], SEED, cases).get(target.variant.name);
    expect(first).toBeGreaterThan(1);
    expect(rate(first!)).toEqual([1 / first!]);
    expect(rate(first! - 1)).toEqual([0]);
    const both = STREAMS.filter(({ name }) => target.requirement.streams.some((stream) => stream === name));
    expect(killRates(both, [target.variant], SEED, 16).get(target.variant.name)).toHaveLength(both.length);
    expect(killRates([], [target.variant], SEED, 16).size).toBe(0);
  });

  test("is noticed with even chances after as many cases as its rates say", () => {
    expect(firstKillsOfRates([0.5])).toBe(1);
    expect(firstKillsOfRates([0.1])).toBeCloseTo(Math.log(0.5) / Math.log(0.9));
    expect(firstKillsOfRates([0.1, 0.1])).toBeCloseTo(Math.log(0.5) / Math.log(0.81));
    expect(firstKillsOfRates([0.9, 0])).toBe(1);
    expect(firstKillsOfRates([1])).toBe(1);
    expect(firstKillsOfRates([0, 0])).toBe(Infinity);
    expect(firstKillsOfRates(undefined)).toBeUndefined();
  });

  test("sums up what every seed needs, with the middle and the worst", () => {
    const seeds = [SEED, "kill/2", "kill/3"];
    const asked = {
      matrixSeeds: [SEED],
      cases: CASES,
      matrixCases: CASES,
      tell: () => undefined,
      only: (name: string) => NAMES.includes(name),
    };
    const matrix = measureKillMatrix({ ...asked, seeds });
    for (const [index, { name, ours, baseline }] of matrix.faults.entries()) {
      const counts = seeds.map((seed) => firstKills(STREAMS, TARGETS, seed, CASES)[index]!).toSorted((a, b) => a - b);
      const finite = (count: number): number | null => (count === Infinity ? null : count);
      expect([name, ours]).toEqual([
        name,
        {
          median: finite(counts[1]!),
          worst: finite(counts[2]!),
          missed: counts.filter((each) => each === Infinity).length,
        },
      ]);
      expect(baseline).toBeDefined();
    }
    const lonely = matrix.faults.filter(({ kills }) => Object.keys(kills).length === 1);
    expect(lonely.length).toBeGreaterThan(0);
    const alone = matrix.requirements.flatMap(({ id, alone: names }) => names.map((name) => [name, id]));
    expect(new Map(alone as [string, string][])).toEqual(
      new Map(lonely.map(({ name, kills }) => [name, Object.keys(kills)[0]!])),
    );
    // What it writes it reads.
    expect(parseKillMatrix(JSON.stringify(matrix))).toEqual(matrix);
  });
});

describe("an executor that does not wait for ever", () => {
  const bounded = new BoundedExecutor(60);
  const scenarios = STREAMS.map((stream) => new CaseSource(stream.scenarios(), 3).at(0).value);

  test("gives the trace of one that comes back", () => {
    for (const scenario of scenarios) {
      for (const { implementation, killedBy } of VARIANTS) {
        if (killedBy.outcome === "hang") continue;
        expect(bounded.execute(implementation, scenario)).toEqual(execute(implementation, scenario));
      }
    }
  });

  test("ends one that does not, and says at which step", () => {
    const endless = (): never => {
      for (;;);
    };
    const [scenario] = scenarios;
    const starting = bounded.execute({ name: "endless", start: endless }, scenario!);
    expect(starting).toMatchObject({ steps: [], ended: { how: "hung" } });
    expect(starting.ended).not.toHaveProperty("step");
    const getting = bounded.execute({ name: "endless", start: () => ({ tearDown: endless }) }, scenario!);
    expect(getting.ended).toMatchObject({ how: "hung", step: scenario!.steps.length - 1 });
    // The others of a batch are not taken for it, wherever it stands among them.
    const [first, second] = VARIANTS;
    const hanging = { name: "endless", start: endless };
    const batch = bounded.executeAll(
      [first!.implementation, hanging, hanging, second!.implementation, hanging].map((implementation) => ({
        implementation,
        scenario: scenario!,
      })),
    );
    expect(batch.map(({ ended }) => ended?.how)).toEqual([undefined, "hung", "hung", undefined, "hung"]);
    expect(batch[0]).toEqual(execute(first!.implementation, scenario!));
    expect(batch[3]).toEqual(execute(second!.implementation, scenario!));
    // And is good for another one.
    expect(bounded.execute(VARIANTS[0]!.implementation, scenario!).ended).toBeUndefined();
  });

  test("gives a trace for each job, whenever the time is up", () => {
    const hasty = new BoundedExecutor(1);
    const jobs = scenarios.map((scenario) => ({ implementation: VARIANTS[0]!.implementation, scenario }));
    for (let round = 0; round < 500; round++) expect(hasty.executeAll(jobs)).toHaveLength(jobs.length);
  });

  test("lets through what an implementation throws as it is: a trace", () => {
    const throwing = {
      name: "throws",
      start: (): never => {
        throw new Error("no");
      },
    };
    expect(bounded.execute(throwing, scenarios[0]!).ended).toMatchObject({ how: "died", message: "no" });
  });
});

describe("the page", () => {
  const text = readFileSync(join(ROOT, KILL_MATRIX_JSON), "utf8");

  test("is made of the data beside it: npm run kill-matrix", () => {
    const section = killMatrixSection(parseKillMatrix(text));
    const page = readFileSync(join(ROOT, section.page), "utf8");
    expect(page).toBe(withSection(page, section));
  });

  test("names only faults and requirements that there are", () => {
    const matrix = parseKillMatrix(text);
    const ids = new Set(REQUIREMENTS.map(({ id }) => id));
    const names = new Set(FAULTY.map(({ name }) => name));
    expect(matrix.requirements.filter(({ id }) => !ids.has(id))).toEqual([]);
    expect(matrix.faults.filter(({ name }) => !names.has(name))).toEqual([]);
  });

  test.each([
    ["no JSON", "{"],
    ["another format", JSON.stringify({ format: "x" })],
    ["a count below 0", text.replace('"cases": 1000', '"cases": -1')],
    ["an unknown member", text.replace('"cases": 1000', '"cases": 1000, "more": 1')],
  ])("is not made of %s", (_, broken) => {
    expect(broken).not.toBe(text);
    expect(() => parseKillMatrix(broken)).toThrow(
      expect.objectContaining({ code: "KILL_MATRIX_UNREADABLE" } satisfies Partial<ConformanceError>),
    );
  });
});

const MATRIX: KillMatrix = {
  format: "rmrr-conformance/kill-matrix/1",
  suiteVersion: "0.1.0",
  seeds: ["kill/1", "kill/2"],
  cases: 1000,
  matrixSeeds: ["kill/1"],
  matrixCases: 1000,
  requirements: [
    { id: "a/first", alone: ["easy"] },
    { id: "a/second", alone: [], reason: "it names <the cause>" },
  ],
  faults: [
    fault("easy", "a/first", [3, 9], [3, 30], { "a/first": 40 }),
    fault("hard", "a/second", [10, 40], [50, 90], { "a/first": 2, "a/second": 7 }),
    fault("short", "a/second", [10, null], [49, 60], { "a/first": 2, "a/second": 1 }),
    fault("slower", "a/first", [4, 5], [3, 3], { "a/first": 2 }),
    fault("beyond", "a/first", [100, 300], [null, null], { "a/second": 1 }),
    { name: "to-come", requirement: "b/third", outcome: "fail", kills: {} },
  ],
};

function fault(
  name: string,
  requirement: string,
  ours: readonly [number, number | null],
  baseline: readonly [number | null, number | null],
  kills: Readonly<Record<string, number>>,
): KillMatrix["faults"][number] {
  const first = ([median, worst]: readonly [number | null, number | null]) => ({
    median,
    worst,
    missed: worst === null ? 1 : 0,
  });
  return { name, requirement, outcome: "fail", ours: first(ours), baseline: first(baseline), kills: { ...kills } };
}

describe("a rendered kill matrix", () => {
  test("tells the aim that is reached from the one that is not: five times where it is hard, no worse elsewhere", () => {
    expect(MATRIX.faults.map((each) => [each.name, ratioWords(MATRIX, each), reachesAim(MATRIX, each)])).toEqual([
      ["easy", "1.0", true],
      ["hard", "5.0", true],
      ["short", "4.9", false],
      ["slower", "0.8", false],
      ["beyond", ">10.0", true],
      ["to-come", "", undefined],
    ]);
  });

  test("has a sign for who has to notice, who does as well, and who does not", () => {
    const [easy, hard, , , beyond] = MATRIX.faults;
    expect(cellSign(easy!, "a/first")).toBe("#");
    expect(cellSign(easy!, "a/second")).toBe(".");
    expect(cellSign(hard!, "a/first")).toBe("+");
    // Noticed under every seed, though not in the cases of the grid.
    expect(cellSign(beyond!, "a/first")).toBe("#");
    expect(cellSign({ ...beyond!, ours: { median: null, worst: null, missed: 2 } }, "a/first")).toBe("-");
  });

  test("says all of that as text, as Markdown and as HTML", () => {
    const plain = renderKillMatrixText(MATRIX);
    expect(plain).toMatch(/^short +10 +1 missed +49 +60 +4\.9 !$/m);
    expect(plain).toMatch(/^hard +\+#$/m);
    expect(plain).toContain("a/first alone notices easy");
    expect(plain).toContain("a/second notices nothing alone: it names <the cause>");
    const markdown = renderKillMatrixMarkdown(MATRIX);
    expect(markdown).toContain("| `short` | `a/second` | 10 | 1 missed | 49 | 60 | **4.9** |");
    expect(markdown).toContain("Not noticed under every seed: `short`, `to-come`.");
    expect(markdown).toContain("2 faults of 6 stay behind the aim");
    const html = renderKillMatrixHtml(MATRIX);
    expect(html).toContain("it names &lt;the cause&gt;");
    expect(html).toContain('<span class="chip tone-bad">1 missed</span>');
  });
});
