/** What the RMRRs of a case may contain; see hierarchy-features.ts. */

import { between, type Draws } from "./draws.ts";
import type { Size } from "./hierarchy-features.ts";

export interface RmrrFeatures {
  readonly rmrrs: number;
  /** The greatest number of scopes of an RMRR. */
  readonly mostScopes: number;
  /** Chances in percent. */
  readonly withoutScope: number;
  readonly bridgeScopes: number;
  /** A second scope names an ancestor or descendant of the function the first one names. */
  readonly relatives: number;
  /** The RMRR names a segment other than that of the functions its scopes are meant for. */
  readonly otherSegment: number;
  readonly absent: number;
  readonly foreignScopes: number;
  readonly headerMismatch: number;
  readonly startBusFallback: number;
  readonly namedVirtualFunctions: number;
  readonly relatedRanges: number;
  readonly sameRanges: number;
  readonly otherStructures: number;
  readonly decoys: number;
}

/** Usually one to three, as in real tables. */
const COUNTS: readonly (readonly [weight: number, least: number, most: number])[] = [
  [1, 0, 0],
  [20, 1, 1],
  [36, 2, 2],
  [28, 3, 3],
  [12, 4, 5],
  [3, 6, 8],
];
const COUNT_WEIGHTS: readonly number[] = COUNTS.map(([weight]) => weight);

/** Real RMRRs have up to eight scopes, usually one. */
const MOST_SCOPES: readonly number[] = [1, 2, 3, 5, 8];
const MOST_SCOPES_WEIGHTS: readonly number[] = [28, 12, 37, 19, 4];

export function drawRmrrFeatures(draws: Draws, size?: Size): RmrrFeatures {
  const [, least, most] = COUNTS[size === undefined ? draws.weighted(COUNT_WEIGHTS) : 0]!;
  // In a large platform, a bridge near the root would give every RMRR to every function.
  const large = size !== undefined && size.functions > 64;
  return {
    rmrrs: size?.rmrrs ?? between(draws, least, most),
    mostScopes: large ? 1 : MOST_SCOPES[draws.weighted(MOST_SCOPES_WEIGHTS)]!,
    withoutScope: draws.chance(6) ? 30 : 0,
    bridgeScopes: large ? 0 : draws.chance(72) ? 62 : 15,
    relatives: draws.chance(30) ? 60 : 0,
    otherSegment: draws.chance(15) ? 40 : 0,
    absent: draws.chance(60) ? 45 : 0,
    foreignScopes: draws.chance(72) ? 57 : 0,
    headerMismatch: draws.chance(24) ? 50 : 0,
    startBusFallback: draws.chance(57) ? 66 : 0,
    namedVirtualFunctions: draws.chance(60) ? 75 : 0,
    sameRanges: draws.chance(54) ? 60 : 0,
    relatedRanges: draws.chance(44) ? 65 : 0,
    otherStructures: draws.chance(30) ? between(draws, 1, 3) : 0,
    decoys: draws.chance(70) ? 65 : 0,
  };
}
