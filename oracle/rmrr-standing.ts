/**
 * How the profile treats a readable RMRR: whether its regions must be there, may be, or must not be.
 *
 * Faults in the table's bytes are decided by `malformed` and `overlap`. What a scope names on a platform (nothing, or a
 * function of the wrong kind) is not a fault of the bytes and has its own rules.
 */

import type { DecodedTable } from "../model/dmar/decode.ts";
import { goodRmrrs, isGoodTable } from "../model/dmar/good-rmrrs.ts";
import type { RmrrStructure } from "../model/dmar/table.ts";
import type { Profile } from "../model/profile.ts";
import { MAXIMUM_ADDRESS } from "../model/region.ts";

/**
 * `honoured`: its regions are required where its scopes say. `open`: they are permitted there. `dropped`: no device
 * gets them. `unjudged`: there is no right answer for a device that its scopes name, because the range is inverted or
 * cannot be expressed by start and length; still, no other device gets them.
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
  // In a broken table, or with unreadable scopes, nothing says how much of it is used.
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
      // If everything is open, so is rejecting the whole table, including good RMRRs.
      standings[index] = "open";
    }
  });
}

/** If overlapping RMRRs may be rejected, nothing says which of them is. */
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
