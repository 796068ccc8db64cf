/** What a run says of a commit, for `git bisect run`. */

import type { RecordLine } from "../../model/record.ts";

export class CommitVerdict {
  #hasFailed = false;
  #hasObserved = false;

  /** Takes every line of the record. */
  line(line: RecordLine): void {
    if (line.line === "failure") {
      this.#hasFailed ||= line.outcome === "fail" || line.outcome === "hang" || line.returned !== undefined;
    }
    if (line.line === "requirement") {
      this.#hasObserved ||= line.outcome !== "not-observable" && line.outcome !== "skipped";
    }
  }

  /**
   * The exit status of the run, as it is about the commit: that a known divergence no longer occurs does not make a
   * commit bad, and one of which nothing was observed is not good.
   */
  status(exitStatus: 0 | 1 | 3): 0 | 1 | 3 {
    if (exitStatus === 1 && !this.#hasFailed) return 0;
    return exitStatus === 0 && !this.#hasObserved ? 3 : exitStatus;
  }
}
