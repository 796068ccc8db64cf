/**
 * What `npm run mutation` mutates, and which tests judge it: those that notice much and cost little. A mutant is done
 * with at the first test that notices it, so the tests that take long come last.
 */

/** A folder whose code is mutated. */
export interface MutatedRoom {
  readonly name: string;
  readonly folder: string;
  /** The test files that judge, as globs. */
  readonly tests: readonly string[];
  /** Those that judge what the others did not notice, as paths. */
  readonly slowTests: readonly string[];
}

export const MUTATED_ROOMS: readonly MutatedRoom[] = [
  {
    name: "oracle",
    folder: "oracle/",
    tests: ["tests/oracle/*.test.ts", "tests/suites/*-rules.test.ts"],
    slowTests: [
      "tests/suites/wrong-merges.test.ts",
      "tests/suites/wrong-consumers.test.ts",
      "tests/suites/wrong-gets.test.ts",
      "tests/oracle/hierarchy.test.ts",
      "tests/oracle/twins.test.ts",
      "tests/suites/right-traces.test.ts",
    ],
  },
  {
    name: "dmar",
    folder: "model/dmar/",
    tests: ["tests/dmar/{encode,faults,platform-faults}.test.ts"],
    slowTests: ["tests/dmar/decode.test.ts"],
  },
  { name: "wire", folder: "model/wire/", tests: ["tests/wire/{hostile,round-trip}.test.ts"], slowTests: [] },
  {
    name: "shrinking",
    folder: "generators/shrinking/",
    tests: ["tests/generators/{edits,ways-down}.test.ts"],
    slowTests: ["tests/generators/least.test.ts", "tests/generators/shrinking.test.ts"],
  },
];
