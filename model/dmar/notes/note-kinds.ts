/**
 * The kinds of notes on a DMAR table.
 *
 * A fault (`TABLE_FAULTS`) breaks the format. A note concerns what a well-formed table says: something that firmware
 * probably did not intend, or whose consequences are easily overlooked.
 */

/**
 * - `wrong`: contradicts the specification, or software cannot do what the table asks for;
 * - `suspect`: has no effect, or is wrong unless something holds that the table alone does not show;
 * - `legal`: allowed, with a consequence to be aware of.
 */
export type NoteWeight = "wrong" | "suspect" | "legal";

export interface NoteKind {
  readonly weight: NoteWeight;
  /** What such a note means, in a sentence or two. */
  readonly meaning: string;
  /** The section of the specification: `VT-d 8.4`. */
  readonly section: string;
  /** The Linux function that shows the consequence, if there is one. */
  readonly linux?: string;
}

export const NOTE_KINDS = {
  "reserved-not-zero": {
    weight: "suspect",
    meaning: "Reserved bits are set. Current software ignores them; a later revision may give them a meaning.",
    section: "VT-d 8.1 to 8.9",
  },
  "x2apic-opt-out-without-remapping": {
    weight: "suspect",
    meaning: "The header opts out of x2APIC without offering interrupt remapping, so the opt-out has no effect.",
    section: "VT-d 8.1",
    linux: "intel_prepare_irq_remapping",
  },
  "interrupt-remapping-without-ioapic": {
    weight: "suspect",
    meaning:
      "The header offers interrupt remapping, but no DRHD lists an IOAPIC: Linux then leaves interrupt remapping off on any machine that has one.",
    section: "VT-d 8.3.1",
    linux: "parse_ioapics_under_ir",
  },
  "ioapic-id-duplicate": {
    weight: "wrong",
    meaning:
      "The same IOAPIC enumeration ID appears in two DRHD scopes, with different paths or under different units.",
    section: "VT-d 8.3.1",
    linux: "ir_parse_one_ioapic_scope",
  },
  "unit-registers-at-zero": {
    weight: "wrong",
    meaning: "A DRHD has register base 0: Linux reports a broken BIOS and uses none of the remapping units.",
    section: "VT-d 8.3",
    linux: "dmar_validate_one_drhd",
  },
  "unit-registers-unaligned": {
    weight: "wrong",
    meaning: "The register base of a DRHD is not aligned to 4 KiB.",
    section: "VT-d 8.3",
    linux: "map_iommu",
  },
  "unit-registers-beyond-width": {
    weight: "suspect",
    meaning: "The registers of a DRHD lie above the host address width given in the header.",
    section: "VT-d 8.1",
  },
  "unit-duplicate": {
    weight: "wrong",
    meaning:
      "Two DRHDs of one segment have the same register base: Linux keeps the first and ignores the scope of the second.",
    section: "VT-d 8.3",
    linux: "dmar_find_dmaru",
  },
  "unit-registers-overlap": {
    weight: "wrong",
    meaning: "The register ranges of two DRHDs overlap: Linux cannot reserve the second range and rejects the table.",
    section: "VT-d 8.3",
    linux: "map_iommu",
  },
  "device-in-two-units": {
    weight: "wrong",
    meaning: "The same device is in the scope of two DRHDs of a segment, but it can only be behind one of them.",
    section: "VT-d 8.3",
    linux: "dmar_pci_bus_add_dev",
  },
  "include-all-duplicate": {
    weight: "wrong",
    meaning:
      "Two DRHDs of a segment have INCLUDE_PCI_ALL: a device that no scope lists can only be behind one of them, and Linux takes the first.",
    section: "VT-d 8.3",
    linux: "dmar_register_drhd_unit",
  },
  "include-all-lists-device": {
    weight: "legal",
    meaning:
      "A DRHD with INCLUDE_PCI_ALL also lists a PCI device, which it includes anyway; Linux does not read the entry.",
    section: "VT-d 8.3",
    linux: "dmar_pci_bus_add_dev",
  },
  "segment-without-include-all": {
    weight: "legal",
    meaning:
      "No DRHD of a segment has INCLUDE_PCI_ALL: the DMA of devices that no scope lists, hot-plugged ones included, is not translated.",
    section: "VT-d 8.3",
    linux: "device_lookup_iommu",
  },
  "segment-without-unit": {
    weight: "wrong",
    meaning:
      "A structure refers to a segment without a DRHD: DMA there is not translated, and the structure has no effect.",
    section: "VT-d 8.3",
    linux: "device_lookup_iommu",
  },
  "device-without-unit": {
    weight: "wrong",
    meaning: "A structure names a device that is in no DRHD scope of its segment: its DMA is not translated.",
    section: "VT-d 8.3",
    linux: "device_lookup_iommu",
  },
  "scope-duplicate": {
    weight: "suspect",
    meaning:
      "A structure lists the same device scope twice: the second has no effect, and may have been meant to name something else.",
    section: "VT-d 8.3.1",
    linux: "dmar_insert_dev_scope",
  },
  "endpoint-and-bridge": {
    weight: "wrong",
    meaning:
      "One scope treats a function as an endpoint, another as a bridge: one of them does not match the header type, and Linux then disables the IOMMU at boot.",
    section: "VT-d 8.3.1",
    linux: "dmar_insert_dev_scope",
  },
  "start-bus-may-not-be-root": {
    weight: "suspect",
    meaning:
      "A path starts at a bus other than 0 at which no DRHD path starts. Paths must start at a root bus and list every bridge below it.",
    section: "VT-d 8.3.1",
    linux: "dmar_match_pci_path",
  },
  "rmrr-below-1-mib": {
    weight: "legal",
    meaning: "An RMRR starts below 1 MiB: legacy memory, rarely still needed.",
    section: "VT-d 8.4",
  },
  "rmrr-over-interrupt-window": {
    weight: "wrong",
    meaning: "An RMRR overlaps [0xfee00000, 0xfeefffff]: DMA writes there are interrupts, never memory accesses.",
    section: "VT-d 3.14",
    linux: "intel_iommu_get_resv_regions",
  },
  "rmrr-over-unit-registers": {
    weight: "wrong",
    meaning: "An RMRR covers the registers of a DRHD: its devices are allowed to reprogram the remapping hardware.",
    section: "VT-d 8.4",
  },
  "rmrr-names-bridge": {
    weight: "legal",
    meaning:
      "An RMRR names a bridge: every function below it gets the region, hot-plugged ones included. Linux before 5.3 applied it to the bridge alone.",
    section: "VT-d 8.3.1",
    linux: "is_downstream_to_pci_bridge",
  },
  "rmrr-scope-ignored": {
    weight: "suspect",
    meaning: "An RMRR names an IOAPIC, an HPET or an ACPI namespace device: Linux assigns the region to none of these.",
    section: "VT-d 8.3.1",
    linux: "dmar_insert_dev_scope",
  },
  "rmrr-duplicate": {
    weight: "suspect",
    meaning: "Two RMRRs report the same range for the same device: the second has no effect.",
    section: "VT-d 8.4",
    linux: "iommu_insert_resv_region",
  },
  "rmrr-ranges-equal": {
    weight: "legal",
    meaning:
      "Two RMRRs report the same range for different devices, which share the memory. One RMRR with all the scopes would do.",
    section: "VT-d 8.4",
  },
  "rmrr-ranges-overlap": {
    weight: "suspect",
    meaning:
      "Two RMRRs report different ranges that overlap. The specification does not forbid it, but one of the limits may be off.",
    section: "VT-d 8.4",
    linux: "iommu_insert_resv_region",
  },
  "atsr-scope-not-root-port": {
    weight: "wrong",
    meaning: "An ATSR scope is not of type 2 (sub-hierarchy), as root ports are.",
    section: "VT-d 8.5",
  },
  "atsr-scope-ignored": {
    weight: "suspect",
    meaning: "An ATSR with ALL_PORTS also lists root ports; its scopes are not read.",
    section: "VT-d 8.5",
    linux: "dmar_parse_one_atsr",
  },
  "rhsa-without-unit": {
    weight: "wrong",
    meaning: "An RHSA refers to a register base that no DRHD has: Linux reports a broken BIOS.",
    section: "VT-d 8.6",
    linux: "dmar_parse_one_rhsa",
  },
  "rhsa-conflict": {
    weight: "wrong",
    meaning: "Two RHSAs place the same unit in different proximity domains: Linux uses the last.",
    section: "VT-d 8.6",
    linux: "dmar_parse_one_rhsa",
  },
  "andd-without-scope": {
    weight: "wrong",
    meaning: "An ANDD declares a device that no DRHD scope lists: its DMA is not translated.",
    section: "VT-d 8.7",
    linux: "dmar_acpi_insert_dev_scope",
  },
  "andd-number-duplicate": {
    weight: "wrong",
    meaning: "Two ANDDs use the same device number: a scope with that number cannot tell them apart.",
    section: "VT-d 8.7",
    linux: "dmar_acpi_insert_dev_scope",
  },
  "andd-name-not-absolute": {
    weight: "suspect",
    meaning: "The object name of an ANDD does not start with a backslash, as an absolute namespace path does.",
    section: "VT-d 8.7",
    linux: "dmar_acpi_dev_scope_init",
  },
  "namespace-scope-without-andd": {
    weight: "wrong",
    meaning: "A scope refers to an ACPI namespace device number that no ANDD declares.",
    section: "VT-d 8.3.1",
    linux: "dmar_acpi_dev_scope_init",
  },
} as const;

export type NoteCode = keyof typeof NOTE_KINDS;

export function noteKind(code: NoteCode): NoteKind {
  return NOTE_KINDS[code];
}
