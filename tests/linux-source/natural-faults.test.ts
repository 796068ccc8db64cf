import { expect, test } from "vitest";
import { linuxExpectations } from "../../cli/actions/linux-expectations.ts";
import { openLinux } from "../../implementations/linux-source/open-linux.ts";
import type { Outcome } from "../../model/verdict.ts";
import { runConformance } from "../../runner/run-conformance.ts";
import { describeWithTree, TEST_CACHE } from "./debian-tree.ts";
import { IOMMU } from "./kernel-files.ts";
import { NATURAL_FAULTS } from "./natural-faults.ts";
import { useEditedTree } from "./use-edited-tree.ts";

interface Judged {
  /** The outcome of each requirement that was judged. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** `requirement rule` of every failure that nothing known explains. */
  readonly unexplained: readonly string[];
}

/** Judges a tree beside what is declared of it. */
async function judge(root: string, only: readonly string[], sanitize: boolean, seed: string): Promise<Judged> {
  const options = { tree: root, sanitize, cache: TEST_CACHE };
  const { executor } = await openLinux(options);
  const { known } = await linuxExpectations(options);
  const outcomes = new Map<string, Outcome>();
  const unexplained: string[] = [];
  await runConformance(
    { subject: { executor }, seed, runs: 1000, only, known, mostTries: 50 },
    {
      line: (line) => {
        if (line.line === "requirement") outcomes.set(line.id, line.outcome);
        if (line.line === "failure" && line.outcome !== "known")
          unexplained.push(`${line.requirements[0]} ${line.rule}`);
      },
    },
  );
  return { outcomes, unexplained };
}

describeWithTree(
  "a fault that real kernels had, brought back into 6.1, is found beside all that is known",
  (original) => {
    const tree = useEditedTree(original);

    test.each([false, true])("where the healthy tree fails nothing (sanitized: %s)", async (sanitize) => {
      const requirements = NATURAL_FAULTS.filter((fault) => (fault.sanitize ?? false) === sanitize).map(
        ({ requirement }) => requirement,
      );
      const { unexplained } = await judge(tree.root, requirements, sanitize, "natural faults");
      expect(unexplained).toEqual([]);
    });

    test.each(NATURAL_FAULTS.map((fault) => [fault.name, fault] as const))("%s", async (_, fault) => {
      const { requirement, change, sanitize = false } = fault;
      tree.edit(change);
      const { outcomes, unexplained } = await judge(tree.root, [requirement], sanitize, "natural faults");
      // A function that is gone and is still looked at may also be the end of every case.
      expect(["fail", "error"], unexplained.join(", ")).toContain(outcomes.get(requirement));
    });
  },
);

describeWithTree("beside what is known of 6.1", (original) => {
  const tree = useEditedTree(original);
  const requirement = "allocation/failure-reported";

  test("a group that keeps a failed insertion to itself is found, although the loss of a member's regions is known", async () => {
    const healthy = await judge(tree.root, [requirement], false, "beside");
    expect(healthy).toEqual({ outcomes: new Map([[requirement, "known"]]), unexplained: [] });
    const within = "iommu_get_group_resv_regions";
    const find = /ret = (?=iommu_insert_device_resv_regions\()/;
    tree.edit({ file: IOMMU, edits: [{ within, find, replace: "" }] });
    const { unexplained } = await judge(tree.root, [requirement], false, "beside");
    expect(unexplained).toEqual([`${requirement} group-not-reported`]);
  });
});
