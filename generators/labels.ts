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

/** Labels from 0 to 63 for a noun, created once: a newly created string has to be hashed again by every lookup. */
type Labels = readonly string[];
const NUMBERED = 64;

function labelsOf(noun: string): Labels {
  return Array.from({ length: NUMBERED }, (_, number) => noun + number);
}

const VIRTUAL_FUNCTIONS: Labels = labelsOf("vf");
const BRIDGES: Labels = labelsOf("bridge");
const USB_CONTROLLERS: Labels = labelsOf("usb");
const NICS: Labels = labelsOf("nic");
const ISA_BRIDGES: Labels = labelsOf("isa");
const DISPLAYS: Labels = labelsOf("display");
const FUNCTIONS: Labels = labelsOf("function");
const OTHER_DEVICES: Labels = labelsOf("platform");
const GROUPS: Labels = labelsOf("group");
const LISTS: Labels = labelsOf("list");

function numbered(labels: Labels, number: number): string {
  return labels[number] ?? labels[0]!.slice(0, -1) + number;
}

/** The usual name for such a function. */
function labelsFor(fn: PlanFunction): Labels {
  if (fn.physicalFunction !== NONE) return VIRTUAL_FUNCTIONS;
  if (fn.headerType !== 0) return BRIDGES;
  switch (classWithoutInterface(fn.classCode)) {
    case CLASS_USB:
      return USB_CONTROLLERS;
    case CLASS_ETHERNET:
      return NICS;
    case CLASS_ISA_BRIDGE:
      return ISA_BRIDGES;
    default:
      return baseClass(fn.classCode) === BASE_CLASS_DISPLAY ? DISPLAYS : FUNCTIONS;
  }
}

export function functionLabel(plan: Plan, index: number): string {
  const fn = plan.functions[index]!;
  return fn.label ?? numbered(labelsFor(fn), index);
}

export function otherDeviceLabel(plan: Plan, index: number): string {
  return plan.otherDevices[index]!.label ?? numbered(OTHER_DEVICES, index);
}

export function deviceLabel(plan: Plan, reference: DeviceReference): string {
  return reference >= 0 ? functionLabel(plan, reference) : otherDeviceLabel(plan, otherDeviceOf(reference));
}

export function groupLabel(plan: Plan, index: number): string {
  return plan.groups[index]!.label ?? numbered(GROUPS, index);
}

export function listLabel(list: number): string {
  return numbered(LISTS, list);
}
