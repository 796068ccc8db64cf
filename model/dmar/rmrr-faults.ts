/** Faults of the range that an RMRR reports (VT-d 8.4). */

import { isAligned, isBeyondWidth, isPossibleWidth } from "./good-rmrrs.ts";
import { STRUCTURE_FACTS } from "./sections.ts";
import type { RmrrStructure } from "./table.ts";
import type { FaultPlace, TableFault, TableFaultCode } from "./table-fault.ts";

const BASE_OFFSET = 8;
const LIMIT_OFFSET = 16;

/** At most one fault per rule: for a range beyond the width, Base is reported only if Limit is not beyond it too. */
export function addRmrrFaults(
  faults: TableFault[],
  rmrr: RmrrStructure,
  hostAddressWidth: number,
  place: FaultPlace,
): void {
  const add = (code: TableFaultCode, field: number, message: string, values: TableFault["values"]): void => {
    const section = STRUCTURE_FACTS.rmrr.section;
    faults.push({ code, section, ...place, offset: place.offset + field, message, values });
  };
  if (!isAligned(rmrr.base)) {
    const base = hexadecimal(rmrr.base);
    add("rmrr-base-unaligned", BASE_OFFSET, `Base ${base} is not aligned to 4 KiB.`, { base });
  }
  if (!isAligned(rmrr.limit + 1n)) {
    const limit = hexadecimal(rmrr.limit);
    add("rmrr-limit-unaligned", LIMIT_OFFSET, `Limit ${limit}, the last byte, does not end a page of 4 KiB.`, {
      limit,
    });
  }
  if (rmrr.limit <= rmrr.base) {
    const [base, limit] = [hexadecimal(rmrr.base), hexadecimal(rmrr.limit)];
    add("rmrr-limit-not-above-base", LIMIT_OFFSET, `Limit ${limit} is not above Base ${base}.`, { base, limit });
  }
  if (!isPossibleWidth(hostAddressWidth)) return;
  const bits = hostAddressWidth + 1;
  if (isBeyondWidth(rmrr.limit, hostAddressWidth)) {
    const limit = hexadecimal(rmrr.limit);
    const message = `Limit ${limit} needs more than the ${bits} bits of the host address width.`;
    add("rmrr-beyond-width", LIMIT_OFFSET, message, { limit, bits });
  } else if (isBeyondWidth(rmrr.base, hostAddressWidth)) {
    const base = hexadecimal(rmrr.base);
    const message = `Base ${base} needs more than the ${bits} bits of the host address width.`;
    add("rmrr-beyond-width", BASE_OFFSET, message, { base, bits });
  }
}

function hexadecimal(address: bigint): string {
  return `0x${address.toString(16)}`;
}
