/**
 * Which RMRRs of a table are good: those that software must honour whatever else is wrong with the table.
 *
 * An RMRR is good if its own bytes have no fault, and the table has a correct Checksum, a possible host address width,
 * and structures that can all be found. Scopes of an unknown type are not a fault of the RMRR: software skips them by
 * their Length.
 */

import { PAGE_SIZE } from "../region.ts";
import type { DecodedTable } from "./decode.ts";
import type { DeviceScope, RmrrStructure } from "./table.ts";
import { SCOPE_NAMESPACE } from "./table.ts";

const OFFSET_BITS = Math.log2(Number(PAGE_SIZE));

/** The good RMRRs of a table, in the order of the table. */
export function goodRmrrs(decoded: DecodedTable): readonly RmrrStructure[] {
  const good: RmrrStructure[] = [];
  if (!isGoodTable(decoded)) return good;
  for (const { structure } of decoded.structures) {
    if (structure.kind === "rmrr" && isGoodInItself(structure, decoded.header.hostAddressWidth)) good.push(structure);
  }
  return good;
}

/** True if nothing is wrong with the table as a whole, so that its RMRRs can be good. */
export function isGoodTable(decoded: DecodedTable): boolean {
  const { header, allFound, checksumRight } = decoded;
  return (
    allFound && checksumRight && header.signatureOverride === undefined && isPossibleWidth(header.hostAddressWidth)
  );
}

/** True if nothing is wrong with the RMRR's own bytes, given a possible host address width. */
function isGoodInItself(rmrr: RmrrStructure, hostAddressWidth: number): boolean {
  return (
    rmrr.rest === undefined &&
    rmrr.scopes.length > 0 &&
    rmrr.base < rmrr.limit &&
    isAligned(rmrr.base) &&
    isAligned(rmrr.limit + 1n) &&
    !isBeyondWidth(rmrr.limit, hostAddressWidth) &&
    rmrr.scopes.every(hasPossiblePath)
  );
}

/**
 * True for a host address width of 12 to 64 bits, given minus 1 as in the table: a narrower one cannot address a page,
 * and no address is wider.
 */
export function isPossibleWidth(hostAddressWidth: number): boolean {
  return hostAddressWidth >= OFFSET_BITS - 1 && hostAddressWidth <= 63;
}

export function isAligned(address: bigint): boolean {
  return BigInt.asUintN(OFFSET_BITS, address) === 0n;
}

/** True if an address needs more bits than the width, which is given minus 1 as in the table. */
export function isBeyondWidth(address: bigint, hostAddressWidth: number): boolean {
  return BigInt.asUintN(hostAddressWidth + 1, address) !== address;
}

/** True if each hop of a path of this scope type is a device and a function. */
export function hasHops(scope: DeviceScope): boolean {
  return scope.type >= 1 && scope.type <= SCOPE_NAMESPACE;
}

/** True if the device and function numbers of the path can exist, or the type is unknown. */
export function hasPossiblePath(scope: DeviceScope): boolean {
  return !hasHops(scope) || scope.path.every((hop) => hop.device <= 31 && hop.function <= 7);
}
