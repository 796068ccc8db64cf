/** Which part of a run is judged here: shards judge disjoint ranges of each stream and table. */

import { ConformanceError } from "../../model/conformance-error.ts";

export interface Shard {
  /** From 1 to `of`. */
  readonly shard: number;
  readonly of: number;
}

/** The cases from `from` up to but not including `to`. */
export interface CaseRange {
  readonly from: number;
  readonly to: number;
}

/** The cases of a course to judge: all, or the shard's part of them, which may be empty. */
export function shareOf(cases: number, shard: Shard | undefined): CaseRange {
  if (shard === undefined) return { from: 0, to: cases };
  // Dividing first would round. The product could exceed exact numbers, but 1e9 cases by 1e6 shards do not.
  const upTo = (parts: number): number => Math.floor((cases * parts) / shard.of);
  return { from: upTo(shard.shard - 1), to: upTo(shard.shard) };
}

/** Whether stored failures and known divergences are judged: there are few, and the first shard judges them. */
export function judgesSingles(shard: Shard | undefined): boolean {
  return shard === undefined || shard.shard === 1;
}

/** @throws ConformanceError `INVALID_SHARD` */
export function checkShard({ shard, of }: Shard): void {
  if (Number.isSafeInteger(of) && of >= 1 && of <= MOST_SHARDS && Number.isSafeInteger(shard) && shard >= 1) {
    if (shard <= of) return;
  }
  throw new ConformanceError(
    "INVALID_SHARD",
    `there is no shard ${shard} of ${of}`,
    `Use 1/n to n/n, with n at most ${MOST_SHARDS}.`,
  );
}

const MOST_SHARDS = 1_000_000;
