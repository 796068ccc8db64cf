/**
 * Where the regions of a group lie: over a handful of addresses, so that they collide.
 *
 * All RMRRs of a case are made of the cells of one row. The row lies where consumers of regions go wrong: at 0, across
 * 4 GiB, at the top, and around the interrupt window, which every device has besides its RMRRs.
 */

import { type AddressRange, MAXIMUM_ADDRESS, MSI_WINDOW, PAGE_SIZE } from "../model/region.ts";
import { between, type Draws, pick } from "./draws.ts";

/** A row of cells of equal size; regions start and end where cells do. */
export interface Layout {
  readonly first: bigint;
  readonly size: bigint;
  readonly count: number;
}

const FOUR_GIB = 1n << 32n;

/**
 * Pages and sizes common in firmware; 2 MiB, to which large pages would round, and the same plus a page, which does not
 * divide evenly.
 */
const CELL_SIZES: readonly bigint[] = [PAGE_SIZE, 0x2_0000n, 0x20_0000n, 0x20_1000n, FOUR_GIB];
const CELL_SIZE_WEIGHTS: readonly number[] = [72, 12, 8, 5, 3];

/** Half a page: firmware must not report it, but it is used anyway. */
const HALF_A_PAGE = PAGE_SIZE / 2n;

/**
 * `odd`: the chance, in percent, that regions do not consist of whole pages. `msi`: how often they lie near the
 * interrupt window.
 */
export function drawLayout(draws: Draws, odd: number, msi: number): Layout {
  const size = draws.chance(odd) ? HALF_A_PAGE : CELL_SIZES[draws.weighted(CELL_SIZE_WEIGHTS)]!;
  const count = between(draws, 3, 6);
  const length = size * BigInt(count);
  switch (draws.weighted([40, 18, 14, 6, msi])) {
    case 0:
      return { first: size * BigInt(between(draws, 1, size > 0x100_0000n ? 16 : 0x1000)), size, count };
    case 1:
      return { first: 0n, size, count };
    case 2:
      return around(FOUR_GIB, draws, size, count);
    case 3:
      return { first: MAXIMUM_ADDRESS - length + 1n, size, count };
    default:
      return around(draws.chance(50) ? MSI_WINDOW.start : MSI_WINDOW.end + 1n, draws, size, count);
  }
}

/** A row in which one cell ends right before an address, if there is room for it. */
function around(address: bigint, draws: Draws, size: bigint, count: number): Layout {
  const below = size * BigInt(between(draws, 1, count - 1));
  return { first: below <= address ? address - below : 0n, size, count };
}

/** Some cells of the row. */
export function drawCells(draws: Draws, { first, size, count }: Layout): AddressRange {
  const from = draws.below(count);
  const most = count - from;
  // Short regions leave room for others.
  const length = 1 + (draws.chance(60) ? draws.below(Math.min(2, most)) : draws.below(most));
  const start = first + BigInt(from) * size;
  return { start, end: start + BigInt(length) * size - 1n };
}

/** The given number of ranges that do not touch each other, so that each becomes a line of its own. */
export function rangesApart(draws: Draws, count: number): readonly AddressRange[] {
  const first = pick(draws, [0n, PAGE_SIZE, 0x7b00_0000n, 0x10_0000_0000n]);
  return Array.from({ length: count }, (_, index) => {
    const start = first + BigInt(index) * 2n * PAGE_SIZE;
    return { start, end: start + PAGE_SIZE - 1n };
  });
}
