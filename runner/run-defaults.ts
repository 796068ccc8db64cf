/**
 * The default options of a run, in a module of their own so that the command line can read them without loading the run
 * itself.
 */

/** Cases per stream. */
export const DEFAULT_RUNS = 1000;

/** Milliseconds after which a case counts as a hang. */
export const DEFAULT_CASE_TIMEOUT = 5000;
