/** The reference driver's record of an RMRR. */

import type { PathHop } from "../../model/dmar/table.ts";
import type { PciFunction } from "../../model/platform.ts";

/** A device scope of type 1 or 2, as read from the table. */
export interface UnitScope {
  readonly type: number;
  readonly startBus: number;
  readonly path: readonly PathHop[];
}

/** A reference that a unit holds to a function that one of its scopes names. */
export interface ScopeSlot {
  readonly fn: PciFunction;
  /** The memory that represents the reference; freed when the reference is dropped. */
  readonly reference: object;
}

/** An RMRR with its slots, an entry in the list of all units. */
export interface RmrrUnit {
  readonly segment: number;
  readonly base: bigint;
  /** The last byte of the region, inclusive (VT-d 8.4). */
  readonly limit: bigint;
  readonly scopes: readonly UnitScope[];
  /** One slot per scope; a function takes the first free one, whichever scope names it. */
  readonly slots: (ScopeSlot | undefined)[];
  /** The memory of the unit itself. */
  readonly allocation: object;
  /** The memory of its slots, if it has any. */
  slotMemory: object | undefined;
  next: RmrrUnit | undefined;
}
