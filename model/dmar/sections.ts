/** The sections of the specifications in which the parts of a DMAR table are described. */

import { FIXED_LENGTHS, STRUCTURE_TYPES } from "./layout.ts";

/** The header that all ACPI tables have. */
export const SECTION_ACPI_HEADER = "ACPI 5.2.6";
/** The fields that DMAR adds to that header. */
export const SECTION_REPORTING = "VT-d 8.1";
/** The structure types and their order. */
export const SECTION_STRUCTURE_TYPES = "VT-d 8.2";
export const SECTION_DEVICE_SCOPE = "VT-d 8.3.1";

export interface StructureFacts {
  readonly name: string;
  readonly section: string;
  /** Its minimum size in bytes; device scopes, if it has any, start after these bytes. */
  readonly least: number;
}

/** The known structures, by kind. */
export const STRUCTURE_FACTS: Readonly<Record<keyof typeof STRUCTURE_TYPES, StructureFacts>> = {
  drhd: { name: "DRHD", section: "VT-d 8.3", least: FIXED_LENGTHS.drhd },
  rmrr: { name: "RMRR", section: "VT-d 8.4", least: FIXED_LENGTHS.rmrr },
  atsr: { name: "ATSR", section: "VT-d 8.5", least: FIXED_LENGTHS.atsr },
  rhsa: { name: "RHSA", section: "VT-d 8.6", least: FIXED_LENGTHS.rhsa },
  // The name of an ANDD has at least its terminating zero.
  andd: { name: "ANDD", section: "VT-d 8.7", least: FIXED_LENGTHS.andd + 1 },
  satc: { name: "SATC", section: "VT-d 8.8", least: FIXED_LENGTHS.satc },
  sidp: { name: "SIDP", section: "VT-d 8.9", least: FIXED_LENGTHS.sidp },
};

/** The facts of a structure type, or undefined if it is unknown. */
export function factsOfType(type: number): StructureFacts | undefined {
  for (const [kind, known] of Object.entries(STRUCTURE_TYPES)) {
    if (known === type) return STRUCTURE_FACTS[kind as keyof typeof STRUCTURE_TYPES];
  }
  return undefined;
}
