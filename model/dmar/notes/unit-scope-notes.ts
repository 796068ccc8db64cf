/** Which remapping unit a device is behind: exactly one, if it is to be translated. */

import { STRUCTURE_FACTS } from "../sections.ts";
import { SCOPE_SUB_HIERARCHY } from "../table.ts";
import { at, bridgesAbove, fieldOf, includesAll, type NotedTable, type PlacedScope } from "./noted-table.ts";
import { noteOf, type TableNote } from "./table-note.ts";

/** At most one note a scope: where the same device, or a bridge above it, is named by another unit. */
export function deviceInTwoUnits(table: NotedTable): readonly TableNote[] {
  const claims = claimsOf(table);
  const first = new Map<string, PlacedScope>();
  const bridges = new Map<string, PlacedScope>();
  for (const claim of claims) {
    if (!first.has(claim.address)) first.set(claim.address, claim);
    if (claim.scope.type === SCOPE_SUB_HIERARCHY && !bridges.has(claim.address)) bridges.set(claim.address, claim);
  }
  return claims.flatMap((claim) => {
    const { path } = claim;
    const same = first.get(claim.address)!;
    if (same.owner !== claim.owner) {
      const message = `${path} is in the scope of the DRHD at ${at(same.owner.place)}, too.`;
      return [noteOf("device-in-two-units", claim.place, message, { path, other: at(same.place) })];
    }
    const above = bridgesAbove(claim)
      .map((address) => bridges.get(address))
      .find((bridge) => bridge !== undefined && bridge.owner !== claim.owner);
    if (above === undefined) return [];
    const message = `${path} is below the bridge ${above.path}, which the DRHD at ${at(above.owner.place)} has with all below it.`;
    return [noteOf("device-in-two-units", claim.place, message, { path, bridge: above.path, other: at(above.place) })];
  });
}

export function includeAllNamesDevice({ pciScopes }: NotedTable): readonly TableNote[] {
  return pciScopes
    .filter(({ owner: { structure } }) => structure.kind === "drhd" && includesAll(structure))
    .map(({ place, path }) => {
      const message = `The DRHD has ${path} in its scope anyway: it includes all devices that no other unit names.`;
      return noteOf("include-all-names-device", place, message, { path });
    });
}

export function segmentWithoutIncludeAll({ units }: NotedTable): readonly TableNote[] {
  const including = new Set(
    units.filter(({ structure }) => includesAll(structure)).map((unit) => unit.structure.segment),
  );
  const said = new Set<number>();
  return units.flatMap(({ structure: { segment }, place }) => {
    if (including.has(segment) || said.has(segment)) return [];
    said.add(segment);
    const message = `No DRHD of segment ${segmentText(segment)} includes all devices: those that no scope names are not translated.`;
    return [noteOf("segment-without-include-all", place, message, { segment })];
  });
}

/** A table without any DRHD has a fault, and nothing more is said of each of its structures. */
export function segmentWithoutUnit({ structures, units }: NotedTable): readonly TableNote[] {
  const segments = new Set(units.map(({ structure }) => structure.segment));
  if (segments.size === 0) return [];
  return structures.flatMap(({ structure, place }) => {
    if (!("segment" in structure) || segments.has(structure.segment)) return [];
    const { segment } = structure;
    const { name } = STRUCTURE_FACTS[structure.kind];
    const message = `The ${name} is about segment ${segmentText(segment)}, which has no DRHD: no DMA is translated there.`;
    return [noteOf("segment-without-unit", fieldOf(place, 6), message, { segment })];
  });
}

/** A bridge is named in part where units name some functions below it, which is nothing to speak of. */
export function deviceWithoutUnit(table: NotedTable): readonly TableNote[] {
  const segments = new Set(table.units.map(({ structure }) => structure.segment));
  const including = new Set<number>();
  for (const { structure } of table.units) if (includesAll(structure)) including.add(structure.segment);
  const claims = claimsOf(table);
  const named = new Set(claims.map(({ address }) => address));
  const bridges = new Set(claims.filter(isSubHierarchy).map(({ address }) => address));
  const above = new Set(claims.flatMap(bridgesAbove));
  return table.pciScopes.flatMap((placed) => {
    const { owner, address, path } = placed;
    const { kind, segment } = owner.structure;
    if (kind === "drhd" || !segments.has(segment) || including.has(segment)) return [];
    const isBehindUnit = named.has(address) || bridgesAbove(placed).some((bridge) => bridges.has(bridge));
    if (isBehindUnit || (isSubHierarchy(placed) && above.has(address))) return [];
    const message = `The ${STRUCTURE_FACTS[kind].name} names ${path}, which is in no DRHD's scope: its DMA is not translated.`;
    return [noteOf("device-without-unit", placed.place, message, { path })];
  });
}

/** What units name beside what one of them includes anyway. */
function claimsOf({ pciScopes }: NotedTable): readonly PlacedScope[] {
  return pciScopes.filter(({ owner: { structure } }) => structure.kind === "drhd" && !includesAll(structure));
}

function isSubHierarchy({ scope }: PlacedScope): boolean {
  return scope.type === SCOPE_SUB_HIERARCHY;
}

function segmentText(segment: number): string {
  return segment.toString(16).padStart(4, "0");
}
