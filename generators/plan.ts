/**
 * A plan: what a scenario is to be like, before addresses, bytes and labels.
 *
 * A generator draws plans, `realise` makes scenarios of them, and a failure is shrunk by cutting its plan. So a
 * plan is made of flat lists whose entries point at each other by index, and it states wishes: whatever is cut
 * away, and whatever wishes collide, the rest of the plan still realises into a valid platform. A plan is plain
 * data and never changes.
 */

import type { DmarHeader, DmarStructure, PathHop } from "../model/dmar/table.ts";
import type { AddressRange, RegionFields } from "../model/region.ts";

/**
 * Where a function stands: the index of the bridge above it if it is 0 or more, else a root bus, as
 * `placeOnRoot` writes its index. One number, because every walk up the hierarchy reads it.
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

/** A device of a step or a group: the index of a function if it is 0 or more, else of a device that is not PCI. */
export type DeviceReference = number;

/** The reference to a device that is not PCI. */
export function otherDeviceReference(index: number): DeviceReference {
  return -1 - index;
}

/** The index of the device that is not PCI of a reference below 0. */
export function otherDeviceOf(reference: DeviceReference): number {
  return -1 - reference;
}

export interface PlanRoot {
  readonly segment: number;
  /** Bus numbers of the segment to leave out before this root bus. */
  readonly gap: number;
  /** Bus numbers to keep free behind the last one that is used below; `ALL_SPARE` for what is left. */
  readonly spare: number;
}

/** No function, no bus. */
export const NONE = -1;

/** More bus numbers than a segment has. */
export const ALL_SPARE = 256;

export interface PlanFunction {
  readonly place: Place;
  /** Wishes: the next free slot is taken if this one is. A function above 7 asks for device 0. */
  readonly device: number;
  readonly function: number;
  readonly classCode: number;
  /** Not 0 if the place of any other function points here. */
  readonly headerType: 0 | 1 | 2;
  /** Bus numbers to leave out before the secondary bus; ignored if the header type is 0. */
  readonly gap: number;
  /** Bus numbers to keep free behind the last one that is used below; ignored if the header type is 0. */
  readonly spare: number;
  /** The index of the physical function, for a virtual function, which stands on the same place; else `NONE`. */
  readonly physicalFunction: number;
  /** A virtual function whose routing ID lies on the bus number behind that of its physical function. */
  readonly beyondBus: boolean;
  readonly absent: boolean;
  /** The label it is to bear; else it is made from class and index. */
  readonly label: string | undefined;
}

/**
 * A present function that is not virtual. Generators make functions and scopes through these two: objects of
 * one shape are read several times faster than objects of several, and copies by spreading cost a quarter of a
 * microsecond each, which is what a whole function may take.
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

/** The function with some fields changed, of the one shape that all have: a copy by spreading has a shape of its own. */
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
  /** The function whose path the scope bears, or the root bus at which its path starts. */
  readonly at: Place;
  /** Hops behind that path: a function that is absent, or one behind a function that is no bridge. */
  readonly tail: readonly PathHop[];
  /**
   * Start at the present bus of the function, with the function as the first hop and the tail behind it, as broken
   * firmware does.
   */
  readonly byPresentBus: boolean;
  /** Start at this bus, whatever it is, and let `tail` be the whole path; or `NONE`. */
  readonly startBus: number;
}

/** No hops behind the path of a function. */
export const NO_TAIL: readonly PathHop[] = [];

/** A scope that bears the path of a place and, behind it, of the tail. */
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
  /** Bytes behind the last scope that are none: a scope that cannot be read, and what follows it. */
  readonly rest?: readonly number[];
  /** The Length of an RMRR that ends within its fixed fields, 4 to 23; it has no scopes then. */
  readonly shortened?: number;
}

/** What is wrong with a table as a whole. What is left out is as it should be. */
export interface PlanDamage {
  /** The order of structures: RMRRs before all others, or everything from its end. */
  readonly order?: "rmrrs-first" | "reversed";
  /** Without any DRHD. */
  readonly noUnits?: true;
  /** Bytes behind the last structure that is found, which the table's Length counts. */
  readonly trailing?: readonly number[];
  /** Bytes that the Length does not count. */
  readonly beyond?: readonly number[];
  readonly signature?: string;
  /** Host address width as the table has it: the width in bits, minus 1. */
  readonly width?: number;
  /** The Length that the table bears. */
  readonly length?: number;
  /** What is added to the right Checksum, 1 to 255. */
  readonly checksum?: number;
  /** How many bytes are missing at the end. */
  readonly cut?: number;
}

/** A structure that is no RMRR. Its scopes stand apart from it, because they point at functions. */
export interface PlanStructure {
  readonly structure: Exclude<DmarStructure, { readonly kind: "rmrr" }>;
  readonly scopes: readonly PlanScope[];
}

/** A group given to user space. */
export interface PlanAttach {
  readonly do: "attach";
  readonly group: number;
  readonly aperture: AddressRange;
  readonly mappings: readonly AddressRange[];
}

/** A step; lists are numbers that mean nothing but themselves. */
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
  | { readonly do: "fail-allocations"; readonly first: number; readonly count: number };

export interface Plan {
  readonly roots: readonly PlanRoot[];
  /** A bridge stands before what is below it, a physical function before its virtual functions. */
  readonly functions: readonly PlanFunction[];
  readonly otherDevices: readonly PlanOtherDevice[];
  readonly groups: readonly PlanGroup[];
  readonly rmrrs: readonly PlanRmrr[];
  /** In any order: the table has them in the order of their types. */
  readonly structures: readonly PlanStructure[];
  /** Fields of the table's header that are not as usual. */
  readonly header?: DmarHeader;
  readonly damage?: PlanDamage;
  /** The table as it stands, byte for byte; there are no `rmrrs` and `structures` beside it. */
  readonly table?: Uint8Array;
  /** Without the last look at every list, its put, and the tear-down: these follow by themselves. */
  readonly steps: readonly PlanStep[];
  /** At the end, the lists are put back in the order in which they came, or the last one first. */
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
