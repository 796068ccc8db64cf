/**
 * The twin whose RMRRs have additional scopes before and after their own that name no device in an RMRR: an I/O APIC
 * and an HPET with the same path as the first scope, and one of an unknown type (VT-d 8.3.1).
 */

import { encodedLength } from "../../model/dmar/encode.ts";
import {
  type DeviceScope,
  type PathHop,
  type RmrrStructure,
  SCOPE_HPET,
  SCOPE_IOAPIC,
} from "../../model/dmar/table.ts";
import { rmrrsOf, withRmrrs } from "./changed-table.ts";
import { isFaultless } from "./faultless.ts";
import type { Twin } from "./twin.ts";

const UNKNOWN_TYPE = 0x7f;
/** After its fixed fields, a scope of an unknown type need not contain a path. */
const UNKNOWN_PATH: readonly PathHop[] = [0, 0xff, 1].map((byte) => ({ device: byte, function: byte }));
/** The Length of a structure is two bytes. */
const LONGEST = 0xffff;

export const ADDED_SCOPES: Twin = {
  name: "added-scopes",
  difference: "each RMRR has additional scopes for an I/O APIC, for an HPET and of an unknown type",
  applies(facts) {
    const rmrrs = rmrrsOf(facts);
    return rmrrs.length > 0 && isFaultless(facts) && rmrrs.every((rmrr) => encodedLength(withForeign(rmrr)) <= LONGEST);
  },
  of: (facts) => withRmrrs(facts, (rmrr) => [withForeign(rmrr)]),
};

function withForeign(rmrr: RmrrStructure): RmrrStructure {
  const [first] = rmrr.scopes;
  if (first === undefined) return rmrr;
  const foreign = (type: number, enumerationId: number): DeviceScope => ({ ...first, type, enumerationId, flags: 0 });
  // A different Length: code that skips it by the Length of the previous scope loses the rest.
  const unknown: DeviceScope = { ...foreign(UNKNOWN_TYPE, 0), path: UNKNOWN_PATH };
  return { ...rmrr, scopes: [foreign(SCOPE_IOAPIC, 2), unknown, ...rmrr.scopes, foreign(SCOPE_HPET, 0)] };
}
