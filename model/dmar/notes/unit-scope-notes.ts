/** Notes on which remapping unit a device is behind: there must be exactly one. */

import { STRUCTURE_FACTS } from "../sections.ts";
import { type DrhdStructure, SCOPE_SUB_HIERARCHY } from "../table.ts";
import {
  at,
  bridgesAbove,
  fieldOf,
  includesAll,
  type NotedTable,
  type Placed,
  type PlacedScope,
} from "./noted-table.ts";
import { noteOf, type TableNote } from "./table-note.ts";

const FLAGS_OFFSET = 4;
const SEGMENT_OFFSET = 6;

/** At most one note per scope: another unit names the same device, or a bridge above it. */
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
      const message = `${path} is also in the scope of the DRHD at ${at(same.owner.place)}.`;
      return [noteOf("device-in-two-units", claim.place, message, { path, other: at(same.place) })];
    }
    const above = bridgesAbove(claim)
      .map((address) => bridges.get(address))
      .find((bridge) => bridge !== undefined && bridge.owner !== claim.owner);
    if (above === undefined) return [];
    const message = `${path} is below the bridge ${above.path}, which is in the scope of the DRHD at ${at(above.owner.place)}.`;
    return [noteOf("device-in-two-units", claim.place, message, { path, bridge: above.path, other: at(above.place) })];
  });
}

/** The second DRHD also has the fault `include-all-not-last`; this note says what causes it. */
export function includeAllDuplicate({ units }: NotedTable): readonly TableNote[] {
  const first = new Map<number, Placed<DrhdStructure>>();
  return units.flatMap((unit) => {
    const { segment } = unit.structure;
    if (!includesAll(unit.structure)) return [];
    const other = first.get(segment);
    if (other === undefined) {
      first.set(segment, unit);
      return [];
    }
    const message = `The DRHD at ${at(other.place)} has INCLUDE_PCI_ALL for segment ${segmentText(segment)} as well.`;
    const place = fieldOf(unit.place, FLAGS_OFFSET);
    return [noteOf("include-all-duplicate", place, message, { segment, other: at(other.place) })];
  });
}

export function includeAllListsDevice({ pciScopes }: NotedTable): readonly TableNote[] {
  return pciScopes
    .filter(({ owner: { structure } }) => structure.kind === "drhd" && includesAll(structure))
    .map(({ place, path }) => {
      const message = `The DRHD has INCLUDE_PCI_ALL, so ${path} need not be listed.`;
      return noteOf("include-all-lists-device", place, message, { path });
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
    const message = `No DRHD of segment ${segmentText(segment)} has INCLUDE_PCI_ALL: the DMA of unlisted devices is not translated.`;
    return [noteOf("segment-without-include-all", place, message, { segment })];
  });
}

/** A table without any DRHD has a fault (`no-drhd`) instead. */
export function segmentWithoutUnit({ structures, units }: NotedTable): readonly TableNote[] {
  const segments = new Set(units.map(({ structure }) => structure.segment));
  if (segments.size === 0) return [];
  return structures.flatMap(({ structure, place }) => {
    if (!("segment" in structure) || segments.has(structure.segment)) return [];
    const { segment } = structure;
    const { name } = STRUCTURE_FACTS[structure.kind];
    const message = `The ${name} is for segment ${segmentText(segment)}, which has no DRHD: DMA there is not translated.`;
    return [noteOf("segment-without-unit", fieldOf(place, SEGMENT_OFFSET), message, { segment })];
  });
}

/** One note per device, where it is first named. A bridge also counts as covered if units list functions below it. */
export function deviceWithoutUnit(table: NotedTable): readonly TableNote[] {
  const segments = new Set(table.units.map(({ structure }) => structure.segment));
  const including = new Set<number>();
  for (const { structure } of table.units) if (includesAll(structure)) including.add(structure.segment);
  const claims = claimsOf(table);
  const named = new Set(claims.map(({ address }) => address));
  const bridges = new Set(claims.filter(isSubHierarchy).map(({ address }) => address));
  const above = new Set(claims.flatMap(bridgesAbove));
  const said = new Set<string>();
  return table.pciScopes.flatMap((placed) => {
    const { owner, address, path } = placed;
    const { kind, segment } = owner.structure;
    if (!segments.has(segment) || including.has(segment)) return [];
    const isBehindUnit = named.has(address) || bridgesAbove(placed).some((bridge) => bridges.has(bridge));
    if (isBehindUnit || (isSubHierarchy(placed) && above.has(address)) || said.has(address)) return [];
    said.add(address);
    const message = `The ${STRUCTURE_FACTS[kind].name} names ${path}, which is in no DRHD scope: its DMA is not translated.`;
    return [noteOf("device-without-unit", placed.place, message, { path })];
  });
}

/** The devices that units list, except those that INCLUDE_PCI_ALL includes anyway. */
function claimsOf({ pciScopes }: NotedTable): readonly PlacedScope[] {
  return pciScopes.filter(({ owner: { structure } }) => structure.kind === "drhd" && !includesAll(structure));
}

function isSubHierarchy({ scope }: PlacedScope): boolean {
  return scope.type === SCOPE_SUB_HIERARCHY;
}

function segmentText(segment: number): string {
  return segment.toString(16).padStart(4, "0");
}
