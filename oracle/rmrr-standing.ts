/**
 * What a readable RMRR is worth, by the profile: whether its regions have to be there, may be, or must not be.
 *
 * Faults of a table's bytes are the business of `malformed` and `overlap`. What a scope names on a platform
 * (nothing, or a function of the wrong kind) is no fault of the bytes and has rules of its own.
 */

import type { DecodedTable } from "../model/dmar/decode.ts";
import { goodRmrrs, isGoodTable } from "../model/dmar/good-rmrrs.ts";
import type { RmrrStructure } from "../model/dmar/table.ts";
import type { Profile } from "../model/profile.ts";
import { MAXIMUM_ADDRESS } from "../model/region.ts";

/**
 * `honoured`: its regions are required where its scopes say. `open`: they are allowed there.
 * `dropped`: nobody gets them. `unjudged`: there is no right answer for a device that its scopes name, because
 * the range is none, or one that start and length cannot express; nobody else gets them all the same.
 */
export type RmrrStanding = "honoured" | "open" | "dropped" | "unjudged";

/** The standing of each RMRR, in the order of the table. */
export function rmrrStandings(
  rmrrs: readonly RmrrStructure[],
  table: DecodedTable,
  profile: Profile,
): readonly RmrrStanding[] {
  const standings = rmrrs.map((rmrr) => standingOfBytes(rmrr, table));
  if (profile.malformed !== "use") applyMalformed(rmrrs, standings, table, profile);
  if (profile.overlap !== "allow") openOverlapping(rmrrs, standings);
  return standings;
}

function standingOfBytes(rmrr: RmrrStructure, table: DecodedTable): RmrrStanding {
  if (rmrr.limit <= rmrr.base) return "unjudged";
  if (rmrr.base === 0n && rmrr.limit === MAXIMUM_ADDRESS) return "unjudged";
  // In a broken table, or with scopes that cannot be read, nothing is said about what is used of it.
  return isGoodTable(table) && rmrr.rest === undefined ? "honoured" : "open";
}

function applyMalformed(
  rmrrs: readonly RmrrStructure[],
  standings: RmrrStanding[],
  table: DecodedTable,
  profile: Profile,
): void {
  const good = new Set(goodRmrrs(table));
  if (good.size === rmrrs.length) return;
  rmrrs.forEach((rmrr, index) => {
    if (profile.malformed === "reject-table") standings[index] = "dropped";
    else if (profile.malformed === "skip") {
      if (!good.has(rmrr)) standings[index] = "dropped";
    } else if (standings[index] === "honoured") {
      // Where all of it is open, so is rejecting the table, the good ones with the bad.
      standings[index] = "open";
    }
  });
}

/** Where overlapping RMRRs may be rejected, nothing is said about which of them is. */
function openOverlapping(rmrrs: readonly RmrrStructure[], standings: RmrrStanding[]): void {
  const order = rmrrs.map((_, index) => index).filter((index) => rmrrs[index]!.base <= rmrrs[index]!.limit);
  order.sort((a, b) => (rmrrs[a]!.base < rmrrs[b]!.base ? -1 : 1));
  let widest: number | undefined;
  for (const index of order) {
    const rmrr = rmrrs[index]!;
    if (widest !== undefined && rmrr.base <= rmrrs[widest]!.limit) {
      if (standings[index] === "honoured") standings[index] = "open";
      if (standings[widest] === "honoured") standings[widest] = "open";
    }
    if (widest === undefined || rmrr.limit > rmrrs[widest]!.limit) widest = index;
  }
}
