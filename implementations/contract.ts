/**
 * The contract of an implementation in the same process.
 *
 * Starting an implementation on a platform gives a subject, whose methods are named after the operations of the Linux
 * IOMMU subsystem. Every method is optional: what a subject does not offer is not observable, never failed. A method
 * that throws gives an `error`, which is not a verdict on any rule except `firmware/no-crash`, which requires that every
 * broken table is survived.
 *
 * @example
 * ```ts
 * export const implementation: Implementation = {
 *   name: "my driver",
 *   start: (platform, memory) => new MyDriver(platform, memory),
 * };
 * ```
 */

import type { Device, IommuGroup, PciFunction, Platform } from "../model/platform.ts";
import type { SwitchName } from "../model/profile.ts";
import type { AddressRange, RegionFields, RegionType } from "../model/region.ts";
import type { MappedRange } from "../model/trace.ts";

/** A region object that a subject made or was handed; its fields may be written. */
export interface RegionObject {
  start: bigint;
  /** Inclusive. */
  end: bigint;
  type: RegionType;
  protection: number;
}

/** Whether an allocation may sleep: `GFP_KERNEL` or `GFP_ATOMIC`. */
export interface AllocationContext {
  readonly maySleep: boolean;
}

/**
 * The allocator that the suite offers to a subject. If a subject allocates all its region objects from it, its memory
 * is observed: leaks, double frees, uses after free, allocations that sleep where they must not. If it never calls the
 * allocator, those requirements are not observable.
 */
export interface Memory {
  /** A new region object, or undefined if there is no memory. */
  allocate(fields: RegionFields, context: AllocationContext): RegionObject | undefined;
  /** Frees a region object; every later read or write of it is recorded. */
  free(region: RegionObject): void;
  /** A token for memory other than a region object, or undefined if there is no memory. */
  allocateOther(context: AllocationContext): object | undefined;
  freeOther(token: object): void;
  /** Runs `section` with sleeping forbidden, as between `rcu_read_lock` and `rcu_read_unlock`. */
  atomic<Result>(section: () => Result): Result;
  /** Records a warning from the subject itself, as `WARN_ON` does. */
  warn(message: string): void;
}

/** What a method reports; returning nothing means `ok`. */
export type Report = "ok" | "no-memory" | "refused";

/** The DMA domain of a group, as the subject sets it up. */
export interface DmaDomain {
  readonly mapped: readonly MappedRange[];
  /** Ranges from which no DMA address is allocated. */
  readonly holes: readonly AddressRange[];
}

/**
 * A subject. `List` is the type of the lists that callers own: an array, unless the subject offers `createList` and
 * uses its own list type.
 */
export interface Subject<List extends Iterable<RegionObject> = RegionObject[]> {
  /** An empty list for a caller. */
  createList?(): List;
  /** Appends the reserved regions of a device to the caller's list. */
  getReservedRegions?(device: Device, list: List): Report | void;
  /** Frees what `getReservedRegions` put into the list. */
  putReservedRegions?(device: Device, list: List): void;
  /** Inserts a copy of `region` into a group list and merges it; the caller keeps `region`. */
  insertReservedRegion?(list: List, region: RegionObject): Report | void;
  /** Empties a list without freeing the regions, for a caller that has taken them; not needed for arrays. */
  unlinkAll?(list: List): void;
  /** Merges the regions of all present members of a group into the caller's list. */
  getGroupReservedRegions?(group: IommuGroup, list: List): Report | void;
  /** The text of `reserved_regions` in sysfs. */
  showGroupReservedRegions?(group: IommuGroup): string;
  hasRmrr?(device: Device): boolean;
  isDownstream?(device: Device, bridge: Device): boolean;
  isRelaxable?(device: Device): boolean;
  isLocked?(device: Device): boolean;
  /** A function is added; bridges are added before what is below them. */
  addFunction?(fn: PciFunction): Report | void;
  /** A function is removed; what is below a bridge is removed before the bridge. */
  removeFunction?(fn: PciFunction): void;
  /** Sets up the DMA domain of a group from scratch. */
  setUpDmaDomain?(group: IommuGroup): DmaDomain | "no-memory";
  /** The addresses that user space may map once a group is assigned to it, or the refusal. */
  attachGroup?(
    group: IommuGroup,
    aperture: AddressRange,
    mappings: readonly AddressRange[],
  ): readonly AddressRange[] | "refused" | "no-memory";
  /** Releases everything; no call follows. A subject without it cannot be started again. */
  tearDown?(): void;
}

export interface Implementation<List extends Iterable<RegionObject> = RegionObject[]> {
  readonly name: string;
  readonly version?: string;
  readonly homepage?: string;
  /** The profile by which it should be judged; `linux` if left out. */
  readonly profile?: string;
  /** Switches of the profile that should accept either answer. */
  readonly either?: readonly SwitchName[];
  /**
   * A new subject for a platform; functions marked `absent` are not present yet. `"no-memory"` if an allocation failed
   * that it cannot do without: it then holds nothing. Allocations fail only when a scenario starts the implementation
   * again, never in the first start.
   */
  start(platform: Platform, memory: Memory): Subject<List> | "no-memory";
}

/** Gives a literal the type of an implementation, with its type of list inferred. */
export function defineImplementation<List extends Iterable<RegionObject> = RegionObject[]>(
  implementation: Implementation<List>,
): Implementation<List> {
  return implementation;
}
