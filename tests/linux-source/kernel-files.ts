/** Files of a kernel tree since 5.8, from its root. */

/** Regions, lists, groups, direct mappings, ownership. */
export const IOMMU = "drivers/iommu/iommu.c";
/** The driver of VT-d: RMRRs, and the regions of a device. */
export const INTEL = "drivers/iommu/intel/iommu.c";
/** The table, device scopes, and functions that come and go. */
export const DMAR = "drivers/iommu/intel/dmar.c";
export const VFIO = "drivers/vfio/vfio_iommu_type1.c";
/** Addresses for the kernel's own drivers. */
export const DMA = "drivers/iommu/dma-iommu.c";
