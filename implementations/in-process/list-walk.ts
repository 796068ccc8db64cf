/** Reads a caller's list without trusting it: walks end, and everything found is validated. */

import { REGION_TYPES } from "../../model/region.ts";
import type { ObservedRegion as RegionInTrace } from "../../model/trace.ts";
import type { RegionObject } from "../contract.ts";
import { ObservedRegion, type ObservedMemory } from "./observed-memory.ts";

export interface Walk {
  readonly regions: RegionInTrace[];
  readonly endless: boolean;
  /** Why what was found is invalid, if it is. */
  readonly nonsense: string | undefined;
}

const TYPES: ReadonlySet<unknown> = new Set(REGION_TYPES);

/** Walks a list, giving up after `bound` entries. */
export function walkList(list: Iterable<RegionObject>, bound: number, memory: ObservedMemory): Walk {
  const regions: RegionInTrace[] = [];
  let nonsense: string | undefined;
  for (const region of list) {
    if (regions.length >= bound) return { regions, endless: true, nonsense };
    const wrong = nonsenseOf(region, memory);
    if (wrong !== undefined) {
      nonsense = `entry ${regions.length} of the list ${wrong}`;
      break;
    }
    regions.push(observeRegion(region, memory));
  }
  return { regions, endless: false, nonsense };
}

/** The present fields of a region. */
export function observeRegion(region: RegionObject, memory: ObservedMemory): RegionInTrace {
  return {
    object: memory.identify(region),
    start: region.start,
    end: region.end,
    type: region.type,
    protection: region.protection,
  };
}

function nonsenseOf(region: RegionObject, memory: ObservedMemory): string | undefined {
  if (typeof region !== "object" || region === null) return `is ${describe(region)}, not a region`;
  if (memory.used && !(region instanceof ObservedRegion)) {
    return "does not come from the allocator, although other regions do";
  }
  if (!isAddress(region.start)) return `has a start that is no 64-bit address (a bigint): ${describe(region.start)}`;
  if (!isAddress(region.end)) return `has an end that is no 64-bit address (a bigint): ${describe(region.end)}`;
  if (!TYPES.has(region.type)) return `has an unknown type: ${describe(region.type)}`;
  if (!Number.isSafeInteger(region.protection))
    return `has a protection that is no integer: ${describe(region.protection)}`;
  return undefined;
}

/** True for a bigint within the 64-bit address space. */
export function isAddress(value: unknown): boolean {
  return typeof value === "bigint" && BigInt.asUintN(64, value) === value;
}

/** An invalid value, as a message shows it. */
export function describe(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "string") return JSON.stringify(value.slice(0, 200));
  // An object without a prototype, or with a broken toString, must not make this throw.
  return typeof value === "object" && value !== null
    ? Object.prototype.toString.call(value)
    : String(value).slice(0, 200);
}
