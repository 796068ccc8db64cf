/** The PCI class codes (PCI Code and ID Assignment Specification) that the rules for RMRRs distinguish. */

/** Serial bus controller, USB: any programming interface, UHCI to USB4. */
export const CLASS_USB = 0x0c03;
/** Base class of display controllers. */
export const BASE_CLASS_DISPLAY = 0x03;
/** Base class of bridges. */
export const BASE_CLASS_BRIDGE = 0x06;
/** ISA bridge: Linux's floppy workaround reserves the first 16 MiB for it. */
export const CLASS_ISA_BRIDGE = 0x0601;
/** Bridge, other: the only class with a type 0 header that Linux before 5.6 let a sub-hierarchy scope name. */
export const CLASS_BRIDGE_OTHER = 0x0680;

/** The base class, the upper eight bits of a 24-bit class code. */
export function baseClass(classCode: number): number {
  return classCode >>> 16;
}

/** Base class and sub-class, the upper sixteen bits of a 24-bit class code. */
export function classWithoutInterface(classCode: number): number {
  return classCode >>> 8;
}
