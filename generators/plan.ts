/**
 * A plan: what a scenario should be like, before addresses, bytes and labels are assigned.
 *
 * A generator draws plans, `realise` turns them into scenarios, and a failure is shrunk by cutting its plan. So a plan
 * consists of flat lists whose entries refer to each other by index, and it states wishes: whatever is cut and whatever
 * wishes conflict, the rest of the plan still gives a valid platform. A plan is plain, immutable data.
 */

import type { DmarHeader, DmarStructure, PathHop } from "../model/dmar/table.ts";
import type { AddressRange, RegionFields } from "../model/region.ts";

/**
 * Where a function is located: 0 or more is the index of the bridge above it; a negative value is a root bus, encoded
 * by `placeOnRoot`. It is a single number because every walk up the hierarchy reads it.
 */
export type Place = number;

/** The place on a root bus. */
export function placeOnRoot(root: number): Place {
  return -1 - root;
}

/** The index of the root bus of a place below 0. */
export function rootOfPlace(place: Place): number {
  return -1 - place;
}

/**
 * A device of a step or group: 0 or more is the index of a function; a negative value stands for a device that is not
 * PCI.
 */
export type DeviceReference = number;

/** The reference to a device that is not PCI. */
export function otherDeviceReference(index: number): DeviceReference {
  return -1 - index;
}

/** The index of the device that is not PCI, from a reference below 0. */
export function otherDeviceOf(reference: DeviceReference): number {
  return -1 - reference;
}

export interface PlanRoot {
  readonly segment: number;
  /** Bus numbers of the segment to skip before this root bus. */
  readonly gap: number;
  /** Bus numbers to keep free after the last one used below; `ALL_SPARE` for all that are left. */
  readonly spare: number;
}

/** No function, no bus. */
export const NONE = -1;

/** More bus numbers than a segment has. */
export const ALL_SPARE = 256;

export interface PlanFunction {
  readonly place: Place;
  /** A wish: the next free slot is used if this one is taken. A function number above 7 requires device 0. */
  readonly device: number;
  readonly function: number;
  readonly classCode: number;
  /** Not 0 if another function's place refers to this one. */
  readonly headerType: 0 | 1 | 2;
  /** Bus numbers to skip before the secondary bus; ignored if the header type is 0. */
  readonly gap: number;
  /** Bus numbers to keep free after the last one used below; ignored if the header type is 0. */
  readonly spare: number;
  /** For a virtual function, the index of its physical function, which has the same place; else `NONE`. */
  readonly physicalFunction: number;
  /** A virtual function whose routing ID is on the bus number after that of its physical function. */
  readonly beyondBus: boolean;
  readonly absent: boolean;
  /** The label it should have; if undefined, one is made from class and index. */
  readonly label: string | undefined;
}

/**
 * A present function that is not virtual. Generators create functions and scopes only through these two functions:
 * reading objects of a single shape is several times faster than reading objects of several, and each copy by spreading
 * costs a quarter of a microsecond, the budget of an entire function.
 */
export function planFunction(
  place: Place,
  device: number,
  fn: number,
  classCode: number,
  headerType: 0 | 1 | 2,
  gap: number,
  spare: number,
): PlanFunction {
  return {
    place,
    device,
    function: fn,
    classCode,
    headerType,
    gap,
    spare,
    physicalFunction: NONE,
    beyondBus: false,
    absent: false,
    label: undefined,
  };
}

/**
 * The function with some fields changed, in the shape that all functions share; a copy made by spreading would have its
 * own.
 */
export function changedFunction(fn: PlanFunction, changes: Partial<PlanFunction>): PlanFunction {
  return {
    place: changes.place ?? fn.place,
    device: changes.device ?? fn.device,
    function: changes.function ?? fn.function,
    classCode: changes.classCode ?? fn.classCode,
    headerType: changes.headerType ?? fn.headerType,
    gap: changes.gap ?? fn.gap,
    spare: changes.spare ?? fn.spare,
    physicalFunction: changes.physicalFunction ?? fn.physicalFunction,
    beyondBus: changes.beyondBus ?? fn.beyondBus,
    absent: changes.absent ?? fn.absent,
    label: changes.label ?? fn.label,
  };
}

export interface PlanOtherDevice {
  readonly acpiName?: string;
  readonly label?: string;
}

export interface PlanGroup {
  readonly members: readonly DeviceReference[];
  readonly label?: string;
}

/** A device scope. */
export interface PlanScope {
  readonly type: number;
  readonly flags: number;
  readonly enumerationId: number;
  /** The function whose path the scope contains, or the root bus at which its path starts. */
  readonly at: Place;
  /** Hops after that path: an absent function, or one behind a function that is not a bridge. */
  readonly tail: readonly PathHop[];
  /**
   * Start at the function's current bus number, with the function as the first hop and the tail after it, as broken
   * firmware does.
   */
  readonly byPresentBus: boolean;
  /** Start at this bus, whatever it is, with `tail` as the whole path; or `NONE`. */
  readonly startBus: number;
}

/** No hops after the path of a function. */
export const NO_TAIL: readonly PathHop[] = [];

/** A scope with the path of a place, followed by the tail. */
export function planScope(
  type: number,
  at: Place,
  tail: readonly PathHop[],
  enumerationId: number,
  byPresentBus: boolean,
): PlanScope {
  return { type, flags: 0, enumerationId, at, tail, byPresentBus, startBus: NONE };
}

export interface PlanRmrr {
  readonly segment: number;
  readonly base: bigint;
  readonly limit: bigint;
  readonly scopes: readonly PlanScope[];
  readonly reserved: number;
  /** Bytes after the last scope that are not a scope: one that cannot be read, and whatever follows it. */
  readonly rest?: readonly number[];
  /** The Length of an RMRR that ends within its fixed fields, 4 to 23; it then has no scopes. */
  readonly shortened?: number;
}

/** Damage to a table as a whole. Anything that is left out is correct. */
export interface PlanDamage {
  /** The order of structures: RMRRs before all others, or everything reversed. */
  readonly order?: "rmrrs-first" | "reversed";
  /** There is no DRHD. */
  readonly noUnits?: true;
  /** Bytes after the last structure that is found, included in the table's Length. */
  readonly trailing?: readonly number[];
  /** Bytes that the table's Length does not include. */
  readonly beyond?: readonly number[];
  readonly signature?: string;
  /** Host address width as encoded in the table: the width in bits, minus 1. */
  readonly width?: number;
  /** The Length given in the table. */
  readonly length?: number;
  /** The number added to the correct Checksum, 1 to 255. */
  readonly checksum?: number;
  /** How many bytes are missing at the end. */
  readonly cut?: number;
}

/** A structure other than an RMRR. Its scopes are kept separately, because they refer to functions. */
export interface PlanStructure {
  readonly structure: Exclude<DmarStructure, { readonly kind: "rmrr" }>;
  readonly scopes: readonly PlanScope[];
}

/** A group assigned to user space. */
export interface PlanAttach {
  readonly do: "attach";
  readonly group: number;
  readonly aperture: AddressRange;
  readonly mappings: readonly AddressRange[];
}

/** A step; list numbers are mere identifiers. */
export type PlanStep =
  | { readonly do: "get"; readonly device: DeviceReference; readonly list: number }
  | { readonly do: "put" | "read" | "scribble" | "empty"; readonly list: number }
  | { readonly do: "insert"; readonly list: number; readonly region: RegionFields }
  | { readonly do: "insert-all-of"; readonly list: number; readonly source: number }
  | { readonly do: "group"; readonly group: number; readonly list: number }
  | { readonly do: "show" | "map"; readonly group: number }
  | PlanAttach
  | { readonly do: "ask"; readonly predicate: "has-rmrr" | "relaxable" | "locked"; readonly device: DeviceReference }
  | {
      readonly do: "ask";
      readonly predicate: "downstream";
      readonly device: DeviceReference;
      readonly bridge: DeviceReference;
    }
  | { readonly do: "add" | "remove"; readonly device: number }
  | { readonly do: "fail-allocations"; readonly first: number; readonly count: number }
  | { readonly do: "restart" };

export interface Plan {
  readonly roots: readonly PlanRoot[];
  /** A bridge comes before the functions below it, a physical function before its virtual functions. */
  readonly functions: readonly PlanFunction[];
  readonly otherDevices: readonly PlanOtherDevice[];
  readonly groups: readonly PlanGroup[];
  readonly rmrrs: readonly PlanRmrr[];
  /** In any order: the table sorts them by type. */
  readonly structures: readonly PlanStructure[];
  /** Fields of the table's header that differ from the usual. */
  readonly header?: DmarHeader;
  readonly damage?: PlanDamage;
  /** The table verbatim, byte for byte; `rmrrs` and `structures` are then empty. */
  readonly table?: Uint8Array;
  /** Without the final read and put of every list and the tear-down, which are added automatically. */
  readonly steps: readonly PlanStep[];
  /** Whether the lists are put at the end in the order in which they were made, or the last one first. */
  readonly lastListFirst: boolean;
}

export const EMPTY_PLAN: Plan = {
  roots: [],
  functions: [],
  otherDevices: [],
  groups: [],
  rmrrs: [],
  structures: [],
  steps: [],
  lastListFirst: false,
};
