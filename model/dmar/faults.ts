/**
 * Everything that is wrong with a DMAR table, as far as its bytes alone show it.
 *
 * Faults that only show against the PCI hierarchy are in `platform-faults.ts`.
 */

import type { DecodedTable } from "./decode.ts";
import { decodeTable } from "./decode.ts";
import { headerFaults } from "./header-faults.ts";
import { structureFaults } from "./structure-faults.ts";
import type { TableFault } from "./table-fault.ts";

/**
 * The faults of a table, ordered by offset, in linear time except for the sorting; none for a table that conforms to
 * the specification. Never throws, whatever the bytes are.
 *
 * @param decoded the decoded table, if it is at hand
 */
export function findFaults(bytes: Uint8Array, decoded: DecodedTable = decodeTable(bytes)): readonly TableFault[] {
  const faults = [...headerFaults(bytes, decoded), ...structureFaults(bytes, decoded)];
  return faults.sort((left, right) => left.offset - right.offset);
}
