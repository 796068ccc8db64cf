/** PCI class codes (PCI Code and ID Assignment Specification) that the rules of RMRRs tell apart. */

/** Serial bus controller, USB: any programming interface, UHCI to USB4. */
export const CLASS_USB = 0x0c03;
/** Base class of display controllers. */
export const BASE_CLASS_DISPLAY = 0x03;
/** Base class of bridges. */
export const BASE_CLASS_BRIDGE = 0x06;
/** ISA bridge: Linux's floppy workaround keeps the first 16 MiB for it. */
export const CLASS_ISA_BRIDGE = 0x0601;
/** Bridge, other: what Linux before 5.6 let a sub-hierarchy scope name behind an endpoint header. */
export const CLASS_BRIDGE_OTHER = 0x0680;

/** The base class, the upper eight bits of a 24-bit class code. */
export function baseClass(classCode: number): number {
  return classCode >>> 16;
}

/** Base class and sub-class, the upper sixteen bits of a 24-bit class code. */
export function classWithoutInterface(classCode: number): number {
  return classCode >>> 8;
}
