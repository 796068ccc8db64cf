/**
 * Regions that collide: all regions of a case are drawn over a handful of addresses.
 *
 * Two ranges drawn over the whole address space are almost always disjoint; over eight cells, every relation that two,
 * three or four ranges can have occurs by itself.
 */

import { PROTECTION_READ_WRITE, REGION_TYPES, type RegionFields, type RegionType } from "../model/region.ts";
import { between, type Draws, pick } from "./draws.ts";

/** A row of cells of equal size; regions start and end where cells do. */
interface Cells {
  readonly first: bigint;
  readonly size: bigint;
  readonly count: number;
}

/** The regions that a case may draw. */
export interface RegionFeatures {
  readonly cells: Cells;
  /** Cells in the other half of the address space, and how often regions lie there, in percent. */
  readonly farCells: Cells;
  readonly far: number;
  readonly types: readonly RegionType[];
  readonly protections: readonly number[];
}

const FOUR_GIB = 1n << 32n;
const TOP = 1n << 64n;

/** Where 32-bit numbers and signed numbers end. */
const EDGES: readonly bigint[] = [FOUR_GIB, 1n << 63n, 1n << 31n];
const EDGE_WEIGHTS: readonly number[] = [55, 30, 15];

/** One byte, a page, and large powers of two; even eight cells of the largest leave most of the space free. */
const CELL_SIZES: readonly bigint[] = [1n, 0x1000n, 0x20_0000n, 0x4000_0000n, FOUR_GIB, 1n << 58n];
const CELL_SIZE_WEIGHTS: readonly number[] = [14, 56, 10, 8, 6, 6];

export function drawRegionFeatures(draws: Draws): RegionFeatures {
  const cells = drawCells(draws);
  return {
    cells,
    farCells: farFrom(cells),
    far: draws.chance(45) ? 24 : 0,
    types: drawTypes(draws),
    protections: drawProtections(draws),
  };
}

/**
 * A few cells at the other end of the address space, where signed comparison gives another order. The last address is
 * omitted if the first one is in use: a list that holds both could merge into the whole 64-bit space, whose length
 * cannot be expressed.
 */
function farFrom({ first, size }: Cells): Cells {
  const count = 3;
  const end = first === 0n ? TOP - size : TOP;
  return { first: first < TOP / 2n ? end - BigInt(count) * size : size, size, count };
}

function drawCells(draws: Draws): Cells {
  const size = CELL_SIZES[draws.weighted(CELL_SIZE_WEIGHTS)]!;
  const count = between(draws, 4, 6);
  const length = size * BigInt(count);
  switch (draws.weighted([46, 14, 16, 24])) {
    case 0:
      return { first: size * BigInt(between(draws, 1, size > FOUR_GIB ? 16 : 0x1000)), size, count };
    case 1:
      return { first: 0n, size, count };
    case 2: {
      const edge = EDGES[draws.weighted(EDGE_WEIGHTS)]!;
      const below = size * BigInt(between(draws, 1, count - 1));
      return below <= edge ? { first: edge - below, size, count } : { first: 0n, size, count };
    }
    default:
      return { first: TOP - length, size, count };
  }
}

/** A single type hides faults between types, and many types hide faults within one. */
function drawTypes(draws: Draws): readonly RegionType[] {
  const first = pick(draws, REGION_TYPES);
  switch (draws.weighted([2, 22, 40, 36])) {
    case 0:
      return [first];
    case 1:
      return [first, pick(draws, REGION_TYPES)];
    case 2:
      return [first, pick(draws, REGION_TYPES), pick(draws, REGION_TYPES)];
    default:
      return REGION_TYPES;
  }
}

function drawProtections(draws: Draws): readonly number[] {
  return draws.chance(60) ? [PROTECTION_READ_WRITE] : [PROTECTION_READ_WRITE, 1, 0];
}

export function drawRegion(draws: Draws, features: RegionFeatures): RegionFields {
  const cells = draws.chance(features.far) ? features.farCells : features.cells;
  const from = draws.below(cells.count);
  // Short regions leave room for others.
  const most = cells.count - from;
  const length = draws.chance(60) ? 1 + draws.below(Math.min(2, most)) : 1 + draws.below(most);
  return region(cells, from, length, pick(draws, features.types), pick(draws, features.protections));
}

/** Three regions of one type that do not touch, in any order, and finally one that joins them. */
export function drawBridgedRegions(draws: Draws, features: RegionFeatures): readonly RegionFields[] {
  const { count } = features.cells;
  const type = pick(draws, features.types);
  const third = count >= 5 ? 4 : count - 1;
  const joined = (from: number, length: number): RegionFields =>
    region(features.cells, from, length, type, pick(draws, features.protections));
  // The fourth overlaps the first and the third, or just touches them.
  const from = draws.below(2);
  const to = third + draws.below(2);
  const three = [joined(0, 1), joined(2, 1), joined(third, 1)];
  if (draws.chance(50)) three.reverse();
  // A region of another type sorts in between and must not prevent the merge.
  if (draws.chance(50)) three.push(region(features.cells, draws.below(3), 1, pick(draws, REGION_TYPES), 0));
  return [...three, joined(from, to - from)];
}

function region(
  { first, size }: Cells,
  from: number,
  length: number,
  type: RegionType,
  protection: number,
): RegionFields {
  const start = first + BigInt(from) * size;
  return { start, end: start + BigInt(length) * size - 1n, type, protection };
}
