/**
 * What `npm run mutation` mutates, and which tests judge it: those that detect much at little cost. Which of them reach
 * a mutant, and which are fast, is measured.
 */

/** A folder whose code is mutated. */
export interface MutatedRoom {
  readonly name: string;
  readonly folder: string;
  /** The test files that judge, as globs. */
  readonly tests: readonly string[];
}

export const MUTATED_ROOMS: readonly MutatedRoom[] = [
  {
    name: "oracle",
    folder: "oracle/",
    tests: [
      "tests/oracle/*.test.ts",
      "tests/suites/*-rules.test.ts",
      "tests/suites/{wrong-merges,wrong-consumers,wrong-gets,wrong-memory,right-traces,hidden-steps,unseen-lists}.test.ts",
    ],
  },
  {
    name: "dmar",
    folder: "model/dmar/",
    tests: ["tests/dmar/{encode,decode,faults,fault-details,platform-faults,notes,note-details}.test.ts"],
  },
  { name: "wire", folder: "model/wire/", tests: ["tests/wire/{hostile,places,round-trip,schemas}.test.ts"] },
  {
    name: "shrinking",
    folder: "generators/shrinking/",
    tests: ["tests/generators/{measure,concerns-all,offered-*,edit*,ways-down}.test.ts"],
  },
];
