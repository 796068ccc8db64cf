/** The lists of faults and notes in docs/tables.md, printed from the data. */

import { type NoteCode, NOTE_KINDS, noteKind } from "../model/dmar/notes/note-kinds.ts";
import { TABLE_FAULTS, type TableFaultCode } from "../model/dmar/table-fault.ts";

/** What each fault means, with the section that it breaks. */
const FAULT_MEANINGS: Readonly<Record<TableFaultCode, readonly [section: string, meaning: string]>> = {
  "signature-wrong": ["VT-d 8.1", "The signature is not `DMAR`."],
  "table-truncated": ["ACPI 5.2.6", "The file ends before the Length of the table, or within its header."],
  "length-below-header": ["ACPI 5.2.6", "The Length of the table is less than the 48 bytes of its header."],
  "bytes-past-length": ["ACPI 5.2.6", "The file goes on after the Length of the table."],
  "checksum-wrong": ["ACPI 5.2.6", "The bytes of the table do not add up to 0 modulo 256."],
  "width-impossible": ["VT-d 8.1", "The host address width is below 12 or above 64 bits."],
  "no-drhd": ["VT-d 8.3", "No DRHD is found, so the table reports no remapping hardware."],
  "structure-length-zero": ["VT-d 8.2", "The Length of a structure is 0: a walk that trusts it never ends."],
  "structure-length-below-header": ["VT-d 8.2", "The Length of a structure is less than its Type and Length need."],
  "structure-past-table": ["VT-d 8.2", "A structure extends beyond the table."],
  "trailing-bytes": ["VT-d 8.2", "The last bytes of the table are too few for a structure."],
  "structure-too-short": [
    "VT-d 8.3 to 8.9",
    "A structure is too short for its type, or the name of an ANDD has no end.",
  ],
  "structure-longer-than-content": ["VT-d 8.3 to 8.9", "A structure has bytes after its content."],
  "structure-type-unknown": ["VT-d 8.2", "The type of a structure is reserved; software steps over it."],
  "structure-out-of-order": ["VT-d 8.2", "Structures are not in ascending order of their types."],
  "include-all-not-last": ["VT-d 8.3", "A DRHD follows one with INCLUDE_PCI_ALL of the same segment."],
  "no-scope": ["VT-d 8.3 to 8.9", "A structure that needs a device scope has none, so it applies to nothing."],
  "scope-length-zero": ["VT-d 8.3.1", "The Length of a scope is 0: a walk that trusts it never ends."],
  "scope-length-below-8": ["VT-d 8.3.1", "The Length of a scope is below 8, which a path of one hop needs."],
  "scope-length-odd": ["VT-d 8.3.1", "The Length of a scope is odd."],
  "scope-past-structure": ["VT-d 8.3.1", "A scope extends beyond its structure."],
  "scope-type-unknown": ["VT-d 8.3.1", "The type of a scope is not 1 to 5; software steps over it."],
  "hop-device-above-31": ["VT-d 8.3.1", "A path contains a device number above 31."],
  "hop-function-above-7": ["VT-d 8.3.1", "A path contains a function number above 7."],
  "rmrr-base-unaligned": ["VT-d 8.4", "The Base of an RMRR is not aligned to 4 KiB."],
  "rmrr-limit-unaligned": ["VT-d 8.4", "The Limit of an RMRR, its last byte, does not end a 4 KiB page."],
  "rmrr-limit-not-above-base": ["VT-d 8.4", "The Limit of an RMRR is not above its Base."],
  "rmrr-beyond-width": ["VT-d 8.4", "An RMRR needs more bits than the host address width."],
};

/** How much a fault spoils, as `TABLE_FAULTS` has it. */
const SPOILS = {
  table: "the whole table",
  structure: "its structure",
  nothing: "nothing else",
} as const satisfies Record<(typeof TABLE_FAULTS)[TableFaultCode], string>;

export function faultRows(): readonly (readonly string[])[] {
  return (Object.keys(TABLE_FAULTS) as TableFaultCode[]).map((code) => {
    const [section, meaning] = FAULT_MEANINGS[code];
    return [`\`${code}\``, meaning, section, SPOILS[TABLE_FAULTS[code]]];
  });
}

export function noteRows(): readonly (readonly string[])[] {
  return (Object.keys(NOTE_KINDS) as NoteCode[]).map((code) => {
    const { weight, meaning, section, linux } = noteKind(code);
    return [`\`${code}\``, weight, meaning, section, linux === undefined ? "" : `\`${linux}\``];
  });
}
