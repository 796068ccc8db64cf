/** Reserved bits that are set. */

import { SECTION_DEVICE_SCOPE, SECTION_REPORTING, STRUCTURE_FACTS } from "../sections.ts";
import { type DmarStructure, namesPciFunction, SCOPE_ENDPOINT, SCOPE_NAMESPACE } from "../table.ts";
import type { FaultPlace } from "../table-fault.ts";
import { fieldOf, hexadecimal, type NotedTable, type PlacedScope } from "./noted-table.ts";
import { noteOf, type TableNote } from "./table-note.ts";

/** A field, or those bits of it that are reserved, if they are not zero. */
interface Reserved {
  readonly field: string;
  readonly bits: number;
  /** From the beginning of the structure or scope that contains it. */
  readonly offset: number;
}

/** Bits 0 to 2: interrupt remapping, x2APIC opt-out, DMA control opt-in. */
const HEADER_FLAGS = 0x07;
/** Bit 0: INCLUDE_PCI_ALL of a DRHD, ALL_PORTS of an ATSR, ATC_REQUIRED of a SATC. */
const STRUCTURE_FLAGS = 0x01;
/** Bits 0 to 3: the size of a DRHD's register set, as a power of two of 4 KiB pages. */
const REGISTER_SIZE = 0x0f;
/** Bits 0 to 4 of byte 2 of a scope: properties of an SoC's devices, in a SATC or SIDP. */
const SCOPE_PROPERTIES = 0x1f;

export function reservedNotZero({ header, structures, scopes }: NotedTable): readonly TableNote[] {
  const notes: TableNote[] = [];
  const flags = header.flags & ~HEADER_FLAGS;
  if (flags !== 0) {
    notes.push(noteOfBits("the header", { field: "Flags", bits: flags, offset: 37 }, { offset: 0 }, SECTION_REPORTING));
  }
  if (header.reserved !== undefined) {
    const bytes = Array.from(header.reserved, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const message = `The reserved bytes of the header are not zero: ${bytes}.`;
    notes.push(noteOf("reserved-not-zero", { offset: 38 }, message, { bytes }, SECTION_REPORTING));
  }
  for (const { structure, place } of structures) {
    if (structure.kind === "opaque") continue;
    const { name, section } = STRUCTURE_FACTS[structure.kind];
    for (const reserved of reservedOf(structure)) {
      if (reserved.bits !== 0) notes.push(noteOfBits(`the ${name}`, reserved, place, section));
    }
  }
  for (const placed of scopes) {
    for (const reserved of reservedOfScope(placed)) {
      if (reserved.bits !== 0) notes.push(noteOfBits("the scope", reserved, placed.place, SECTION_DEVICE_SCOPE));
    }
  }
  return notes;
}

function reservedOf(structure: Exclude<DmarStructure, { readonly kind: "opaque" }>): readonly Reserved[] {
  switch (structure.kind) {
    case "drhd":
      return [
        { field: "Flags", bits: structure.flags & ~STRUCTURE_FLAGS, offset: 4 },
        { field: "Size", bits: structure.size & ~REGISTER_SIZE, offset: 5 },
      ];
    case "atsr":
    case "satc":
      return [
        { field: "Flags", bits: structure.flags & ~STRUCTURE_FLAGS, offset: 4 },
        { field: "Reserved", bits: structure.reserved, offset: 5 },
      ];
    case "rmrr":
    case "rhsa":
    case "andd":
    case "sidp":
      return [{ field: "Reserved", bits: structure.reserved, offset: 4 }];
    default:
      return structure satisfies never;
  }
}

/** Only IOAPICs, HPETs and namespace devices have an enumeration ID. Scopes of unknown types are left alone. */
function reservedOfScope({ scope, owner }: PlacedScope): readonly Reserved[] {
  if (scope.type < SCOPE_ENDPOINT || scope.type > SCOPE_NAMESPACE) return [];
  const hasProperties = owner.structure.kind === "satc" || owner.structure.kind === "sidp";
  return [
    { field: "bytes 2 and 3", bits: hasProperties ? scope.flags & ~SCOPE_PROPERTIES : scope.flags, offset: 2 },
    { field: "Enumeration ID", bits: namesPciFunction(scope) ? scope.enumerationId : 0, offset: 4 },
  ];
}

function noteOfBits(owner: string, { field, bits, offset }: Reserved, place: FaultPlace, section: string): TableNote {
  const message = `Reserved bits are set in ${field} of ${owner}: ${hexadecimal(bits)}.`;
  const at = fieldOf(place, offset);
  return noteOf("reserved-not-zero", at, message, { field, bits: hexadecimal(bits) }, section);
}
