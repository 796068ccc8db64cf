/** What a run has if nobody says otherwise; apart from the run itself, which a command line loads only to run. */

/** Cases a stream. */
export const DEFAULT_RUNS = 1000;

/** Milliseconds after which a case is a hang. */
export const DEFAULT_CASE_TIMEOUT = 5000;
