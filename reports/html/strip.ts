/** What a memory map is made of: rows of strips, and the regions in them. */

import type { RegionType } from "../../model/region.ts";

export interface StripRegion {
  readonly start: bigint;
  readonly end: bigint;
  readonly type: RegionType | undefined;
  /** What stands in it, if it is no region of a list: the access of a mapping. */
  readonly label?: string;
  /** `#3`, for a region that was seen. */
  readonly object?: string;
  /** It may be there and need not. */
  readonly optional?: true;
}

/** `right` or open; `missing` where it is; too much, or in the wrong place; there, but of another type. */
export type Standing = "right" | "missing" | "extra" | "type";

export interface JudgedRegion {
  readonly region: StripRegion;
  readonly standing: Standing;
  /** What is wrong with it, where the standing alone does not say it. */
  readonly words?: string;
}

export interface Strip {
  /** One or two short words. */
  readonly name: string;
  readonly regions: readonly JudgedRegion[];
  /** What stands there if there are none; `nothing` if left out. */
  readonly none?: string;
}

export interface StripRow {
  readonly title: string;
  /** From above to below. */
  readonly strips: readonly Strip[];
  /** The failure is about this one. */
  readonly inFocus: boolean;
}

/** A row, and where it stands among the others. */
export interface PlacedRow extends StripRow {
  readonly step: number;
  readonly list?: string | undefined;
}
