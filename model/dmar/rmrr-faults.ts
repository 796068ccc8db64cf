/** Faults of the range that an RMRR reports (VT-d 8.4). */

import { isAligned, isBeyondWidth, isPossibleWidth } from "./good-rmrrs.ts";
import { STRUCTURE_FACTS } from "./sections.ts";
import type { RmrrStructure } from "./table.ts";
import type { FaultPlace, TableFault, TableFaultCode } from "./table-fault.ts";

const BASE_OFFSET = 8;
const LIMIT_OFFSET = 16;

/** At most one fault a rule: of a range beyond the width, Base is named where it alone is too great. */
export function rmrrFaults(rmrr: RmrrStructure, hostAddressWidth: number, place: FaultPlace): TableFault[] {
  const faults: TableFault[] = [];
  const base = hexadecimal(rmrr.base);
  const limit = hexadecimal(rmrr.limit);
  const add = (code: TableFaultCode, field: number, message: string, values: TableFault["values"]): void => {
    const section = STRUCTURE_FACTS.rmrr.section;
    faults.push({ code, section, ...place, offset: place.offset + field, message, values });
  };
  if (!isAligned(rmrr.base)) {
    add("rmrr-base-unaligned", BASE_OFFSET, `Base ${base} is not aligned to 4 KiB.`, { base });
  }
  if (!isAligned(rmrr.limit + 1n)) {
    add("rmrr-limit-unaligned", LIMIT_OFFSET, `Limit ${limit}, the last byte, does not end a page of 4 KiB.`, {
      limit,
    });
  }
  if (rmrr.limit <= rmrr.base) {
    add("rmrr-limit-not-above-base", LIMIT_OFFSET, `Limit ${limit} is not above Base ${base}.`, { base, limit });
  }
  if (!isPossibleWidth(hostAddressWidth)) return faults;
  const bits = hostAddressWidth + 1;
  const beyond = `needs more than the ${bits} bits of the host address width.`;
  if (isBeyondWidth(rmrr.limit, hostAddressWidth)) {
    add("rmrr-beyond-width", LIMIT_OFFSET, `Limit ${limit} ${beyond}`, { limit, bits });
  } else if (isBeyondWidth(rmrr.base, hostAddressWidth)) {
    add("rmrr-beyond-width", BASE_OFFSET, `Base ${base} ${beyond}`, { base, bits });
  }
  return faults;
}

function hexadecimal(address: bigint): string {
  return `0x${address.toString(16)}`;
}
