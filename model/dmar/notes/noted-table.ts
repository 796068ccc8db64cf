/** A decoded table as the searches for notes need it: by kind of structure, and by scope. */

import type { DecodedTable } from "../decode.ts";
import { formatPath } from "../format-path.ts";
import { placedScopes } from "../placed-scopes.ts";
import type { ScopedStructure } from "../scope-faults.ts";
import type { FaultPlace } from "../table-fault.ts";
import {
  type DeviceScope,
  type DmarHeader,
  type DmarStructure,
  type DrhdStructure,
  namesPciFunction,
  type RmrrStructure,
} from "../table.ts";

export interface Placed<S extends DmarStructure> {
  readonly structure: S;
  readonly place: FaultPlace;
}

export interface PlacedRmrr extends Placed<RmrrStructure> {
  /** Index among the RMRRs of the table, as `decode` numbers them. */
  readonly index: number;
}

export interface PlacedScope {
  readonly scope: DeviceScope;
  readonly place: FaultPlace;
  readonly owner: Placed<ScopedStructure>;
  /** Start bus and hops: `00:1c.0/00.0`. */
  readonly path: string;
  /** The path prefixed with the segment: `0000:00:1c.0/00.0`. Equal for the same function of the same machine. */
  readonly address: string;
}

export interface NotedTable {
  readonly header: DmarHeader;
  readonly structures: readonly Placed<DmarStructure>[];
  readonly units: readonly Placed<DrhdStructure>[];
  readonly rmrrs: readonly PlacedRmrr[];
  /** The readable scopes of all structures, in the order of the table. */
  readonly scopes: readonly PlacedScope[];
  /** Those of them that name a PCI function by its path. */
  readonly pciScopes: readonly PlacedScope[];
}

export function notedTable({ header, structures }: DecodedTable): NotedTable {
  const placed: Placed<DmarStructure>[] = [];
  const units: Placed<DrhdStructure>[] = [];
  const rmrrs: PlacedRmrr[] = [];
  const scopes: PlacedScope[] = [];
  for (const [index, found] of structures.entries()) {
    const { structure } = found;
    const place: FaultPlace = { offset: found.offset, structure: index };
    placed.push({ structure, place });
    if (structure.kind === "drhd") units.push({ structure, place });
    if (structure.kind === "rmrr") rmrrs.push({ structure, place, index: rmrrs.length });
    if (!("scopes" in structure)) continue;
    const owner = { structure, place };
    for (const [scope, scopePlace] of placedScopes(found, index)) {
      const path = formatPath(scope);
      const address = `${structure.segment.toString(16).padStart(4, "0")}:${path}`;
      scopes.push({ scope, place: scopePlace, owner, path, address });
    }
  }
  return {
    header,
    structures: placed,
    units,
    rmrrs,
    scopes,
    pciScopes: scopes.filter(({ scope }) => namesPciFunction(scope)),
  };
}

/** The addresses of the bridges that the path goes through, starting at the root bus. */
export function bridgesAbove({ address }: PlacedScope): readonly string[] {
  const above: string[] = [];
  for (let end = address.indexOf("/"); end >= 0; end = address.indexOf("/", end + 1)) above.push(address.slice(0, end));
  return above;
}

/** True for a DRHD that includes all devices which no other DRHD of its segment names (INCLUDE_PCI_ALL). */
export function includesAll(unit: DrhdStructure): boolean {
  return (unit.flags & 1) !== 0;
}

/** A place as `decode` prints it at the beginning of a line. */
export function at({ offset }: FaultPlace): string {
  return `0x${offset.toString(16).padStart(4, "0")}`;
}

/** The place of a field, at an offset from the beginning of its structure or scope. */
export function fieldOf(place: FaultPlace, offset: number): FaultPlace {
  return { ...place, offset: place.offset + offset };
}

export function hexadecimal(value: bigint | number): string {
  return `0x${value.toString(16)}`;
}
