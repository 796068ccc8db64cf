import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // Test files share nothing that they write to, and isolation costs half a second a file.
    isolate: false,
    pool: "threads",
    // Half of the time goes to programs that the tests start; by itself, vitest leaves a core to nobody.
    maxWorkers: "100%",
    testTimeout: 120_000,
    // Some hooks build the package first.
    hookTimeout: 180_000,
  },
});
