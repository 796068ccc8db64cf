/** The messages between mutation-runner.ts and mutation-worker.ts. */

/** The BroadcastChannel between the two threads of one process. */
export const CHANNEL = "mutation";
/** The environment variable that holds the paths of the test files, as JSON. */
export const TEST_FILES = "MUTATION_TEST_FILES";

export type Request =
  | { readonly kind: "dry-run" }
  | {
      readonly kind: "mutant";
      readonly mutant: string;
      /** In the order in which they are to run. */
      readonly tests: readonly TestRequest[];
    };

export interface TestRequest {
  readonly id: string;
  /** How often the test may hit the mutant before its loop counts as endless. */
  readonly hitLimit: number;
}

export interface TestReport {
  readonly id: string;
  readonly fileName: string;
  readonly timeSpentMs: number;
  /** Left out if the test passed. */
  readonly failure?: string;
}

/** How often each test, and the loading of files, hits each mutant. */
export interface Coverage {
  readonly static: Readonly<Record<string, number>>;
  readonly perTest: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export type Answer =
  | { readonly kind: "ready" }
  | { readonly kind: "dry-run"; readonly tests: readonly TestReport[]; readonly mutantCoverage: Coverage }
  | { readonly kind: "survived"; readonly ran: number }
  | {
      readonly kind: "noticed";
      readonly test: string;
      readonly failure: string;
      /** The mutant was hit so often that its loop would not have ended. */
      readonly endless: boolean;
      /** The same test also fails without the mutant. */
      readonly damaged: boolean;
      readonly ran: number;
    };
