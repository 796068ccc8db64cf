/**
 * Everything that is wrong with a DMAR table, as far as its bytes alone tell.
 *
 * What takes the PCI hierarchy to tell is in `platform-faults.ts`.
 */

import type { DecodedTable } from "./decode.ts";
import { decodeTable } from "./decode.ts";
import { headerFaults } from "./header-faults.ts";
import { structureFaults } from "./structure-faults.ts";
import type { TableFault } from "./table-fault.ts";

/**
 * The faults of a table in the order of their offsets, in linear time but for sorting them; none for a table that
 * is as the specification wants it. Never throws, whatever the bytes are.
 *
 * @param decoded The table of these bytes, where it is there already.
 */
export function findFaults(bytes: Uint8Array, decoded: DecodedTable = decodeTable(bytes)): readonly TableFault[] {
  const faults = [...headerFaults(bytes, decoded), ...structureFaults(bytes, decoded)];
  return faults.sort((left, right) => left.offset - right.offset);
}
