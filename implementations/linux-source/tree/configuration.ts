/**
 * The kernel configuration under which a tree is read: a 64-bit x86 kernel with an Intel IOMMU.
 *
 * CONFIG_ACPI_NUMA stays off: with it, parsing an RHSA structure accesses the unit whose registers it names, which
 * needs hardware and has nothing to do with reserved regions.
 */

import type { Configuration } from "../c/condition.ts";

const SWITCHED_ON = [
  "64BIT",
  "ACPI",
  "DMAR_TABLE",
  "HAS_IOMEM",
  "INTEL_IOMMU",
  "INTEL_IOMMU_FLOPPY_WA",
  "IOMMU_API",
  "IOMMU_DMA",
  "IOMMU_IOVA",
  "IOMMU_SUPPORT",
  "IOMMUFD",
  "IRQ_MSI_IOMMU",
  "MMU",
  "PCI",
  "PCI_ATS",
  "PCI_DOMAINS",
  "PCI_IOV",
  "PCI_MSI",
  "PHYS_ADDR_T_64BIT",
  "ARCH_DMA_ADDR_T_64BIT",
  "SMP",
  "SYSFS",
  "VFIO",
  "VFIO_IOMMU_TYPE1",
  "X86",
  "X86_64",
];

export const CONFIGURATION: Configuration = new Map<string, number>([
  ...SWITCHED_ON.map((name): [string, number] => [`CONFIG_${name}`, 1]),
  ["__KERNEL__", 1],
  ["__GNUC__", 12],
  ["BITS_PER_LONG", 64],
  ["__BITS_PER_LONG", 64],
  ["__LITTLE_ENDIAN", 1234],
  ["__BYTE_ORDER", 1234],
  ["__x86_64__", 1],
  ["__SIZEOF_INT128__", 16],
]);

/** The same as options of the C compiler, for conditions inside macros. */
export function configurationFlags(): string[] {
  return [...CONFIGURATION]
    .filter(([name]) => name.startsWith("CONFIG_") || name === "BITS_PER_LONG")
    .map(([name, value]) => `-D${name}=${value}`);
}
