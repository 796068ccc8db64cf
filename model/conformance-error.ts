/**
 * The one kind of error that a user sees: a code to look up, the cause, and the next step.
 *
 * Everything else that is thrown is a fault of this suite.
 */

/** What the process exits with: 1 the subject failed, 2 wrong usage, 3 it could not be judged. */
export type ExitStatus = 1 | 2 | 3;

export class ConformanceError extends Error {
  /** Stable, upper case: `IMPLEMENTATION_NOT_FOUND`. Tests and scripts go by it, never by the text. */
  readonly code: string;
  /** What to do about it, a sentence. */
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
