/** The rules for a valid PCI hierarchy: numbers, bridges above functions, virtual functions, function 0. */

import { formatAddress, isBridge } from "./platform.ts";
import type { PciFunction } from "./platform.ts";
import type { PlatformFault, PlatformFaultCode } from "./platform-fault.ts";
import { requesterKey } from "./requester-id.ts";

/** Linux counts PCI domains in an `int`. */
const GREATEST_SEGMENT = 0x7fff_ffff;

export function hierarchyFaults(functions: readonly PciFunction[]): PlatformFault[] {
  const faults: PlatformFault[] = [];
  const add = (code: PlatformFaultCode, labels: readonly string[], message: string): void => {
    faults.push({ code, labels, message });
  };
  const known = new Map(functions.map((fn) => [fn.label, fn]));
  const before = new Set<string>();
  for (const fn of functions) {
    for (const problem of [...addressProblems(fn), ...fieldProblems(fn)]) {
      add("number-out-of-range", [fn.label], `${fn.label}: ${problem}.`);
    }
    headerFaults(fn, add);
    parentFaults(fn, known, before, add);
    if (fn.physicalFunction !== undefined) virtualFunctionFaults(fn, fn.physicalFunction, known, before, add);
    before.add(fn.label);
  }
  // An impossible address would be mistaken for that of another function.
  slotFaults(
    functions.filter((fn) => addressProblems(fn).next().done),
    add,
  );
  return faults;
}

type Add = (code: PlatformFaultCode, labels: readonly string[], message: string) => void;

function* addressProblems(fn: PciFunction): Generator<string> {
  if (!isWithin(fn.segment, GREATEST_SEGMENT)) yield `segment ${fn.segment} is not within 0 to 0x7fffffff`;
  if (!isWithin(fn.bus, 255)) yield `bus ${fn.bus} is not within 0 to 255`;
  if (!isWithin(fn.device, 31)) yield `device ${fn.device} is not within 0 to 31`;
  // Alternative Routing-ID Interpretation uses the bits of the device number for more functions of device 0.
  const greatest = fn.device === 0 ? 255 : 7;
  if (!isWithin(fn.function, greatest)) yield `function ${fn.function} is not within 0 to ${greatest}`;
}

function* fieldProblems(fn: PciFunction): Generator<string> {
  if (!isWithin(fn.classCode, 0xff_ffff)) yield `class code ${fn.classCode} is not within 0 to 0xffffff`;
  if (!isWithin(fn.headerType, 2)) yield `header type ${fn.headerType} is not within 0 to 2`;
  if (!isWithin(fn.secondaryBus ?? 0, 255)) yield `secondary bus ${fn.secondaryBus} is not within 0 to 255`;
  if (!isWithin(fn.subordinateBus ?? 0, 255)) yield `subordinate bus ${fn.subordinateBus} is not within 0 to 255`;
}

function isWithin(value: number, greatest: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= greatest;
}

function headerFaults(fn: PciFunction, add: Add): void {
  const numbers = [fn.secondaryBus, fn.subordinateBus].filter((bus) => bus !== undefined).length;
  if (numbers === (isBridge(fn) ? 2 : 0)) return;
  const message = `${fn.label} has header type ${fn.headerType} and ${numbers} of secondary and subordinate bus.`;
  add("header-bus-numbers", [fn.label], message);
}

function parentFaults(
  fn: PciFunction,
  known: ReadonlyMap<string, PciFunction>,
  before: ReadonlySet<string>,
  add: Add,
): void {
  if (fn.parent === undefined) return;
  const labels = [fn.label, fn.parent];
  const parent = known.get(fn.parent);
  if (parent === undefined)
    return add("parent-unknown", labels, `${fn.label} is below ${fn.parent}, which is not there.`);
  if (!before.has(fn.parent))
    add("parent-not-before", labels, `${fn.label} stands before ${fn.parent}, the bridge above it.`);
  if (!isBridge(parent)) add("parent-no-bridge", labels, `${fn.label} is below ${fn.parent}, which is no bridge.`);
  if (parent.segment !== fn.segment) {
    add("parent-other-segment", labels, `${fn.label} and ${fn.parent} above it are of different segments.`);
  }
  if (parent.absent && !fn.absent) {
    add("present-below-absent", labels, `${fn.label} is present below ${fn.parent}, which is absent.`);
  }
}

function virtualFunctionFaults(
  fn: PciFunction,
  physicalLabel: string,
  known: ReadonlyMap<string, PciFunction>,
  before: ReadonlySet<string>,
  add: Add,
): void {
  const labels = [fn.label, physicalLabel];
  if (isBridge(fn)) {
    add(
      "virtual-function-bridge",
      [fn.label],
      `${fn.label} is a virtual function and a bridge: no path goes through one.`,
    );
  }
  const physical = known.get(physicalLabel);
  if (physical === undefined) {
    const message = `${fn.label} is a virtual function of ${physicalLabel}, which is not there.`;
    return add("physical-function-unknown", labels, message);
  }
  if (!before.has(physicalLabel)) {
    add("physical-function-not-before", labels, `${fn.label} stands before ${physicalLabel}, its physical function.`);
  }
  if (physical.physicalFunction !== undefined) {
    add("physical-function-virtual", labels, `${physicalLabel}, of which ${fn.label} is one, is virtual itself.`);
  }
  if (physical.parent !== fn.parent || physical.segment !== fn.segment) {
    add(
      "physical-function-elsewhere",
      labels,
      `${fn.label} and ${physicalLabel}, its physical function, are not below one bridge.`,
    );
  }
  if (physical.absent && !fn.absent) {
    add("present-below-absent", labels, `${fn.label} is present although ${physicalLabel} is absent.`);
  }
}

/**
 * Each requester ID belongs to one function, and every device that does not consist of virtual functions has a function
 * 0.
 */
function slotFaults(functions: readonly PciFunction[], add: Add): void {
  const occupants = new Map<number, PciFunction>();
  for (const fn of functions) {
    const key = requesterKey(fn);
    const other = occupants.get(key);
    if (other === undefined) occupants.set(key, fn);
    else
      add("address-duplicate", [fn.label, other.label], `${fn.label} and ${other.label} share ${formatAddress(fn)}.`);
  }
  for (const fn of functions) {
    if (fn.function === 0 || fn.physicalFunction !== undefined) continue;
    const first = occupants.get(requesterKey({ ...fn, function: 0 }));
    if (first === undefined || first.physicalFunction !== undefined || (first.absent && !fn.absent)) {
      const address = formatAddress({ ...fn, function: 0 });
      add("function-0-missing", [fn.label], `${fn.label} is there, and function 0 of its device, ${address}, is not.`);
    }
  }
}
