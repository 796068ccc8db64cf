/** Platforms on the wire. */

import type { IommuGroup, OtherDevice, PciFunction, Platform, RootBus } from "../platform.ts";
import type { OtherDeviceWire, PciFunctionWire, PlatformWire } from "./wire-types.ts";
import type { WireReader } from "./wire-reader.ts";
import { bytesToWire, type Mutable } from "./write-values.ts";

/** Linux stores PCI domain numbers in an `int`. */
const GREATEST_SEGMENT = 0x7fff_ffff;

export function platformToWire(platform: Platform): PlatformWire {
  return {
    rootBuses: platform.rootBuses,
    functions: platform.functions.map(functionToWire),
    otherDevices: platform.otherDevices.map(otherDeviceToWire),
    groups: platform.groups,
    dmar: bytesToWire(platform.dmar),
  };
}

function functionToWire(fn: PciFunction): PciFunctionWire {
  const wire: Mutable<PciFunctionWire> = {
    label: fn.label,
    segment: fn.segment,
    bus: fn.bus,
    device: fn.device,
    function: fn.function,
    classCode: fn.classCode,
    headerType: fn.headerType,
  };
  if (fn.parent !== undefined) wire.parent = fn.parent;
  if (fn.secondaryBus !== undefined) wire.secondaryBus = fn.secondaryBus;
  if (fn.subordinateBus !== undefined) wire.subordinateBus = fn.subordinateBus;
  if (fn.physicalFunction !== undefined) wire.physicalFunction = fn.physicalFunction;
  if (fn.absent) wire.absent = true;
  return wire;
}

function otherDeviceToWire(device: OtherDevice): OtherDeviceWire {
  return device.acpiName === undefined ? { label: device.label } : { label: device.label, acpiName: device.acpiName };
}

export function readPlatform(value: unknown, name: string, at: WireReader): Platform {
  const raw = at.object(value, name);
  at.enter(name);
  const platform = {
    rootBuses: at.each(raw.rootBuses, "rootBuses", readRootBus),
    functions: at.each(raw.functions, "functions", readFunction),
    otherDevices: at.each(raw.otherDevices, "otherDevices", readOtherDevice),
    groups: at.each(raw.groups, "groups", readGroup),
    dmar: at.bytes(raw.dmar, "dmar"),
  };
  at.leave();
  return platform;
}

function readRootBus(value: unknown, at: WireReader): RootBus {
  const raw = at.object(value);
  return {
    segment: at.integer(raw.segment, "segment", 0, GREATEST_SEGMENT),
    bus: at.integer(raw.bus, "bus", 0, 0xff),
    lastBus: at.integer(raw.lastBus, "lastBus", 0, 0xff),
  };
}

function readFunction(value: unknown, at: WireReader): PciFunction {
  const raw = at.object(value);
  const fn: Mutable<PciFunction> = {
    kind: "pci",
    label: at.text(raw.label, "label"),
    segment: at.integer(raw.segment, "segment", 0, GREATEST_SEGMENT),
    bus: at.integer(raw.bus, "bus", 0, 0xff),
    device: at.integer(raw.device, "device", 0, 0x1f),
    function: at.integer(raw.function, "function", 0, 0xff),
    classCode: at.integer(raw.classCode, "classCode", 0, 0xff_ffff),
    headerType: at.integer(raw.headerType, "headerType", 0, 2) as 0 | 1 | 2,
  };
  if (raw.parent !== undefined) fn.parent = at.text(raw.parent, "parent");
  if (raw.secondaryBus !== undefined) fn.secondaryBus = at.integer(raw.secondaryBus, "secondaryBus", 0, 0xff);
  if (raw.subordinateBus !== undefined) fn.subordinateBus = at.integer(raw.subordinateBus, "subordinateBus", 0, 0xff);
  if (raw.physicalFunction !== undefined) fn.physicalFunction = at.text(raw.physicalFunction, "physicalFunction");
  if (raw.absent !== undefined) fn.absent = at.mark(raw.absent, "absent");
  return fn;
}

function readOtherDevice(value: unknown, at: WireReader): OtherDevice {
  const raw = at.object(value);
  const label = at.text(raw.label, "label");
  if (raw.acpiName === undefined) return { kind: "other", label };
  return { kind: "other", label, acpiName: at.text(raw.acpiName, "acpiName") };
}

function readGroup(value: unknown, at: WireReader): IommuGroup {
  const raw = at.object(value);
  return { label: at.text(raw.label, "label"), members: at.texts(raw.members, "members") };
}
