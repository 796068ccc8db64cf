/**
 * Faults of a DMAR table that only show against the PCI hierarchy: paths that lead nowhere, and scope types that do not
 * match the header type of what they name (VT-d 8.3.1).
 *
 * A scope whose last hop names a function that is absent is not a fault: it covers nothing until the function appears.
 * Functions marked `absent` count as present here, because an `add` step may add them.
 */

import type { PciFunction, Platform } from "../platform.ts";
import { formatAddress, isBridge } from "../platform.ts";
import { busKey, requesterKey } from "../requester-id.ts";
import type { DecodedTable } from "./decode.ts";
import { decodeTable } from "./decode.ts";
import { SCOPE_FIXED_LENGTH } from "./layout.ts";
import { placedScopes } from "./placed-scopes.ts";
import { SECTION_DEVICE_SCOPE } from "./sections.ts";
import type { DeviceScope } from "./table.ts";
import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "./table.ts";
import type { FaultPlace } from "./table-fault.ts";

export const PATH_FAULT_CODES = [
  "start-bus-not-root",
  "hop-absent",
  "hop-not-bridge",
  "endpoint-scope-names-bridge",
  "sub-hierarchy-scope-names-endpoint",
] as const;

export type PathFaultCode = (typeof PATH_FAULT_CODES)[number];

export interface PathFault extends FaultPlace {
  readonly code: PathFaultCode;
  readonly section: string;
  /** One sentence, shown next to the place. */
  readonly message: string;
  /** The label of the function that the fault concerns, if there is one. */
  readonly device?: string;
}

/**
 * The faults of every readable scope of type 1 or 2 in the platform's table, at most one per scope.
 *
 * @param decoded the platform's decoded table, if it is at hand
 */
export function findPlatformFaults(
  platform: Platform,
  decoded: DecodedTable = decodeTable(platform.dmar),
): readonly PathFault[] {
  const hierarchy = new ByAddress(platform);
  const faults: PathFault[] = [];
  decoded.structures.forEach((found, index) => {
    for (const [scope, place] of placedScopes(found, index)) {
      if (scope.type !== SCOPE_ENDPOINT && scope.type !== SCOPE_SUB_HIERARCHY) continue;
      const { structure } = found;
      const fault = "segment" in structure ? pathFault(hierarchy, structure.segment, scope, place) : undefined;
      if (fault !== undefined) faults.push(fault);
    }
  });
  return faults;
}

function pathFault(
  hierarchy: ByAddress,
  segment: number,
  scope: DeviceScope,
  place: FaultPlace,
): PathFault | undefined {
  const section = SECTION_DEVICE_SCOPE;
  if (!hierarchy.isRootBus(segment, scope.startBus)) {
    const message = `Start bus ${hexadecimal(scope.startBus)} is no root bus of segment ${hexadecimal(segment)}.`;
    return { code: "start-bus-not-root", section, ...place, offset: place.offset + 5, message };
  }
  let bus = scope.startBus;
  for (const [hop, { device, function: number }] of scope.path.entries()) {
    const fn = hierarchy.at(segment, bus, device, number);
    if (hop === scope.path.length - 1) return fn === undefined ? undefined : headerFault(scope, fn, place);
    if (fn !== undefined && isBridge(fn) && fn.secondaryBus !== undefined) {
      bus = fn.secondaryBus;
      continue;
    }
    const at = { ...place, offset: place.offset + SCOPE_FIXED_LENGTH + 2 * hop, hop };
    const address = formatAddress({ segment, bus, device, function: number });
    if (fn === undefined) {
      return { code: "hop-absent", section, ...at, message: `The path goes on from ${address}, where no function is.` };
    }
    const message = `The path goes on from ${address}, which is no bridge.`;
    return { code: "hop-not-bridge", section, ...at, message, device: fn.label };
  }
  return undefined;
}

function headerFault(scope: DeviceScope, fn: PciFunction, place: FaultPlace): PathFault | undefined {
  const section = SECTION_DEVICE_SCOPE;
  if (scope.type === SCOPE_ENDPOINT && isBridge(fn)) {
    const message = `A scope of type 1, endpoint, names the bridge ${formatAddress(fn)}.`;
    return { code: "endpoint-scope-names-bridge", section, ...place, message, device: fn.label };
  }
  if (scope.type === SCOPE_SUB_HIERARCHY && !isBridge(fn)) {
    const message = `A scope of type 2, sub-hierarchy, names the endpoint ${formatAddress(fn)}.`;
    return { code: "sub-hierarchy-scope-names-endpoint", section, ...place, message, device: fn.label };
  }
  return undefined;
}

/** Functions by their address. */
class ByAddress {
  readonly #functions = new Map<number, PciFunction>();
  readonly #roots = new Set<number>();

  constructor({ functions, rootBuses }: Platform) {
    for (const fn of functions) this.#functions.set(requesterKey(fn), fn);
    for (const { segment, bus } of rootBuses) this.#roots.add(busKey(segment, bus));
  }

  isRootBus(segment: number, bus: number): boolean {
    return this.#roots.has(busKey(segment, bus));
  }

  /**
   * Device 1 function 0, as a hop names it, has the requester ID of ARI function 8 of device 0, but is not that
   * function. No two functions of one device share a requester ID, so comparing the device number is enough.
   */
  at(segment: number, bus: number, device: number, number: number): PciFunction | undefined {
    const fn = this.#functions.get(requesterKey({ segment, bus, device, function: number }));
    return fn?.device === device ? fn : undefined;
  }
}

function hexadecimal(value: number): string {
  return `0x${value.toString(16)}`;
}
