import { afterAll, beforeAll, expect, test } from "vitest";
import { linuxExpectations } from "../../cli/actions/linux-expectations.ts";
import { openLinux } from "../../implementations/linux-source/open-linux.ts";
import { runConformance } from "../../runner/run-conformance.ts";
import { describeWithTree, TEST_CACHE } from "./debian-tree.ts";
import { EditedTree } from "./edited-tree.ts";
import { NATURAL_FAULTS } from "./natural-faults.ts";

describeWithTree("a fault that real kernels had, brought back into 6.1, is found", (original) => {
  let tree: EditedTree;
  beforeAll(async () => {
    const { executor, harness } = await openLinux({ tree: original, sanitize: false, cache: TEST_CACHE });
    await executor.close();
    tree = new EditedTree(original, harness.files);
  }, 120_000);
  afterAll(() => tree.dispose());

  /** In how many cases a requirement fails, by the rule by which it fails. */
  const countsOf = async (requirement: string, sanitize: boolean): Promise<ReadonlyMap<string, number>> => {
    const { executor } = await openLinux({ tree: tree.root, sanitize, cache: TEST_CACHE });
    const counts = new Map<string, number>();
    await runConformance(
      { subject: { executor }, seed: "natural faults", runs: 1000, only: [requirement], mostTries: 50 },
      {
        line: (line) => {
          if (line.line === "failure" && line.requirements.includes(requirement))
            counts.set(line.rule, line.occurrences);
        },
      },
    );
    return counts;
  };

  /** What the healthy tree fails by already is not the fault's doing. */
  const healthy = new Map<string, Promise<ReadonlyMap<string, number>>>();
  const countsBefore = (requirement: string, sanitize: boolean): Promise<ReadonlyMap<string, number>> => {
    const key = `${requirement} ${sanitize}`;
    const known = healthy.get(key) ?? countsOf(requirement, sanitize);
    healthy.set(key, known);
    return known;
  };

  test.each(NATURAL_FAULTS.map((fault) => [fault.name, fault] as const))("%s", async (_, fault) => {
    const { requirement, change, sanitize = false } = fault;
    const before = await countsBefore(requirement, sanitize);
    try {
      tree.edit(change);
      const after = await countsOf(requirement, sanitize);
      const worse = [...after].filter(([rule, count]) => count > 2 * (before.get(rule) ?? 0) + 5);
      expect(worse, `before ${JSON.stringify([...before])}, after ${JSON.stringify([...after])}`).not.toEqual([]);
    } finally {
      tree.restore(change.file);
    }
  });
});

describeWithTree("beside what is known of 6.1", (original) => {
  const requirement = "allocation/failure-reported";

  /** The outcome of the requirement, and how often it fails by each rule that nothing known explains. */
  const judge = async (root: string): Promise<{ readonly outcome: string; readonly rules: readonly string[] }> => {
    const options = { tree: root, sanitize: false, cache: TEST_CACHE };
    const [{ executor }, { known }] = await Promise.all([openLinux(options), linuxExpectations(options)]);
    const rules: string[] = [];
    let outcome = "none";
    await runConformance(
      { subject: { executor }, seed: "beside", runs: 1000, only: [requirement], known, mostTries: 50 },
      {
        line: (line) => {
          if (line.line === "failure" && line.outcome === "fail") rules.push(line.rule);
          if (line.line === "requirement" && line.id === requirement) ({ outcome } = line);
        },
      },
    );
    return { outcome, rules };
  };

  test("a group that keeps a failed insertion to itself is found, although the loss of a member's regions is known", async () => {
    const { executor, harness } = await openLinux({ tree: original, sanitize: false, cache: TEST_CACHE });
    await executor.close();
    const tree = new EditedTree(original, harness.files);
    try {
      expect(await judge(tree.root)).toEqual({ outcome: "known", rules: [] });
      const within = "iommu_get_group_resv_regions";
      const find = /ret = (?=iommu_insert_device_resv_regions\()/;
      tree.edit({ file: "drivers/iommu/iommu.c", edits: [{ within, find, replace: "" }] });
      expect(await judge(tree.root)).toEqual({ outcome: "fail", rules: ["group-not-reported"] });
    } finally {
      tree.dispose();
    }
  }, 120_000);
});
