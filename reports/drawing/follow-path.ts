/** A device scope followed hop by hop, so that a person sees where it leads, or where it ends too early. */

import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY, type DeviceScope, type PathHop } from "../../model/dmar/table.ts";
import { formatAddress, isBridge, type PciFunction } from "../../model/platform.ts";
import { hex } from "../text/hex.ts";
import type { Address, Hierarchy } from "./hierarchy.ts";

export interface FollowedHop {
  readonly hop: PathHop;
  /** The bus on which the hop was looked for; undefined behind a hop that led nowhere. */
  readonly bus: number | undefined;
  readonly found: PciFunction | undefined;
}

export interface FollowedPath {
  readonly hops: readonly FollowedHop[];
  /** The function that the whole path leads to. */
  readonly named: PciFunction | undefined;
  /** Why it leads nowhere, or what is unusual about where it leads. */
  readonly note: string | undefined;
  /** Whether the sources leave open if such a scope names the function, so that it takes a profile to tell. */
  readonly open: boolean;
}

/** Follows the path of an endpoint or sub-hierarchy scope through the platform with all its functions present. */
export function followPath(hierarchy: Hierarchy, segment: number, scope: DeviceScope): FollowedPath {
  const hops: FollowedHop[] = [];
  let bus: number | undefined = scope.startBus;
  let problem: string | undefined;
  let absence: string | undefined;
  for (const [index, hop] of scope.path.entries()) {
    const address: Address | undefined = bus === undefined ? undefined : { segment, bus, ...hop };
    const found: PciFunction | undefined = address === undefined ? undefined : findHop(hierarchy, address);
    hops.push({ hop, bus, found });
    if (address !== undefined) {
      problem = problemOfHop(hierarchy, found, index === scope.path.length - 1, address);
      if (found?.absent === true) absence ??= `${found.label} is absent at first`;
    }
    bus = found?.secondaryBus;
  }
  const last = hops.at(-1);
  if (last === undefined) return { hops, named: undefined, note: "the path is empty", open: false };
  if (!hierarchy.isRootBus(segment, scope.startBus)) {
    const where = `bus ${hex(scope.startBus)} is not a root bus of segment ${hex(segment, 4)}`;
    if (hops.length > 1 || last.found === undefined) return { hops, named: undefined, note: where, open: false };
    return { hops, named: last.found, note: `by its present bus number: ${where}`, open: true };
  }
  const mismatch = noteOfHeader(scope.type, last.found);
  return { hops, named: last.found, note: problem ?? absence ?? mismatch, open: mismatch !== undefined };
}

function findHop(hierarchy: Hierarchy, address: Address): PciFunction | undefined {
  return isImpossible(address) ? undefined : hierarchy.at(address);
}

/** The fields of a hop are bytes; PCI has 32 devices, and a path 8 functions of each. */
function isImpossible(address: Address): boolean {
  return address.device > 31 || address.function > 7;
}

function problemOfHop(
  hierarchy: Hierarchy,
  found: PciFunction | undefined,
  isLast: boolean,
  address: Address,
): string | undefined {
  if (isImpossible(address)) return `no path can lead to ${formatAddress(address)}`;
  if (found !== undefined) return isLast || isBridge(found) ? undefined : `${found.label} is no bridge`;
  const virtual = hierarchy.virtualAt(address);
  return virtual === undefined
    ? `nothing is at ${formatAddress(address)}`
    : `${virtual.label} is a virtual function, which no path names`;
}

function noteOfHeader(type: number, named: PciFunction | undefined): string | undefined {
  if (named === undefined) return undefined;
  if (type === SCOPE_ENDPOINT && isBridge(named)) return "an endpoint scope that names a bridge";
  if (type === SCOPE_SUB_HIERARCHY && !isBridge(named)) return "a sub-hierarchy scope that names no bridge";
  return undefined;
}
