import { describe, expect, test } from "vitest";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import { referenceImplementation } from "../../implementations/reference/index.ts";
import { PROFILES } from "../../model/profile.ts";
import { isExpected } from "../../runner/requirement-outcome.ts";
import { runConformance } from "../../runner/run-conformance.ts";
import { REQUIREMENTS } from "../../suites/index.ts";

describe("what a profile expects to be observed", () => {
  test.each(PROFILES.map((profile) => [profile.name, profile] as const))(
    "%s: every must, but for what it leaves open itself",
    (name, profile) => {
      const unexpected = REQUIREMENTS.filter(({ level }) => level === "must").filter(
        (requirement) => !isExpected(requirement, profile),
      );
      expect(unexpected.map(({ id }) => id)).toEqual(name === "vtd" ? ["metamorphic/split-rmrrs"] : []);
    },
  );

  test("vtd: what is about memory and about devices that are not PCI, in families that are policy otherwise", async () => {
    const outcomes: Record<string, string> = {};
    await runConformance(
      {
        subject: { executor: inProcessExecutor(referenceImplementation) },
        seed: "vtd",
        runs: 200,
        only: ["merge/*", "relaxable/*"],
        profile: "vtd",
      },
      {
        line: (line) => {
          if (line.line === "requirement" && line.level === "must") outcomes[line.id] = line.outcome;
        },
      },
    );
    expect(outcomes).toEqual({
      "merge/copies-input": "pass",
      "merge/no-leak": "pass",
      "merge/no-use-after-free": "pass",
      "relaxable/not-pci": "pass",
    });
  });
});
