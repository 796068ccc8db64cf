/**
 * The axis of a memory map: to scale where all that it shows is of about one size, else broken.
 *
 * A broken axis gives each stretch between two boundaries a width that grows with the logarithm of its size, and
 * a narrow gap to stretches in which nothing is.
 */

import type { AddressRange } from "../../model/region.ts";

export interface AxisSpan {
  /** Both ends included. */
  readonly start: bigint;
  readonly end: bigint;
  /** In per cent of the axis. */
  readonly from: number;
  readonly to: number;
  /** Nothing is in it, and it is not to scale. */
  readonly broken: boolean;
}

export interface AddressAxis {
  readonly spans: readonly AxisSpan[];
  readonly toScale: boolean;
}

/** The greatest ratio of the whole to the smallest stretch at which the smallest can still be seen. */
const MOST_TO_SCALE = 24n;
/** The width of a gap, and of the smallest stretch, in units that become per cent. */
const GAP = 3;
const LEAST = 6;
/** Per cent at either end, so that the outline of a region is not cut. */
const MARGIN = 0.5;

export function addressAxis(ranges: readonly AddressRange[]): AddressAxis {
  const whole = ranges.filter(({ start, end }) => end >= start);
  const edges = [...new Set(whole.flatMap(({ start, end }) => [start, end + 1n]))].sort((a, b) => (a < b ? -1 : 1));
  const stretches = edges.slice(0, -1).map((start, index) => {
    const next = edges[index + 1]!;
    return {
      start,
      end: next - 1n,
      size: next - start,
      empty: !whole.some((range) => range.start <= start && range.end >= next - 1n),
    };
  });
  const total = stretches.reduce((sum, { size }) => sum + size, 0n);
  const smallest = stretches.reduce((least, { size }) => (size < least ? size : least), total);
  const toScale = stretches.length > 0 && total <= smallest * MOST_TO_SCALE;
  const units = stretches.map(({ size, empty }) =>
    // A ratio of at most 24 survives the conversion to a number.
    toScale ? Number((size * 1_000_000n) / total) : empty ? GAP : LEAST + Math.log2(Number(size)) / 3,
  );
  const sum = units.reduce((all, unit) => all + unit, 0);
  let at = MARGIN;
  const spans = stretches.map(({ start, end, empty }, index) => {
    const from = at;
    at += (units[index]! / sum) * (100 - 2 * MARGIN);
    return { start, end, from, to: at, broken: empty && !toScale };
  });
  return { spans, toScale };
}

/** Where a range stands on the axis, in per cent. The axis has to have been made with it. */
export function onAxis({ spans }: AddressAxis, range: AddressRange): { readonly from: number; readonly to: number } {
  const first = spans.find(({ start }) => start === range.start);
  const last = spans.find(({ end }) => end === range.end);
  return { from: first?.from ?? 0, to: last?.to ?? first?.to ?? 0 };
}
