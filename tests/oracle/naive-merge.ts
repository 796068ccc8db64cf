/** A second judge of merging, for small sets of addresses: address by address. */

import { type AddressRange, REGION_TYPES, type RegionFields, type RegionType } from "../../model/region.ts";

export interface NaiveRegion extends AddressRange {
  readonly type: RegionType;
}

/**
 * What a list holds after these insertions, by start and then by type. `addresses`: all that matter, in order;
 * every region begins at one of them and ends right before the next one that matters, or at the last.
 */
export function naiveMerge(inserted: readonly RegionFields[], joinsTouching: boolean): readonly NaiveRegion[] {
  const merged = REGION_TYPES.flatMap((type) =>
    joinsTouching ? joinedRuns(inserted, type) : overlapClusters(inserted, type),
  );
  return merged.sort((a, b) =>
    a.start === b.start ? REGION_TYPES.indexOf(a.type) - REGION_TYPES.indexOf(b.type) : a.start < b.start ? -1 : 1,
  );
}

/** Runs of addresses that are in some region of the type. */
function joinedRuns(inserted: readonly RegionFields[], type: RegionType): NaiveRegion[] {
  const ofType = inserted.filter((region) => region.type === type);
  const runs: NaiveRegion[] = [];
  // Between two borders, all addresses are in the same regions.
  const borders = [...new Set(ofType.flatMap(({ start, end }) => [start, end + 1n]))].sort((a, b) => (a < b ? -1 : 1));
  for (const [i, from] of borders.entries()) {
    const next = borders[i + 1];
    if (next === undefined || !ofType.some(({ start, end }) => start <= from && from <= end)) continue;
    const previous = runs.at(-1);
    if (previous !== undefined && previous.end + 1n === from) runs.pop();
    runs.push({ start: previous?.end === from - 1n ? previous.start : from, end: next - 1n, type });
  }
  return runs;
}

/** Regions of the type, two that overlap made one until none do. */
function overlapClusters(inserted: readonly RegionFields[], type: RegionType): NaiveRegion[] {
  const clusters: NaiveRegion[] = inserted
    .filter((region) => region.type === type)
    .map(({ start, end }) => ({ start, end, type }));
  for (;;) {
    const pair = clusters
      .flatMap((a, i) => clusters.slice(i + 1).map((b) => [a, b] as const))
      .find(([a, b]) => a.start <= b.end && b.start <= a.end);
    if (pair === undefined) return clusters;
    const [a, b] = pair;
    clusters.splice(clusters.indexOf(b), 1);
    clusters.splice(clusters.indexOf(a), 1, {
      start: a.start < b.start ? a.start : b.start,
      end: a.end > b.end ? a.end : b.end,
      type,
    });
  }
}
