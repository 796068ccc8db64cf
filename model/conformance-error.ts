/**
 * The only kind of error that a user sees: a code to look up, the cause, and the next step.
 *
 * Anything else that is thrown is a bug in this suite.
 */

/** The exit status of the process: 1 the implementation failed, 2 wrong usage, 3 it could not be judged. */
export type ExitStatus = 1 | 2 | 3;

export class ConformanceError extends Error {
  /** Stable, upper case: `IMPLEMENTATION_NOT_FOUND`. Tests and scripts rely on it, never on the text. */
  readonly code: string;
  /** What to do about it, as a sentence. */
  readonly nextStep: string;
  readonly exitStatus: ExitStatus;

  constructor(code: string, cause: string, nextStep: string, exitStatus: ExitStatus = 2) {
    super(cause);
    this.name = "ConformanceError";
    this.code = code;
    this.nextStep = nextStep;
    this.exitStatus = exitStatus;
  }
}
