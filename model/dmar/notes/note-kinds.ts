/**
 * What is worth hearing about a DMAR table although every field of it can be read: the kinds of notes.
 *
 * A fault (`TABLE_FAULTS`) breaks the format. A note is about what a right format says: that firmware very probably
 * meant something else, or that what it asks for has a consequence which is easily overlooked.
 */

/**
 * - `wrong`: the specification asks for something else, or software cannot do what the table says;
 * - `doubtful`: wrong unless something holds that the table alone does not tell, or without any effect;
 * - `legal`: as it may be, with a consequence that has to be meant.
 */
export type NoteWeight = "wrong" | "doubtful" | "legal";

export interface NoteKind {
  readonly weight: NoteWeight;
  /** What such a note says, in one sentence. */
  readonly meaning: string;
  /** Where it is written: `VT-d 8.4`. */
  readonly section: string;
  /** The function of Linux in which the consequence shows, where there is one. */
  readonly linux?: string;
}

export const NOTE_KINDS = {
  "reserved-not-zero": {
    weight: "doubtful",
    meaning: "Bits are set that the specification reserves: software of today ignores them, that of tomorrow may not.",
    section: "VT-d 8.1 to 8.9",
  },
  "x2apic-opt-out-alone": {
    weight: "doubtful",
    meaning: "The table opts out of x2APIC without offering interrupt remapping; nobody asks then.",
    section: "VT-d 8.1",
    linux: "intel_prepare_irq_remapping",
  },
  "interrupt-remapping-without-ioapic": {
    weight: "doubtful",
    meaning:
      "The table offers interrupt remapping, and no unit has an IOAPIC in its scope: Linux leaves it off on every machine that has one.",
    section: "VT-d 8.3.1",
    linux: "parse_ioapics_under_ir",
  },
  "ioapic-in-scope-twice": {
    weight: "wrong",
    meaning: "Two scopes of units give one IOAPIC's enumeration ID; only one source of its interrupts can be right.",
    section: "VT-d 8.3.1",
    linux: "ir_parse_one_ioapic_scope",
  },
  "unit-registers-at-zero": {
    weight: "wrong",
    meaning: "A DRHD has its registers at address 0: Linux gives up all remapping hardware of the machine.",
    section: "VT-d 8.3",
    linux: "dmar_validate_one_drhd",
  },
  "unit-registers-unaligned": {
    weight: "wrong",
    meaning: "A DRHD's registers do not begin at a page of 4 KiB.",
    section: "VT-d 8.3",
    linux: "map_iommu",
  },
  "unit-registers-beyond-width": {
    weight: "doubtful",
    meaning: "A DRHD's registers lie beyond the host address width that the header gives.",
    section: "VT-d 8.1",
  },
  "unit-twice": {
    weight: "wrong",
    meaning: "Two DRHDs of one segment have the same registers: Linux keeps the first and drops the other's scope.",
    section: "VT-d 8.3",
    linux: "dmar_find_dmaru",
  },
  "unit-registers-overlap": {
    weight: "wrong",
    meaning: "The registers of two DRHDs overlap: Linux cannot reserve the second's, and gives up the table.",
    section: "VT-d 8.3",
    linux: "map_iommu",
  },
  "device-in-two-units": {
    weight: "wrong",
    meaning: "Two DRHDs of one segment have the same device in their scope; a device is behind one unit.",
    section: "VT-d 8.3",
    linux: "dmar_pci_bus_add_dev",
  },
  "include-all-names-device": {
    weight: "legal",
    meaning:
      "A DRHD that includes all devices of its segment names some too: it has them anyway, and Linux does not read these entries.",
    section: "VT-d 8.3",
    linux: "dmar_pci_bus_add_dev",
  },
  "segment-without-include-all": {
    weight: "legal",
    meaning:
      "No DRHD of a segment includes all its devices: one that no scope names, hot-plugged ones too, is behind no unit.",
    section: "VT-d 8.3",
    linux: "device_lookup_iommu",
  },
  "segment-without-unit": {
    weight: "wrong",
    meaning:
      "A structure is about a segment that has no DRHD: no DMA there is translated, so what it says is not heard.",
    section: "VT-d 8.3",
    linux: "device_lookup_iommu",
  },
  "device-without-unit": {
    weight: "wrong",
    meaning: "A structure names a device that is in the scope of no DRHD of its segment: its DMA is not translated.",
    section: "VT-d 8.3",
    linux: "device_lookup_iommu",
  },
  "scope-twice": {
    weight: "doubtful",
    meaning: "A structure names a device twice; the second entry adds nothing, and may have been meant for another.",
    section: "VT-d 8.3.1",
    linux: "dmar_insert_dev_scope",
  },
  "endpoint-and-bridge": {
    weight: "wrong",
    meaning:
      "One scope takes a function for an endpoint, another for a bridge: Linux switches the IOMMU off at boot over the one that the function is not.",
    section: "VT-d 8.3.1",
    linux: "dmar_insert_dev_scope",
  },
  "start-bus-perhaps-not-root": {
    weight: "doubtful",
    meaning:
      "A path starts at a bus that is not 0, and no DRHD's does: a path has to start at a root bus, and go through the bridges below it.",
    section: "VT-d 8.3.1",
    linux: "dmar_match_pci_path",
  },
  "rmrr-below-1-mib": {
    weight: "legal",
    meaning:
      "An RMRR begins in the first megabyte, where DOS memory and option ROMs are: kept for legacy devices, rarely still needed.",
    section: "VT-d 8.4",
  },
  "rmrr-over-interrupt-window": {
    weight: "wrong",
    meaning:
      "An RMRR covers addresses of [0xfee00000, 0xfeefffff]: what a device writes there is an interrupt and never memory.",
    section: "VT-d 3.14",
    linux: "intel_iommu_get_resv_regions",
  },
  "rmrr-over-unit-registers": {
    weight: "wrong",
    meaning: "An RMRR covers the registers of a DRHD: its devices would be allowed to switch translation off.",
    section: "VT-d 8.4",
  },
  "rmrr-names-bridge": {
    weight: "legal",
    meaning:
      "An RMRR names a bridge: every function below it gets the region, now or hot-plugged later. Linux before 5.3 gave it to the bridge alone.",
    section: "VT-d 8.3.1",
    linux: "is_downstream_to_pci_bridge",
  },
  "rmrr-scope-not-heard": {
    weight: "doubtful",
    meaning:
      "An RMRR names an IOAPIC, an HPET or an ACPI namespace device: Linux gives reserved regions to none of them by such a scope.",
    section: "VT-d 8.3.1",
    linux: "dmar_insert_dev_scope",
  },
  "rmrr-twice": {
    weight: "doubtful",
    meaning: "Two RMRRs report one range for one device; the second adds nothing.",
    section: "VT-d 8.4",
    linux: "iommu_insert_resv_region",
  },
  "rmrr-ranges-equal": {
    weight: "legal",
    meaning:
      "Two RMRRs report one range for different devices, which share it; one RMRR with all scopes says the same.",
    section: "VT-d 8.4",
  },
  "rmrr-ranges-overlap": {
    weight: "doubtful",
    meaning:
      "Two RMRRs report ranges that overlap, and are not the same: nothing forbids it, and a boundary may be off.",
    section: "VT-d 8.4",
    linux: "iommu_insert_resv_region",
  },
  "atsr-names-no-root-port": {
    weight: "wrong",
    meaning: "An ATSR names something else than a bridge; it lists root ports.",
    section: "VT-d 8.5",
  },
  "atsr-scope-not-heard": {
    weight: "doubtful",
    meaning: "An ATSR for all root ports names some too; its scopes are not read.",
    section: "VT-d 8.5",
    linux: "dmar_parse_one_atsr",
  },
  "rhsa-without-unit": {
    weight: "wrong",
    meaning: "An RHSA is about registers that no DRHD has: Linux warns of broken firmware.",
    section: "VT-d 8.6",
    linux: "dmar_parse_one_rhsa",
  },
  "rhsa-twice": {
    weight: "wrong",
    meaning: "Two RHSAs put one unit into different proximity domains; Linux takes the last.",
    section: "VT-d 8.6",
    linux: "dmar_parse_one_rhsa",
  },
  "andd-without-scope": {
    weight: "wrong",
    meaning: "An ANDD declares a device that no DRHD's scope names by its number: it is behind no unit.",
    section: "VT-d 8.7",
    linux: "dmar_acpi_insert_dev_scope",
  },
  "andd-number-twice": {
    weight: "wrong",
    meaning: "Two ANDDs give one number to their devices; a scope with that number cannot tell them apart.",
    section: "VT-d 8.7",
    linux: "dmar_acpi_insert_dev_scope",
  },
  "andd-name-not-absolute": {
    weight: "doubtful",
    meaning: "An ANDD's object name does not begin with a backslash, as a full path of the ACPI namespace does.",
    section: "VT-d 8.7",
    linux: "dmar_acpi_dev_scope_init",
  },
  "namespace-scope-without-andd": {
    weight: "wrong",
    meaning: "A scope names an ACPI namespace device whose number no ANDD declares: nobody knows which it is.",
    section: "VT-d 8.3.1",
    linux: "dmar_acpi_dev_scope_init",
  },
} as const;

export type NoteCode = keyof typeof NOTE_KINDS;

export function noteKind(code: NoteCode): NoteKind {
  return NOTE_KINDS[code];
}
