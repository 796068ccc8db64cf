/**
 * Address ranges for RMRRs: whole pages, biased towards edges.
 *
 * Faults in range handling occur at 0, at 4 GiB, at the top of the 64-bit space, at and next to powers of two, and
 * where two ranges meet.
 */

import { type AddressRange, MAXIMUM_ADDRESS, PAGE_SIZE } from "../model/region.ts";
import { between, type Draws, pick } from "./draws.ts";

const FOUR_GIB = 1n << 32n;

/** Identical ranges are the most frequent: only the number of entries distinguishes two of them from one. */
const RELATION_WEIGHTS: readonly number[] = [30, 14, 14, 14, 14, 14];

/** Sizes: one page and a few; sizes from real firmware; exactly 4 GiB and more. */
const SIZES: readonly bigint[] = [
  0x1000n,
  0x2000n,
  0x3000n,
  0x2_0000n,
  0x280_0000n,
  0x480_0000n,
  0x4080_0000n,
  FOUR_GIB - 0x1000n,
  FOUR_GIB,
  FOUR_GIB + 0x1000n,
  0x1_2345_6000n,
];
const SIZE_WEIGHTS: readonly number[] = [32, 9, 6, 10, 6, 6, 3, 3, 9, 8, 8];

/** Weights: an ordinary place below 4 GiB; at 0; around 4 GiB; at the top; next to a power of two; far above 4 GiB. */
const PLACE_WEIGHTS: readonly number[] = [38, 8, 10, 12, 16, 16];
const LAST_PAGES: readonly bigint[] = [PAGE_SIZE, 0n];
const NEIGHBOURS: readonly bigint[] = [0n, PAGE_SIZE, -PAGE_SIZE];

export function drawRange(draws: Draws): AddressRange {
  const size = SIZES[draws.weighted(SIZE_WEIGHTS)]!;
  switch (draws.weighted(PLACE_WEIGHTS)) {
    case 0: {
      const start = BigInt(0x10_0000 + draws.below(0x7_0000) * 0x1000);
      return { start, end: start + size - 1n };
    }
    case 1:
      return rangeFrom(0n, size);
    case 2:
      // Crossing 4 GiB by a page, touching it from below, or starting there.
      return rangeFrom(FOUR_GIB - (draws.chance(33) ? size : pick(draws, LAST_PAGES)), size);
    case 3:
      return rangeFrom(MAXIMUM_ADDRESS - size + 1n, size);
    case 4: {
      const power = 1n << BigInt(between(draws, 12, 62));
      return rangeFrom(power + pick(draws, NEIGHBOURS), size);
    }
    default:
      return rangeFrom(FOUR_GIB + BigInt(draws.below(0x7fff_ffff)) * PAGE_SIZE, size);
  }
}

/** A range with some relation to another: identical, nested, overlapping or touching. */
export function drawRelatedRange(draws: Draws, other: AddressRange): AddressRange {
  const size = other.end - other.start + 1n;
  const half = (size >> 13n) << 12n;
  switch (draws.weighted(RELATION_WEIGHTS)) {
    case 0:
      return other;
    case 1:
      return rangeFrom(other.start, PAGE_SIZE);
    case 2:
      return rangeFrom(other.start + half, PAGE_SIZE);
    case 3:
      return within(other.start + half, other.end + PAGE_SIZE, other);
    case 4:
      return within(other.end + 1n, other.end + PAGE_SIZE, other);
    default:
      return within(other.start - PAGE_SIZE, other.start - 1n, other);
  }
}

/** The range if it lies in the 64-bit space, else the alternative. */
function within(start: bigint, end: bigint, alternative: AddressRange): AddressRange {
  return start >= 0n && end <= MAXIMUM_ADDRESS ? { start, end } : alternative;
}

/** A range of that size, moved if it would extend past the 64-bit space. */
function rangeFrom(start: bigint, size: bigint): AddressRange {
  if (start < 0n) return { start: 0n, end: size - 1n };
  const end = start + size - 1n;
  return end > MAXIMUM_ADDRESS ? { start: MAXIMUM_ADDRESS - size + 1n, end: MAXIMUM_ADDRESS } : { start, end };
}
