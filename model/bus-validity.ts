/** The rules for valid bus numbers: disjoint root ranges, nested bridge ranges, and which bus each function is on. */

import { isBridge } from "./platform.ts";
import type { PciFunction, Platform, RootBus } from "./platform.ts";
import type { PlatformFault, PlatformFaultCode } from "./platform-fault.ts";
import { busKey } from "./requester-id.ts";

/** The bus numbers that belong to a bridge or root bus, including everything below it. */
interface BusRange {
  readonly first: number;
  readonly last: number;
  /** The label of the bridge, or a description of the root bus. */
  readonly owner: string;
}

type Add = (code: PlatformFaultCode, labels: readonly string[], message: string) => void;

/** Does not report again a bridge that is unknown or whose numbers do not match its header type. */
export function busFaults(platform: Platform): PlatformFault[] {
  const faults: PlatformFault[] = [];
  const add: Add = (code, labels, message) => {
    faults.push({ code, labels, message });
  };
  rootFaults(platform.rootBuses, add);
  const ranges = new RangesAbove(platform);
  /** The ranges of the bridges on each bus, by the range that contains them. */
  const inside = new Map<BusRange, BusRange[]>();
  for (const fn of platform.functions) {
    const above = ranges.above(fn);
    if (above === undefined) {
      if (fn.parent === undefined) add("bus-not-root", [fn.label], `Bus ${fn.bus} of ${fn.label} is no root bus.`);
      continue;
    }
    if (fn.physicalFunction === undefined && fn.bus !== above.first) {
      const message = `${fn.label} is on bus ${fn.bus}, and ${above.owner} has bus ${above.first} below it.`;
      add("bus-not-secondary", labelsOf(fn), message);
    }
    const own = ownRange(fn);
    if (own === undefined) continue;
    bridgeFaults(fn, own, above, add);
    const siblings = inside.get(above);
    if (siblings === undefined) inside.set(above, [own]);
    else siblings.push(own);
  }
  for (const siblings of inside.values()) {
    siblings.sort((left, right) => left.first - right.first);
    overlapFaults(siblings, (label, other) =>
      add("ranges-overlap", [label, other], `The bus ranges of ${label} and ${other} overlap.`),
    );
  }
  for (const fn of platform.functions) {
    if (fn.physicalFunction !== undefined) virtualFunctionFaults(fn, ranges, inside, add);
  }
  return faults;
}

/** Finds the range that must contain a function: that of the bridge above it, or that of its root bus. */
class RangesAbove {
  readonly #bridges = new Map<string, BusRange>();
  readonly #roots = new Map<number, BusRange>();
  readonly #functions: ReadonlyMap<string, PciFunction>;

  constructor({ functions, rootBuses }: Platform) {
    this.#functions = new Map(functions.map((fn) => [fn.label, fn]));
    for (const fn of functions) {
      const range = ownRange(fn);
      if (range !== undefined) this.#bridges.set(fn.label, range);
    }
    for (const { segment, bus, lastBus } of rootBuses) {
      this.#roots.set(busKey(segment, bus), { first: bus, last: lastBus, owner: `root bus ${bus}` });
    }
  }

  above(fn: PciFunction): BusRange | undefined {
    if (fn.parent !== undefined) return this.#bridges.get(fn.parent);
    const physical = this.physicalFunction(fn);
    return this.#roots.get(busKey(fn.segment, (physical ?? fn).bus));
  }

  /** A virtual function may be on a later bus than its physical function, whose root bus then applies. */
  physicalFunction(fn: PciFunction): PciFunction | undefined {
    return fn.physicalFunction === undefined ? undefined : this.#functions.get(fn.physicalFunction);
  }
}

function rootFaults(rootBuses: readonly RootBus[], add: Add): void {
  const bySegment = new Map<number, BusRange[]>();
  for (const { segment, bus, lastBus } of rootBuses) {
    const range = { first: bus, last: lastBus, owner: `${bus}` };
    if (bus < 0 || lastBus < bus || lastBus > 255) {
      const message = `Root bus ${bus} of segment ${segment} has the buses up to ${lastBus}, which cannot be.`;
      add("root-range-inverted", [], message);
    }
    const ranges = bySegment.get(segment);
    if (ranges === undefined) bySegment.set(segment, [range]);
    else ranges.push(range);
  }
  for (const [segment, ranges] of bySegment) {
    ranges.sort((left, right) => left.first - right.first);
    overlapFaults(ranges, (bus, other) =>
      add("root-ranges-overlap", [], `The ranges of root buses ${other} and ${bus} of segment ${segment} overlap.`),
    );
  }
}

function bridgeFaults(fn: PciFunction, own: BusRange, above: BusRange, add: Add): void {
  if (own.first <= fn.bus) {
    const message = `Secondary bus ${own.first} of ${fn.label} is not above ${fn.bus}, its primary bus.`;
    add("secondary-not-above-primary", [fn.label], message);
  }
  if (own.last < own.first) {
    add(
      "range-inverted",
      [fn.label],
      `Subordinate bus ${own.last} of ${fn.label} is below its secondary bus ${own.first}.`,
    );
  }
  if (own.first < above.first || own.last > above.last) {
    const place = `${above.first} to ${above.last} of ${above.owner}`;
    const message = `Buses ${own.first} to ${own.last} of ${fn.label} are not within ${place}.`;
    add("range-outside", labelsOf(fn), message);
  }
}

/**
 * A virtual function's bus must not precede its physical function's, must lie within the range above, and must not
 * belong to a bridge.
 */
function virtualFunctionFaults(
  fn: PciFunction,
  ranges: RangesAbove,
  inside: ReadonlyMap<BusRange, readonly BusRange[]>,
  add: Add,
): void {
  const above = ranges.above(fn);
  const physical = ranges.physicalFunction(fn);
  if (above === undefined || physical === undefined) return;
  if (fn.bus < physical.bus || fn.bus > above.last) {
    const place = `${physical.bus} to ${above.last}, where virtual functions of ${physical.label} can be`;
    const message = `${fn.label} is on bus ${fn.bus}, outside ${place}.`;
    add("virtual-function-bus", [fn.label, physical.label], message);
  }
  const bridge = rangeWith(inside.get(above) ?? [], fn.bus);
  if (bridge === undefined) return;
  const message = `${fn.label} is on bus ${fn.bus}, which belongs to ${bridge.owner} beside it.`;
  add("virtual-function-bus", [fn.label, bridge.owner], message);
}

/** Given ranges in ascending order, calls back for each that starts before an earlier one has ended. */
function overlapFaults(ascending: readonly BusRange[], overlap: (owner: string, other: string) => void): void {
  let furthest: BusRange | undefined;
  for (const range of ascending) {
    if (furthest !== undefined && range.first <= furthest.last) overlap(range.owner, furthest.owner);
    if (furthest === undefined || range.last > furthest.last) furthest = range;
  }
}

/** Given ascending ranges that do not overlap, the one that contains a bus. */
function rangeWith(ascending: readonly BusRange[], bus: number): BusRange | undefined {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as BusRange).first <= bus) low = middle + 1;
    else high = middle;
  }
  const candidate = ascending[low - 1];
  return candidate !== undefined && bus <= candidate.last ? candidate : undefined;
}

function ownRange(fn: PciFunction): BusRange | undefined {
  if (!isBridge(fn) || fn.secondaryBus === undefined || fn.subordinateBus === undefined) return undefined;
  return { first: fn.secondaryBus, last: fn.subordinateBus, owner: fn.label };
}

function labelsOf(fn: PciFunction): string[] {
  return fn.parent === undefined ? [fn.label] : [fn.label, fn.parent];
}
