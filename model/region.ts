/**
 * Reserved regions, in the terms of the Linux IOMMU subsystem (`struct iommu_resv_region`).
 *
 * Addresses are `bigint` and ranges are inclusive at both ends, because [2^64-4096, 2^64-1] must be expressible without
 * wrapping.
 */

/** An inclusive range of addresses, 0 <= start <= end <= 2^64-1 unless firmware is broken. */
export interface AddressRange {
  readonly start: bigint;
  readonly end: bigint;
}

/**
 * The types of a reserved region, in the order in which Linux sorts regions of equal start
 * (`enum iommu_resv_type` since 5.3).
 */
export const REGION_TYPES = ["direct", "direct-relaxable", "reserved", "msi", "software-msi"] as const;

/** One of {@link REGION_TYPES}. */
export type RegionType = (typeof REGION_TYPES)[number];

/** Protection bits of a region, with the values of Linux's `IOMMU_READ` and `IOMMU_WRITE`. */
export const PROTECTION_READ = 1;
export const PROTECTION_WRITE = 2;
export const PROTECTION_READ_WRITE: number = PROTECTION_READ | PROTECTION_WRITE;

/** The fields of a reserved region. `protection` is a bit mask, 0 for a window that is never mapped. */
export interface RegionFields extends AddressRange {
  readonly type: RegionType;
  readonly protection: number;
}

/** The greatest address of the 64-bit space. */
export const MAXIMUM_ADDRESS = 0xffff_ffff_ffff_ffffn;

/** The granule of every page-wise consumer (VT-d 3.6: the smallest second-stage page). */
export const PAGE_SIZE = 0x1000n;

/** The interrupt address range of x86: DMA to it is an interrupt request and is never remapped (VT-d 3.14). */
export const MSI_WINDOW: AddressRange = { start: 0xfee0_0000n, end: 0xfeef_ffffn };

/** What an ISA DMA engine can reach, reserved for an ISA bridge by Linux's floppy workaround. */
export const ISA_WINDOW: AddressRange = { start: 0n, end: 0xff_ffffn };

/** The name under which sysfs shows a type; software MSI regions are shown as `msi` too. */
export function shownType(type: RegionType): string {
  return type === "software-msi" ? "msi" : type;
}
