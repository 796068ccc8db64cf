import { afterAll, beforeAll, expect, test } from "vitest";
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
