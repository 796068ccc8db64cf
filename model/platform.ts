/**
 * A platform: the PCI hierarchy, the devices that are not PCI, the IOMMU groups and the DMAR table.
 *
 * Everything is plain data. Functions carry their addresses although these follow from the hierarchy, so that an
 * adapter in any language can use them without walking a tree; `validatePlatform` checks that the two agree.
 */

/** A PCI function, present or to be added later. */
export interface PciFunction {
  readonly kind: "pci";
  /** The name by which steps refer to the function; it never changes when buses are renumbered. */
  readonly label: string;
  /** PCI segment group, 0 to 0xffff; VMD domains start at 0x10000 and no DMAR structure can name them. */
  readonly segment: number;
  /** Bus number, 0 to 255: the secondary bus of `parent`, or a root bus; above it only for a virtual function. */
  readonly bus: number;
  /** Device number, 0 to 31. */
  readonly device: number;
  /** Function number, 0 to 7; up to 255 on device 0 where Alternative Routing-ID Interpretation is enabled. */
  readonly function: number;
  /** 24-bit class code: base class, sub-class, programming interface. */
  readonly classCode: number;
  /** Header layout: 0 endpoint, 1 PCI-to-PCI bridge, 2 CardBus bridge. */
  readonly headerType: 0 | 1 | 2;
  /** Label of the bridge above; absent for a function on a root bus. */
  readonly parent?: string;
  /** Bus numbers below the function, present if and only if the header type is 1 or 2. */
  readonly secondaryBus?: number;
  readonly subordinateBus?: number;
  /** Label of the physical function, if this is an SR-IOV virtual function. */
  readonly physicalFunction?: string;
  /** The function is absent at the start; an `add` step may add it. */
  readonly absent?: true;
}

/** A device behind the IOMMU that is not PCI, identified by its ACPI object name, which ANDD declares. */
export interface OtherDevice {
  readonly kind: "other";
  readonly label: string;
  /** ACPI object path such as `\_SB.PCI0.I2C1`, if an ANDD structure may name the device. */
  readonly acpiName?: string;
}

export type Device = PciFunction | OtherDevice;

/** A root bus, produced by a host bridge, with the last bus number available below it. */
export interface RootBus {
  readonly segment: number;
  readonly bus: number;
  readonly lastBus: number;
}

/** An IOMMU group: devices that can only be assigned together. */
export interface IommuGroup {
  readonly label: string;
  /** Labels of devices, in the order in which they joined. */
  readonly members: readonly string[];
}

export interface Platform {
  readonly rootBuses: readonly RootBus[];
  /** Every bridge precedes what is below it, every physical function its virtual functions. */
  readonly functions: readonly PciFunction[];
  readonly otherDevices: readonly OtherDevice[];
  /** Groups that steps refer to. A device in no group is in a group of its own. */
  readonly groups: readonly IommuGroup[];
  /** The DMAR table as the firmware provides it, including header and checksum. */
  readonly dmar: Uint8Array;
}

/** True if the function has buses below it. */
export function isBridge(fn: PciFunction): boolean {
  return fn.headerType !== 0;
}

/** The address of a function as `lspci -D` prints it: `0000:3a:00.0`. */
export function formatAddress(fn: Pick<PciFunction, "segment" | "bus" | "device" | "function">): string {
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
  return `${hex(fn.segment, 4)}:${hex(fn.bus, 2)}:${hex(fn.device, 2)}.${fn.function.toString(16)}`;
}
