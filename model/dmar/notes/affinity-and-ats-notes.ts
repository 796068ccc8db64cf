/** Notes on the proximity domains of units (RHSA) and on root ports with ATS (ATSR). */

import { type RhsaStructure, SCOPE_SUB_HIERARCHY } from "../table.ts";
import { at, fieldOf, hexadecimal, type NotedTable, type Placed } from "./noted-table.ts";
import { noteOf, type TableNote } from "./table-note.ts";

const REGISTERS_OFFSET = 8;
const DOMAIN_OFFSET = 16;
/** Bit 0 of the flags of an ATSR. */
const ALL_PORTS = 1;

export function atsrScopeNotRootPort({ scopes }: NotedTable): readonly TableNote[] {
  return scopes
    .filter(({ scope, owner }) => owner.structure.kind === "atsr" && scope.type !== SCOPE_SUB_HIERARCHY)
    .map(({ scope: { type }, place, path }) => {
      const message = `The scope of ${path} has type ${type}; root ports have type ${SCOPE_SUB_HIERARCHY}, sub-hierarchy.`;
      return noteOf("atsr-scope-not-root-port", place, message, { type, path });
    });
}

export function atsrScopeIgnored({ structures }: NotedTable): readonly TableNote[] {
  return structures.flatMap(({ structure, place }) => {
    if (structure.kind !== "atsr" || (structure.flags & ALL_PORTS) === 0 || structure.scopes.length === 0) return [];
    const scopes = structure.scopes.length;
    const message = `The ATSR has ALL_PORTS, so its scopes (${scopes}) are not read.`;
    return [noteOf("atsr-scope-ignored", place, message, { scopes })];
  });
}

/** A table without any DRHD has a fault (`no-drhd`) instead. */
export function rhsaWithoutUnit(table: NotedTable): readonly TableNote[] {
  const registers = new Set(table.units.map(({ structure }) => structure.registerBase));
  if (registers.size === 0) return [];
  return rhsasOf(table)
    .filter(({ structure }) => !registers.has(structure.registerBase))
    .map(({ structure, place }) => {
      const registerBase = hexadecimal(structure.registerBase);
      const message = `No DRHD has the register base ${registerBase} of the RHSA.`;
      return noteOf("rhsa-without-unit", fieldOf(place, REGISTERS_OFFSET), message, { registerBase });
    });
}

export function rhsaConflict(table: NotedTable): readonly TableNote[] {
  const notes: TableNote[] = [];
  const first = new Map<bigint, Placed<RhsaStructure>>();
  for (const rhsa of rhsasOf(table)) {
    const { registerBase, proximityDomain: domain } = rhsa.structure;
    const other = first.get(registerBase);
    if (other === undefined) first.set(registerBase, rhsa);
    else if (other.structure.proximityDomain !== domain) {
      const otherDomain = other.structure.proximityDomain;
      const message = `The unit is in proximity domain ${domain} here, but in ${otherDomain} at ${at(other.place)}.`;
      notes.push(
        noteOf("rhsa-conflict", fieldOf(rhsa.place, DOMAIN_OFFSET), message, {
          domain,
          otherDomain,
          other: at(other.place),
        }),
      );
    }
  }
  return notes;
}

function rhsasOf({ structures }: NotedTable): readonly Placed<RhsaStructure>[] {
  return structures.filter((placed): placed is Placed<RhsaStructure> => placed.structure.kind === "rhsa");
}
