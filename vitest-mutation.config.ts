/**
 * The tests that judge what `npm run mutation` mutates: those of these rooms alone, with fewer runs of the long laws
 * than on other days, because every mutant runs each test that reaches it.
 */

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "tests/dmar/{decode,encode,faults,platform-faults}.test.ts",
      "tests/generators/{edits,laws,least,shrinking,ways-down}.test.ts",
      "tests/oracle/*.test.ts",
      "tests/suites/*-rules.test.ts",
      "tests/wire/{hostile,round-trip}.test.ts",
    ],
    env: { RMRR_LAW_RUNS: "100" },
    isolate: false,
    pool: "threads",
    testTimeout: 60_000,
  },
});
