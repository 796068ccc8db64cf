/**
 * Vitest as scripts/mutation-runner.ts starts it, with fewer runs of the long laws than on other days, because every
 * mutant runs each test that reaches it until one notices.
 */

import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [
    {
      name: "count-coverage-once",
      enforce: "pre",
      // What is covered is asked of the first run alone, and to count it costs more than most of what is tested.
      transform: (code) => code.replace("var c = cov.static;", "if (ns.activeMutant) return; var c = cov.static;"),
    },
  ],
  test: {
    include: ["scripts/mutation-worker.ts"],
    env: { RMRR_LAW_RUNS: process.env["RMRR_LAW_RUNS"] ?? "100" },
    isolate: false,
    pool: "threads",
    testTimeout: 60_000,
  },
});
