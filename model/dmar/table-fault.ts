/** Faults of a DMAR table, as values: what `findFaults` names and `decode` prints. */

/**
 * Every fault that can be told from the bytes alone, with what it takes from the table.
 *
 * - `table`: where structures start or which bytes are right is in doubt, so nothing of it is good;
 * - `structure`: the structure that bears it is not good, all others are;
 * - `nothing`: forward compatibility or a walk by Length gets over it.
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
  /** The byte at which what is wrong starts. */
  readonly offset: number;
  /** Index among the structures of the table; the first that is not found counts too. */
  readonly structure?: number;
  /** Index among the scopes of the structure; the first that is not readable counts too. */
  readonly scope?: number;
  /** Index in the path of the scope. */
  readonly hop?: number;
}

export interface TableFault extends FaultPlace {
  readonly code: TableFaultCode;
  /** Where it is written: `VT-d 8.4`, `ACPI 5.2.6`. */
  readonly section: string;
  /** One sentence, to be read beside the place. */
  readonly message: string;
  /** The numbers of the sentence; addresses as `0x…`. */
  readonly values: Readonly<Record<string, number | string>>;
}
