/** A platform made by hand that has a bit of everything and is valid, and ways to change it. */

import { encodeTable } from "../../model/dmar/encode.ts";
import type { DmarStructure } from "../../model/dmar/table.ts";
import type { PciFunction, Platform } from "../../model/platform.ts";
import { HEADER } from "../dmar/hand-made-tables.ts";

type Written = Partial<PciFunction> & Pick<PciFunction, "label" | "bus">;

/** An endpoint on device 0 of segment 0, as far as nothing else is said. */
export function pci(fields: Written): PciFunction {
  return { kind: "pci", segment: 0, device: 0, function: 0, classCode: 0x02_00_00, headerType: 0, ...fields };
}

/** A bridge. */
export function bridge(
  fields: Written & { readonly secondaryBus: number; readonly subordinateBus: number },
): PciFunction {
  return pci({ classCode: 0x06_04_00, headerType: 1, ...fields });
}

export function drhd(segment: number): DmarStructure {
  return { kind: "drhd", flags: 1, size: 0, segment, registerBase: 0xfed9_0000n, scopes: [] };
}

export function tableWith(...structures: DmarStructure[]): Uint8Array {
  return encodeTable({ header: HEADER, structures });
}

/**
 * Segment 0, root bus 0: a root port with a switch of two ports, an SR-IOV device whose virtual functions reach
 * the next bus, a CardBus bridge, an ARI device, and a slot that is empty at first. Root bus 0x80 of the same
 * segment, segment 1 with the same numbers, and a VMD domain.
 */
export const HAND_MADE: Platform = {
  rootBuses: [
    { segment: 0, bus: 0, lastBus: 0x7f },
    { segment: 0, bus: 0x80, lastBus: 0xff },
    { segment: 1, bus: 0, lastBus: 0xff },
    { segment: 0x1_0000, bus: 0, lastBus: 0x1f },
  ],
  functions: [
    pci({ label: "gpu", bus: 0, device: 2, classCode: 0x03_00_00 }),
    pci({ label: "xhci", bus: 0, device: 0x14, classCode: 0x0c_03_30 }),
    pci({ label: "sram", bus: 0, device: 0x14, function: 2 }),
    bridge({ label: "port", bus: 0, device: 0x1c, secondaryBus: 1, subordinateBus: 5 }),
    bridge({ label: "switch", bus: 1, parent: "port", secondaryBus: 2, subordinateBus: 5 }),
    bridge({ label: "down0", bus: 2, parent: "switch", secondaryBus: 3, subordinateBus: 3 }),
    bridge({ label: "down1", bus: 2, device: 1, parent: "switch", secondaryBus: 4, subordinateBus: 5 }),
    pci({ label: "nic", bus: 3, parent: "down0" }),
    pci({ label: "nic-ari", bus: 3, function: 9, parent: "down0" }),
    pci({ label: "pf", bus: 4, parent: "down1" }),
    pci({ label: "vf0", bus: 4, device: 2, function: 1, parent: "down1", physicalFunction: "pf" }),
    pci({ label: "vf1", bus: 5, function: 3, parent: "down1", physicalFunction: "pf" }),
    bridge({ label: "cardbus", bus: 0, device: 0x1e, headerType: 2, secondaryBus: 6, subordinateBus: 9 }),
    bridge({ label: "slot", bus: 0, device: 0x1d, secondaryBus: 0x20, subordinateBus: 0x2f, absent: true }),
    pci({ label: "card", bus: 0x20, parent: "slot", absent: true }),
    pci({ label: "card-vf", bus: 0x21, parent: "slot", physicalFunction: "card", absent: true }),
    bridge({ label: "root-pf-side", bus: 0x80, device: 1, secondaryBus: 0x90, subordinateBus: 0x9f }),
    pci({ label: "root-pf", bus: 0x80 }),
    pci({ label: "root-vf", bus: 0x81, physicalFunction: "root-pf" }),
    pci({ label: "other-segment", bus: 0, segment: 1, device: 2 }),
    pci({ label: "vmd", bus: 0, segment: 0x1_0000 }),
  ],
  otherDevices: [
    { kind: "other", label: "i2c", acpiName: "\\_SB.I2C" },
    { kind: "other", label: "uart", acpiName: "\\_SB.UART" },
    { kind: "other", label: "nameless" },
  ],
  groups: [
    { label: "group0", members: ["gpu", "xhci", "i2c"] },
    { label: "group1", members: ["nic"] },
    { label: "empty", members: [] },
  ],
  dmar: tableWith(drhd(0), drhd(1)),
};

/** The platform with some fields of one function changed; a field set to undefined is left out. */
export function changed(
  label: string,
  fields: { [Key in keyof PciFunction]?: PciFunction[Key] | undefined },
): Platform {
  return {
    ...HAND_MADE,
    functions: HAND_MADE.functions.map((fn) => (fn.label === label ? withFields(fn, fields) : fn)),
  };
}

function withFields(fn: PciFunction, fields: object): PciFunction {
  const entries = Object.entries({ ...fn, ...fields }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as unknown as PciFunction;
}

/** The platform with functions added at the end. */
export function withFunctions(...functions: PciFunction[]): Platform {
  return { ...HAND_MADE, functions: [...HAND_MADE.functions, ...functions] };
}

/** The platform with one function moved to the end of the list. */
export function movedToEnd(label: string): Platform {
  const functions = HAND_MADE.functions.filter((fn) => fn.label !== label);
  return { ...HAND_MADE, functions: [...functions, ...HAND_MADE.functions.filter((fn) => fn.label === label)] };
}
