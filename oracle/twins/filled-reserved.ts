/**
 * The twin whose RMRRs have every bit set that software must ignore: reserved bytes 4 and 5 of the structure and, in
 * scopes of PCI functions, bytes 2 and 3 and the enumeration id, which is only for I/O APICs, HPETs and namespace
 * devices (VT-d 8.3.1, 8.4).
 */

import { type DeviceScope, namesPciFunction } from "../../model/dmar/table.ts";
import { rmrrsOf, withRmrrs } from "./changed-table.ts";
import { isFaultless } from "./faultless.ts";
import type { Twin } from "./twin.ts";

const FILLED = 0xffff;

export const FILLED_RESERVED: Twin = {
  name: "filled-reserved",
  difference: "the bits of RMRRs and scopes that software must ignore are set",
  applies: (facts) => rmrrsOf(facts).some(({ reserved }) => reserved !== FILLED) && isFaultless(facts),
  of: (facts) => withRmrrs(facts, (rmrr) => [{ ...rmrr, reserved: FILLED, scopes: rmrr.scopes.map(fill) }]),
};

function fill(scope: DeviceScope): DeviceScope {
  return { ...scope, flags: FILLED, enumerationId: namesPciFunction(scope) ? 0xff : scope.enumerationId };
}
