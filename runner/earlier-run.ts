/** A run to be resumed, or whose shards are merged. */

import { ConformanceError } from "../model/conformance-error.ts";
import type { JudgedAnswer } from "../model/judged.ts";
import type { AskedLine, HeaderLine, ShardLine } from "../model/record.ts";
import { canonicalJson } from "./canonical-json.ts";

export interface EarlierRun {
  readonly header: HeaderLine;
  readonly asked: AskedLine;
  readonly answers: readonly JudgedAnswer[];
  /** The shards that gave the answers, if they are merged. */
  readonly shards?: readonly ShardLine[];
}

const AGAIN = "Run it again from the beginning, with --report and without --resume";

type Beginning = Pick<EarlierRun, "header" | "asked">;

/** Each part of the beginning of a run, with the error code and text if it differs. */
const PARTS: readonly {
  readonly code: string;
  readonly what: string;
  of(run: Beginning): unknown;
}[] = [
  {
    code: "RESUME_OTHER_VERSION",
    what: "was judged by another version of this suite",
    of: ({ header: { suiteVersion, format, specification } }) => [suiteVersion, format, specification],
  },
  {
    code: "RESUME_OTHER_IMPLEMENTATION",
    what: "judged another implementation, or another version of it",
    of: ({ header, asked }) => [header.implementation, asked.module],
  },
  {
    code: "RESUME_OTHER_OPTIONS",
    what: "was judged with other options",
    of: ({ header: { seed, options, profile, either } }) => [seed, options, profile, either],
  },
  {
    code: "RESUME_STORE_CHANGED",
    what: "judged stored failures or known divergences other than the present ones",
    of: ({ header }) => header.storeDigest,
  },
];

/**
 * Checks that a resumed run continues as it began; otherwise its record would mix two different runs.
 *
 * @throws ConformanceError `RESUME_OTHER_VERSION`, `RESUME_OTHER_IMPLEMENTATION`, `RESUME_OTHER_OPTIONS`,
 * `RESUME_STORE_CHANGED`
 */
export function checkSameRun(earlier: Beginning, now: Beginning): void {
  for (const { code, what, of } of PARTS) {
    const [before, present] = [canonicalJson(of(earlier)), canonicalJson(of(now))];
    if (before === present) continue;
    const shown = before.length + present.length > 400 ? "" : `: ${before} then, ${present} now`;
    throw new ConformanceError(code, `the run to resume ${what}${shown}`, `${AGAIN}, or restore what it used`);
  }
}
