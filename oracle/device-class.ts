/** What the class of a device means for its regions. */

import {
  baseClass,
  BASE_CLASS_BRIDGE,
  BASE_CLASS_DISPLAY,
  CLASS_ISA_BRIDGE,
  CLASS_USB,
  classWithoutInterface,
} from "../model/class-code.ts";
import type { Device } from "../model/platform.ts";

/** Devices whose RMRRs Linux gives up once the operating system drives them, and all others. */
export type DeviceClass = "usb" | "graphics" | "other-class" | "not-pci";

export function deviceClass(device: Device): DeviceClass {
  if (device.kind !== "pci") return "not-pci";
  if (classWithoutInterface(device.classCode) === CLASS_USB) return "usb";
  return baseClass(device.classCode) === BASE_CLASS_DISPLAY ? "graphics" : "other-class";
}

/** `device_rmrr_is_relaxable`: USB and graphics. */
export function isRelaxableClass(of: DeviceClass): boolean {
  return of === "usb" || of === "graphics";
}

/** Bridges of every kind, including host and ISA bridges. */
export function isBridgeClass(device: Device): boolean {
  return device.kind === "pci" && baseClass(device.classCode) === BASE_CLASS_BRIDGE;
}

export function isIsaBridge(device: Device): boolean {
  return device.kind === "pci" && classWithoutInterface(device.classCode) === CLASS_ISA_BRIDGE;
}
