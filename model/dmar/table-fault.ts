/** Faults of a DMAR table, as values: what `findFaults` names and `decode` prints. */

/**
 * Every fault that shows in the bytes alone, with what it spoils.
 *
 * - `table`: it is uncertain where structures start or which bytes are correct, so nothing in it can be relied on;
 * - `structure`: the structure with the fault cannot be relied on, but all others can;
 * - `nothing`: software that skips what it does not know, or walks by Length, is not affected.
 */
export const TABLE_FAULTS = {
  "signature-wrong": "table",
  "table-truncated": "table",
  "length-below-header": "table",
  "bytes-past-length": "nothing",
  "checksum-wrong": "table",
  "width-impossible": "table",
  "no-drhd": "nothing",
  "structure-length-zero": "table",
  "structure-length-below-header": "table",
  "structure-past-table": "table",
  "trailing-bytes": "table",
  "structure-too-short": "structure",
  "structure-longer-than-content": "structure",
  "structure-type-unknown": "nothing",
  "structure-out-of-order": "nothing",
  "include-all-not-last": "nothing",
  "no-scope": "structure",
  "scope-length-zero": "structure",
  "scope-length-below-8": "structure",
  "scope-length-odd": "structure",
  "scope-past-structure": "structure",
  "scope-type-unknown": "nothing",
  "hop-device-above-31": "structure",
  "hop-function-above-7": "structure",
  "rmrr-base-unaligned": "structure",
  "rmrr-limit-unaligned": "structure",
  "rmrr-limit-not-above-base": "structure",
  "rmrr-beyond-width": "structure",
} as const;

export type TableFaultCode = keyof typeof TABLE_FAULTS;

/** Where in a table a fault is. */
export interface FaultPlace {
  /** The offset of the first wrong byte. */
  readonly offset: number;
  /** Index of the structure in the table, including the first that could not be found. */
  readonly structure?: number;
  /** Index of the scope in the structure, including the first that could not be read. */
  readonly scope?: number;
  /** Index of the hop in the path of the scope. */
  readonly hop?: number;
}

export interface TableFault extends FaultPlace {
  readonly code: TableFaultCode;
  /** The section that requires otherwise: `VT-d 8.4`, `ACPI 5.2.6`. */
  readonly section: string;
  /** One sentence, shown next to the place. */
  readonly message: string;
  /** The values in the sentence; addresses as `0x…`. */
  readonly values: Readonly<Record<string, number | string>>;
}
