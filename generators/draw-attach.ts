/** Draws assignments: apertures and existing mappings that begin and end where regions do, or one page off. */

import { type AddressRange, MAXIMUM_ADDRESS, MSI_WINDOW, PAGE_SIZE } from "../model/region.ts";
import { between, type Draws, pick } from "./draws.ts";
import type { PlanAttach } from "./plan.ts";
import type { Sketch } from "./sketch.ts";

/** Guest address widths of VT-d (39, 48 and 57 bits), 32 bits, and no limit. */
const USUAL_APERTURES: readonly bigint[] = [
  (1n << 39n) - 1n,
  (1n << 48n) - 1n,
  (1n << 57n) - 1n,
  (1n << 32n) - 1n,
  MAXIMUM_ADDRESS,
];

const BESIDE: readonly bigint[] = [0n, PAGE_SIZE, -PAGE_SIZE];

export function drawAttach(draws: Draws, sketch: Sketch, group: number): PlanAttach {
  const aperture = drawAperture(draws, sketch);
  const mappings: AddressRange[] = [];
  const count = [0, 1, 2, 3][draws.weighted([26, 30, 29, 15])]!;
  for (let index = 0; index < count; index++) {
    // The first mapping is usually harmless, so that code which checks only one mapping misses the others.
    const harmless = index === 0 && count > 1 && draws.chance(60);
    const mapping = harmless ? drawAnywhere(draws) : drawMapping(draws, sketch);
    // The mappings of an address space do not overlap each other.
    const fits = mapping !== undefined && !mappings.some((other) => meet(other, mapping));
    const within = mapping !== undefined && aperture.start <= mapping.start && mapping.end <= aperture.end;
    if (fits && (within || draws.chance(20))) mappings.push(mapping);
  }
  return { do: "attach", group, aperture, mappings };
}

function drawAperture(draws: Draws, sketch: Sketch): AddressRange {
  switch (draws.weighted([52, 34, 14])) {
    case 0:
      return { start: 0n, end: pick(draws, USUAL_APERTURES) };
    case 1: {
      const one = drawCut(draws, sketch);
      const other = drawCut(draws, sketch);
      const start = one < other ? one : other;
      const end = one < other ? other : one;
      return { start, end: start === end ? start + PAGE_SIZE - 1n : end - 1n };
    }
    default:
      return drawNear(draws, MSI_WINDOW) ?? MSI_WINDOW;
  }
}

/** An address at which a region starts or just after which one ends, or one page off. */
function drawCut(draws: Draws, sketch: Sketch): bigint {
  const { start, end } = drawRegion(draws, sketch);
  const cut = (draws.chance(50) ? start : end + 1n) + pick(draws, BESIDE);
  return cut < 0n ? 0n : cut > MAXIMUM_ADDRESS - PAGE_SIZE ? MAXIMUM_ADDRESS - PAGE_SIZE + 1n : cut;
}

/** The range of an RMRR, or the interrupt window, the only region that a relaxable group must not map. */
function drawRegion(draws: Draws, sketch: Sketch): AddressRange {
  const { rmrrs } = sketch;
  if (rmrrs.length === 0 || draws.chance(50)) return MSI_WINDOW;
  const { base, limit } = pick(draws, rmrrs);
  return { start: base, end: limit };
}

function drawMapping(draws: Draws, sketch: Sketch): AddressRange | undefined {
  return draws.chance(12) ? drawAnywhere(draws) : drawNear(draws, drawRegion(draws, sketch));
}

/** An arbitrary range of pages. */
function drawAnywhere(draws: Draws): AddressRange {
  const start = BigInt(between(draws, 1, 0xf_0000)) * PAGE_SIZE;
  return { start, end: start + PAGE_SIZE * BigInt(between(draws, 1, 4)) - 1n };
}

/** A range that just touches another, overlaps it by a page, contains it, lies inside it or equals it. */
function drawNear(draws: Draws, { start, end }: AddressRange): AddressRange | undefined {
  const near: readonly AddressRange[] = [
    { start: start - PAGE_SIZE, end: start - 1n },
    { start: end + 1n, end: end + PAGE_SIZE },
    { start: start - PAGE_SIZE, end: start + PAGE_SIZE - 1n },
    { start: end - PAGE_SIZE + 1n, end: end + PAGE_SIZE },
    { start: start - PAGE_SIZE, end: end + PAGE_SIZE },
    { start, end: start + PAGE_SIZE - 1n },
    { start: end - PAGE_SIZE + 1n, end },
    { start, end },
  ];
  const range = pick(draws, near);
  return range.start >= 0n && range.end <= MAXIMUM_ADDRESS ? range : undefined;
}

function meet(one: AddressRange, other: AddressRange): boolean {
  return one.start <= other.end && other.start <= one.end;
}
