/**
 * The tests that judge what `npm run mutation` mutates, with fewer runs of the long laws than on other days, because
 * every mutant runs each test that reaches it until one notices.
 */

import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { MUTATED_ROOMS } from "./scripts/mutation-rooms.ts";

const SLOW = MUTATED_ROOMS.flatMap(({ slowTests }) => slowTests);

/** By itself, vitest starts with what took longest. */
class SlowTestsLast extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => SLOW.findIndex((path) => moduleId.endsWith(path));
    return Promise.resolve(files.toSorted((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1)));
  }
}

export default defineConfig({
  test: {
    include: MUTATED_ROOMS.flatMap(({ tests, slowTests }) => [...tests, ...slowTests]),
    env: { RMRR_LAW_RUNS: "100" },
    sequence: { sequencer: SlowTestsLast },
    isolate: false,
    pool: "threads",
    testTimeout: 60_000,
  },
});
