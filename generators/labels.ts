/** The labels under which a realised scenario knows the devices, groups and lists of a plan. */

import {
  BASE_CLASS_DISPLAY,
  baseClass,
  CLASS_ISA_BRIDGE,
  CLASS_USB,
  classWithoutInterface,
} from "../model/class-code.ts";
import { type DeviceReference, NONE, otherDeviceOf, type Plan, type PlanFunction } from "./plan.ts";

/** Ethernet controller. */
const CLASS_ETHERNET = 0x0200;

/** What a reader calls such a function. */
function nounFor(fn: PlanFunction): string {
  if (fn.physicalFunction !== NONE) return "vf";
  if (fn.headerType !== 0) return "bridge";
  switch (classWithoutInterface(fn.classCode)) {
    case CLASS_USB:
      return "usb";
    case CLASS_ETHERNET:
      return "nic";
    case CLASS_ISA_BRIDGE:
      return "isa";
    default:
      return baseClass(fn.classCode) === BASE_CLASS_DISPLAY ? "display" : "function";
  }
}

export function functionLabel(plan: Plan, index: number): string {
  const fn = plan.functions[index]!;
  return fn.label ?? nounFor(fn) + index;
}

export function otherDeviceLabel(plan: Plan, index: number): string {
  return plan.otherDevices[index]!.label ?? `platform${index}`;
}

export function deviceLabel(plan: Plan, reference: DeviceReference): string {
  return reference >= 0 ? functionLabel(plan, reference) : otherDeviceLabel(plan, otherDeviceOf(reference));
}

export function groupLabel(plan: Plan, index: number): string {
  return plan.groups[index]!.label ?? `group${index}`;
}

export function listLabel(list: number): string {
  return `list${list}`;
}
