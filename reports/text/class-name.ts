/** Names of PCI classes, as the PCI Code and ID Assignment specification has them. */

const WITH_INTERFACE: ReadonlyMap<number, string> = new Map([
  [0x0c0300, "USB controller, UHCI"],
  [0x0c0310, "USB controller, OHCI"],
  [0x0c0320, "USB controller, EHCI"],
  [0x0c0330, "USB controller, xHCI"],
  [0x0c0340, "USB controller, USB4"],
  [0x0c03fe, "USB device"],
]);

const SUB_CLASSES: ReadonlyMap<number, string> = new Map([
  [0x0000, "unclassified device"],
  [0x0001, "VGA compatible device, pre-2.0"],
  [0x0100, "SCSI storage controller"],
  [0x0101, "IDE controller"],
  [0x0104, "RAID controller"],
  [0x0106, "SATA controller"],
  [0x0107, "SAS controller"],
  [0x0108, "NVMe controller"],
  [0x0200, "Ethernet controller"],
  [0x0280, "network controller"],
  [0x0300, "VGA compatible controller"],
  [0x0301, "XGA controller"],
  [0x0302, "3D controller"],
  [0x0380, "display controller"],
  [0x0400, "video device"],
  [0x0401, "audio device"],
  [0x0403, "HD audio device"],
  [0x0500, "RAM controller"],
  [0x0600, "host bridge"],
  [0x0601, "ISA bridge"],
  [0x0604, "PCI bridge"],
  [0x0607, "CardBus bridge"],
  [0x0609, "semi-transparent PCI bridge"],
  [0x0680, "bridge, other"],
  [0x0700, "serial controller"],
  [0x0780, "communication controller"],
  [0x0806, "IOMMU"],
  [0x0880, "system peripheral"],
  [0x0c00, "FireWire controller"],
  [0x0c02, "SSA controller"],
  [0x0c03, "USB controller"],
  [0x0c04, "Fibre Channel controller"],
  [0x0c05, "SMBus controller"],
  [0x0c07, "IPMI interface"],
  [0x0d00, "IrDA controller"],
  [0x1180, "signal processing controller"],
  [0x1200, "processing accelerator"],
]);

const BASE_CLASSES: readonly string[] = [
  "unclassified device",
  "mass storage controller",
  "network controller",
  "display controller",
  "multimedia controller",
  "memory controller",
  "bridge",
  "communication controller",
  "system peripheral",
  "input device",
  "docking station",
  "processor",
  "serial bus controller",
  "wireless controller",
  "intelligent controller",
  "satellite controller",
  "encryption controller",
  "signal processing controller",
  "processing accelerator",
  "non-essential instrumentation",
];

/** The name of a 24-bit class code and its number: `Ethernet controller [0200]`. */
export function className(classCode: number): string {
  const name =
    WITH_INTERFACE.get(classCode) ??
    SUB_CLASSES.get(classCode >>> 8) ??
    BASE_CLASSES[classCode >>> 16] ??
    "device of an unknown class";
  return `${name} [${(classCode >>> 8).toString(16).padStart(4, "0")}]`;
}
