import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // Test files share nothing that they write to, and isolation costs half a second a file.
    isolate: false,
    pool: "threads",
    testTimeout: 120_000,
    // Some hooks build the package first.
    hookTimeout: 180_000,
  },
});
