/** Faults of the structures of a DMAR table: their Lengths, types, order and contents. */

import type { DecodedTable, FoundStructure } from "./decode.ts";
import { HEADER_LENGTH, STRUCTURE_HEADER_LENGTH, structureType } from "./layout.ts";
import { addRmrrFaults } from "./rmrr-faults.ts";
import { addScopeFaults } from "./scope-faults.ts";
import { factsOfType, SECTION_STRUCTURE_TYPES, STRUCTURE_FACTS } from "./sections.ts";
import type { AnddStructure, DmarStructure, RhsaStructure } from "./table.ts";
import type { FaultPlace, TableFault } from "./table-fault.ts";

/** Fast for a table without faults, because a run looks for the faults of every table that it generates. */
export function structureFaults(bytes: Uint8Array, decoded: DecodedTable): TableFault[] {
  if (bytes.length < HEADER_LENGTH) return [];
  const faults: TableFault[] = [];
  let hasDrhd = false;
  for (const [index, found] of decoded.structures.entries()) {
    addContentFaults(faults, bytes, decoded.header.hostAddressWidth, found, index);
    if (found.structure.kind === "drhd") hasDrhd = true;
  }
  addOrderFaults(faults, decoded);
  faults.push(...walkEndFaults(bytes, decoded));
  if (!hasDrhd) {
    faults.push({
      code: "no-drhd",
      section: STRUCTURE_FACTS.drhd.section,
      offset: HEADER_LENGTH,
      message: "No DRHD is found: the table reports no remapping hardware at all.",
      values: {},
    });
  }
  return faults;
}

function addContentFaults(
  faults: TableFault[],
  bytes: Uint8Array,
  hostAddressWidth: number,
  found: FoundStructure,
  index: number,
): void {
  const place: FaultPlace = { offset: found.offset, structure: index };
  const { structure } = found;
  switch (structure.kind) {
    case "rmrr":
      addRmrrFaults(faults, structure, hostAddressWidth, place);
      addScopeFaults(faults, bytes, structure, found, place);
      break;
    case "drhd":
    case "atsr":
    case "satc":
    case "sidp":
      addScopeFaults(faults, bytes, structure, found, place);
      break;
    case "rhsa":
    case "andd":
      faults.push(...restFaults(structure, found, place));
      break;
    case "opaque":
      faults.push(opaqueFault(structure.type, found, place));
      break;
    default:
      structure satisfies never;
  }
}

/** An opaque structure has an unknown type, or is too short for its type. */
function opaqueFault(type: number, found: FoundStructure, place: FaultPlace): TableFault {
  const facts = factsOfType(type);
  if (facts === undefined) {
    const message = `Structure type ${type} is not known; software steps over it by its Length.`;
    const section = SECTION_STRUCTURE_TYPES;
    return { code: "structure-type-unknown", section, ...place, message, values: { type } };
  }
  const { length } = found;
  const message =
    length < facts.least
      ? `The ${facts.name}'s Length is ${length}; it has at least ${facts.least} bytes.`
      : `The ${facts.name}'s Length is ${length}, and its name has no terminating zero within.`;
  const values = { length, least: facts.least };
  return { code: "structure-too-short", section: facts.section, ...place, message, values };
}

/** Whether the rest of a structure is padding, as zeros after the name of an ANDD are; most firmware has them. */
export function isPadding(kind: DmarStructure["kind"], rest: Uint8Array): boolean {
  return kind === "andd" && rest.every((byte) => byte === 0);
}

function restFaults(structure: RhsaStructure | AnddStructure, found: FoundStructure, place: FaultPlace): TableFault[] {
  const { rest } = structure;
  if (rest === undefined || isPadding(structure.kind, rest)) return [];
  const facts = STRUCTURE_FACTS[structure.kind];
  const message = `The ${facts.name}'s Length is ${found.length}, ${rest.length} more than it has content.`;
  const values = { length: found.length, excess: rest.length };
  const offset = found.offset + found.length - rest.length;
  return [{ code: "structure-longer-than-content", section: facts.section, ...place, offset, message, values }];
}

/** Types must be in ascending order, and the DRHD with INCLUDE_PCI_ALL must be the last of its segment. */
function addOrderFaults(faults: TableFault[], decoded: DecodedTable): void {
  const includeAll = new Set<number>();
  let greatest = 0;
  for (const [index, { offset, structure }] of decoded.structures.entries()) {
    const type = structureType(structure);
    if (type < greatest) {
      const message = `A structure of type ${type} behind one of type ${greatest}: types come in ascending order.`;
      const values = { type, before: greatest };
      const section = SECTION_STRUCTURE_TYPES;
      faults.push({ code: "structure-out-of-order", section, offset, structure: index, message, values });
    }
    greatest = Math.max(greatest, type);
    if (structure.kind !== "drhd") continue;
    const { segment } = structure;
    if (includeAll.has(segment)) {
      const { section } = STRUCTURE_FACTS.drhd;
      const message = `A DRHD of segment ${segment} behind the one that includes all functions of that segment.`;
      const values = { segment };
      faults.push({ code: "include-all-not-last", section, offset, structure: index, message, values });
    }
    if ((structure.flags & 1) !== 0) includeAll.add(segment);
  }
}

/** Why the walk over the structures did not reach the end of the table, unless the table itself is truncated. */
function walkEndFaults(bytes: Uint8Array, decoded: DecodedTable): TableFault[] {
  const last = decoded.structures.at(-1);
  const offset = last === undefined ? HEADER_LENGTH : last.offset + last.length;
  const tableLength = decoded.header.lengthOverride ?? bytes.length;
  const left = tableLength - offset;
  if (left <= 0 || (tableLength > bytes.length && bytes.length - offset < STRUCTURE_HEADER_LENGTH)) return [];
  const place = { offset, structure: decoded.structures.length };
  const section = SECTION_STRUCTURE_TYPES;
  if (left < STRUCTURE_HEADER_LENGTH) {
    const message = `The last ${left} of the table's bytes are too few for a structure.`;
    return [{ code: "trailing-bytes", section, offset, message, values: { bytes: left } }];
  }
  const length = (bytes[offset + 2] ?? 0) | ((bytes[offset + 3] ?? 0) << 8);
  if (length === 0) {
    const message = "The structure's Length is 0: a walk that trusts it never ends.";
    return [{ code: "structure-length-zero", section, ...place, message, values: { length } }];
  }
  if (length < STRUCTURE_HEADER_LENGTH) {
    const least = STRUCTURE_HEADER_LENGTH;
    const message = `The structure's Length is ${length}; its Type and Length alone have ${least} bytes.`;
    return [{ code: "structure-length-below-header", section, ...place, message, values: { length } }];
  }
  if (length <= left) return [];
  const message = `The structure's Length is ${length}, and only ${left} bytes of the table are left.`;
  return [{ code: "structure-past-table", section, ...place, message, values: { length, left } }];
}
