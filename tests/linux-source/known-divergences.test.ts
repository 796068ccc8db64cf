import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ExtractionReport } from "../../implementations/linux-source/build/extraction-report.ts";
import {
  canBeInTree,
  mayHaveAnotherName,
  shippedDivergencesFile,
  type TreeCondition,
} from "../../implementations/linux-source/known-divergences.ts";
import { linuxExpectations } from "../../cli/actions/linux-expectations.ts";
import { describeWithTree, TEST_CACHE } from "./debian-tree.ts";
import { INTEL } from "./kernel-files.ts";
import { useEditedTree } from "./use-edited-tree.ts";
import { findDivergence, requirementsOf } from "../../runner/known-divergence.ts";
import { loadKnownDivergences } from "../../runner/load-known-divergences.ts";
import type { FailureLine } from "../../model/record.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import { witnessSentence } from "../../reports/failure/witness-sentence.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { suite } from "../../runner/default-suite.ts";

const REPORT = {
  version: "6.1",
  code: { map_all: "int map_all ( void ) { return map ( addr ? addr : 1 ) ; }" },
} as unknown as ExtractionReport;

describe("a known divergence of Linux can be in a tree", () => {
  test.each<[string, TreeCondition | undefined, boolean]>([
    ["if it asks for nothing", undefined, true],
    ["if the tree has the function", { function: "map_all" }, true],
    ["unless the tree has no such function", { function: "map_none" }, false],
    ["if the function has the name", { function: "map_all", mentions: ["addr"] }, true],
    ["unless the function lacks one of the names", { function: "map_all", mentions: ["addr", "add"] }, false],
    ["unless the function has what it must lack", { function: "map_all", lacks: ["addr ? addr : 1"] }, false],
    ["unless the tree has the function that it is to be without", { function: "map_all", without: "map_all" }, false],
    ["if the tree is without that function", { function: "map_all", without: "map_none" }, true],
    ["if the function only has the beginning of that", { function: "map_all", lacks: ["addr ? addr : 10"] }, true],
  ])("%s", (_, condition, expected) => {
    expect(canBeInTree(condition, REPORT, true)).toBe(expected);
  });

  test("unless only sanitizers see it, and there are none", () => {
    const condition: TreeCondition = { function: "map_all", needsSanitizers: true };
    expect(canBeInTree(condition, REPORT, true)).toBe(true);
    expect(canBeInTree(condition, REPORT, false)).toBe(false);
    expect(canBeInTree({ function: "map_all" }, REPORT, false)).toBe(true);
  });
});

describe("the least scenario of a known divergence decides", () => {
  test.each<[string, TreeCondition | undefined, boolean, boolean]>([
    ["nothing, if nothing is asked of the tree", undefined, true, false],
    ["nothing, if the tree has the function", { function: "map_all", mentions: ["none"] }, true, false],
    ["where the tree has no function of that name", { function: "map_every" }, true, true],
    ["unless the tree has the function that it is to be without", { function: "x", without: "map_all" }, true, false],
    ["where it is without that one too", { function: "x", without: "y" }, true, true],
    ["unless only sanitizers would see it", { function: "x", needsSanitizers: true }, false, false],
  ])("%s", (_, condition, isSanitized, expected) => {
    expect(mayHaveAnotherName(condition, REPORT, isSanitized)).toBe(expected);
  });
});

describeWithTree("a helper that has another name now", (original) => {
  const tree = useEditedTree(original);

  test("keeps what is known of it, and what it never showed stays unknown", async () => {
    const find = /\bis_downstream_to_pci_bridge\b/g;
    tree.edit({ file: INTEL, edits: [{ find, replace: "is_below_bridge" }] });
    const named = async (root: string): Promise<string[]> => {
      const { known } = await linuxExpectations({ tree: root, cache: TEST_CACHE });
      return known.map(({ requirement, rule }) => `${requirement} ${rule}`);
    };
    const before = await named(original);
    expect(before).toContain("coverage/same-segment same-numbers");
    // That predicate is no longer asked by its name, so nothing shows whether it is as it was.
    const gone = "coverage/downstream-predicate other-segment";
    expect(await named(tree.root)).toEqual(before.filter((each) => each !== gone));
    expect(before).toContain(gone);
  });
});

describe("the known divergences of Linux", () => {
  test("are of requirements and situations that there are, and lead to pages that there are", async () => {
    const known = await loadKnownDivergences(shippedDivergencesFile());
    expect(known.length).toBeGreaterThan(0);
    const situations = suite.situations.map(({ name }) => name);
    for (const divergence of known) {
      const { requirement, rule, when, scenario, reason, link } = divergence;
      const missing = requirementsOf(divergence).filter((id) => !REQUIREMENTS.some((each) => each.id === id));
      expect(missing).toEqual([]);
      for (const name of when) expect(situations).toContain(name.replace(/^!/, ""));
      expect(findDivergence(known, requirement, rule, scenario, suite, LINUX_PROFILE)).toBeGreaterThanOrEqual(0);
      expect(reason).toMatch(/^\S.*\.$/);
      expect(() => readFileSync(new URL(`../../${link!}`, import.meta.url))).not.toThrow();
    }
  });

  test("declare rules that there are, each once for the same situations", async () => {
    const declared = new Set<string>();
    for (const { requirement, rule, also = [], when, scenario, reason } of await loadKnownDivergences(
      shippedDivergencesFile(),
    )) {
      for (const further of [{ requirement, rules: [rule] }, ...also]) {
        for (const each of further.rules) {
          const requirements = [further.requirement];
          const failure = { requirements, rule: each, witness: { rule: each }, scenario } as unknown as FailureLine;
          // Every rule of a requirement has a sentence; one that is misspelt has none.
          expect(witnessSentence(failure)).not.toMatch(/^The requirement is broken/);
          const what = JSON.stringify([further.requirement, each, when, reason]);
          expect(declared).not.toContain(what);
          declared.add(what);
        }
      }
    }
  });
});
