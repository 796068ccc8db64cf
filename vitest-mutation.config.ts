/**
 * Vitest as scripts/mutation-runner.ts starts it, with fewer runs of the long laws than on other days, because every
 * mutant runs each test that reaches it until one notices.
 */

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["scripts/mutation-worker.ts"],
    env: { RMRR_LAW_RUNS: "100" },
    isolate: false,
    pool: "threads",
    testTimeout: 60_000,
  },
});
