/**
 * Which RMRRs of a table are good: those that software has to honour whatever else is wrong with the table.
 *
 * An RMRR is good if nothing in its own bytes is at fault, in a table whose structures are all found, with a
 * right Checksum and a host address width that can be. Scopes of a type that is not known are no fault of
 * the RMRR: they are stepped over by Length.
 */

import { PAGE_SIZE } from "../region.ts";
import type { DecodedTable } from "./decode.ts";
import type { DeviceScope, RmrrStructure } from "./table.ts";
import { SCOPE_NAMESPACE } from "./table.ts";

const OFFSET_BITS = Math.log2(Number(PAGE_SIZE));

/** The good RMRRs of a table, in its order. */
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

/** True if nothing is wrong with the RMRR's own bytes, in a table whose width can be. */
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
 * True for a host address width, minus 1 as the table has it, of 12 to 64 bits: a narrower one could not
 * address a page, a wider one has no address.
 */
export function isPossibleWidth(hostAddressWidth: number): boolean {
  return hostAddressWidth >= OFFSET_BITS - 1 && hostAddressWidth <= 63;
}

export function isAligned(address: bigint): boolean {
  return BigInt.asUintN(OFFSET_BITS, address) === 0n;
}

/** True if an address needs more bits than the width, which is minus 1 as the table has it. */
export function isBeyondWidth(address: bigint, hostAddressWidth: number): boolean {
  return BigInt.asUintN(hostAddressWidth + 1, address) !== address;
}

/** True if a path of this type consists of a device and a function a hop. */
export function hasHops(scope: DeviceScope): boolean {
  return scope.type >= 1 && scope.type <= SCOPE_NAMESPACE;
}

/** True if a bus can have the devices and functions of the path, or the type is not known. */
export function hasPossiblePath(scope: DeviceScope): boolean {
  return !hasHops(scope) || scope.path.every((hop) => hop.device <= 31 && hop.function <= 7);
}
