/** What a run says of a commit, for `git bisect run`. */

import type { RecordLine } from "../../model/record.ts";

export class CommitVerdict {
  #hasFailed = false;
  #hasObserved = false;
  #isIncomplete = false;

  /** Takes every line of the record. */
  line(line: RecordLine): void {
    if (line.line === "failure") {
      this.#hasFailed ||= line.outcome === "fail" || line.outcome === "hang" || line.returned !== undefined;
      this.#isIncomplete ||= line.outcome === "error";
    }
    if (line.line === "requirement") {
      this.#hasObserved ||= line.outcome !== "not-observable" && line.outcome !== "skipped";
      this.#isIncomplete ||= line.outcome === "error" || line.missed === true;
    }
    if (line.line === "footer") this.#isIncomplete ||= (line.problems ?? []).length > 0;
  }

  /**
   * The exit status of the run, as it is about the commit: that a known divergence no longer occurs does not make a
   * commit bad, but hides from the exit status that something could not be judged, and such a commit is not good.
   */
  status(exitStatus: 0 | 1 | 3): 0 | 1 | 3 {
    if (this.#hasFailed) return exitStatus;
    return this.#isIncomplete || !this.#hasObserved ? 3 : exitStatus === 1 ? 0 : exitStatus;
  }
}
