/** The order in which Linux lists regions. */

import type { RegionFields, RegionType } from "../model/region.ts";

/** The rank of each type in Linux. */
export const TYPE_ORDER: Readonly<Record<RegionType, number>> = {
  direct: 0,
  "direct-relaxable": 1,
  reserved: 2,
  msi: 3,
  "software-msi": 4,
};

/** The order of a group list in current Linux; also by end, so that equal regions are adjacent. */
export function byStartThenType(a: RegionFields, b: RegionFields): number {
  if (a.start !== b.start) return a.start < b.start ? -1 : 1;
  if (a.type !== b.type) return TYPE_ORDER[a.type] - TYPE_ORDER[b.type];
  return a.end < b.end ? -1 : a.end > b.end ? 1 : 0;
}
