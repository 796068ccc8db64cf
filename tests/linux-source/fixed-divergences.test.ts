/** Old faults of Linux in a tree that says of itself that it is too young for them. */

import { afterEach, expect, test } from "vitest";
import { linuxExpectations } from "../../cli/actions/linux-expectations.ts";
import { openLinux } from "../../implementations/linux-source/open-linux.ts";
import type { FailureLine } from "../../model/record.ts";
import { runConformance } from "../../runner/run-conformance.ts";
import { describeWithTree, TEST_CACHE } from "./debian-tree.ts";
import { useEditedTree } from "./use-edited-tree.ts";

/** What Linux has fixed since 6.1, with the release that lacked it. */
const MENDED_SINCE = [
  ["lifecycle/twice", "dies-in-add", "6.4"],
  ["group/direct-mappings", "mapped-twice", "7.2"],
  ["group/sysfs-text", "longer-than-a-page", "6.4"],
] as const;
const ONLY = MENDED_SINCE.map(([requirement]) => requirement);

describeWithTree("a fault that 6.1 has", (original) => {
  const tree = useEditedTree(original);
  let close: (() => unknown) | undefined;
  afterEach(() => close?.());

  /** The failures of 6.1 by its known divergences, if its Makefile said something else. */
  const failuresAs = async (makefile: string): Promise<readonly FailureLine[]> => {
    tree.edit({ file: "Makefile", edits: [{ find: /^VERSION[^]*?^EXTRAVERSION.*$/m, replace: makefile }] });
    const options = { tree: tree.root, cache: TEST_CACHE };
    const { executor } = await openLinux(options);
    close = () => executor.close();
    const { known } = await linuxExpectations(options);
    const failures: FailureLine[] = [];
    await runConformance(
      { subject: { executor }, seed: "fixed", runs: 40, only: ONLY, known, mostTries: 20 },
      { line: (line) => line.line === "failure" && failures.push(line) },
    );
    return failures;
  };
  const returned = (failures: readonly FailureLine[]): unknown[] =>
    failures.flatMap(({ requirements, rule, outcome, returned: back }) =>
      back === undefined ? [] : [[requirements[0], rule, back.release, outcome]],
    );
  const outcomes = (failures: readonly FailureLine[]): Set<string> => new Set(failures.map(({ outcome }) => outcome));

  test("is known in whatever may descend from no release that lacked it, or says nothing of itself", async () => {
    for (const version of ["6, 1, 192,", "6, 4, 0, -rc1", "6, 3, 13,", ", , ,"]) {
      const fields = version.split(",").map((field) => field.trim());
      const names = ["VERSION", "PATCHLEVEL", "SUBLEVEL", "EXTRAVERSION"];
      const failures = await failuresAs(names.map((name, index) => `${name} = ${fields[index]}`).join("\n"));
      expect(outcomes(failures)).toEqual(new Set(["known"]));
      expect(returned(failures)).toEqual([]);
      await close?.();
    }
  });

  test("is back in a tree that descends from one, which is told with the release; what was fixed later is known", async () => {
    const youngest = await failuresAs("VERSION = 7\nPATCHLEVEL = 2\nSUBLEVEL = 13\nEXTRAVERSION =");
    expect(returned(youngest)).toEqual(
      expect.arrayContaining(
        MENDED_SINCE.map(([requirement, rule, release]) => [
          requirement,
          rule,
          release,
          rule === "dies-in-add" ? "error" : "fail",
        ]),
      ),
    );
    await close?.();
    const older = await failuresAs("VERSION = 6\nPATCHLEVEL = 5\nSUBLEVEL = 0\nEXTRAVERSION = -rc1");
    expect(new Set(returned(older).map((line) => (line as unknown[])[2]))).toEqual(new Set(["6.4"]));
    expect(older.filter(({ rule }) => rule === "mapped-twice").map(({ outcome }) => outcome)).toEqual(["known"]);
  });
});
