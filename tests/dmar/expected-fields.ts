/** The fields that a disassembler has to print of a table, from its decoded values. */

import { match } from "ts-pattern";
import type { DecodedTable } from "../../model/dmar/decode.ts";
import type { DeviceScope, DmarHeader, DmarStructure } from "../../model/dmar/table.ts";
import type { DisassembledField } from "./disassembly.ts";

const STRUCTURE_TYPE = { drhd: 0, rmrr: 1, atsr: 2, rhsa: 3, andd: 4, satc: 5, sidp: 6 } as const;

/** Every release of the disassembler knows types up to this one. */
const GREATEST_KNOWN_TYPE = 4;

function structureType(structure: DmarStructure): number {
  return structure.kind === "opaque" ? structure.type : STRUCTURE_TYPE[structure.kind];
}

export interface ExpectedFields {
  readonly fields: readonly DisassembledField[];
  /** The offset from which on a disassembler may print what it likes. */
  readonly end: number;
}

/** All fields of a table, in order, up to the Length of the first structure of type 5 or above. */
export function expectedFields(decoded: DecodedTable, bytes: Uint8Array): ExpectedFields {
  const fields = headerFields(decoded.header, bytes);
  for (const { offset, length, structure } of decoded.structures) {
    const type = structureType(structure);
    const add = writer(fields, offset);
    add(2, "Subtable Type", hexadecimal(type, 2));
    add(2, "Length", hexadecimal(length, 2));
    if (type > GREATEST_KNOWN_TYPE) return { fields, end: offset + 4 };
    structureFields(structure, add);
  }
  return { fields, end: bytes.length };
}

type Add = (size: number, name: string, value: string) => void;

/** Adds fields one behind the other. */
function writer(fields: DisassembledField[], start: number): Add {
  let offset = start;
  return (size, name, value) => {
    fields.push({ offset, size, name, value });
    offset += size;
  };
}

/** Length and Checksum are what the bytes say: a decoded header only has them if they are wrong. */
function headerFields(header: DmarHeader, bytes: Uint8Array): DisassembledField[] {
  const fields: DisassembledField[] = [];
  const add = writer(fields, 0);
  add(4, "Signature", "DMAR");
  add(4, "Table Length", hexadecimal(bytes.length, 4));
  add(1, "Revision", hexadecimal(header.revision, 1));
  add(1, "Checksum", hexadecimal(bytes[9] as number, 1));
  add(6, "Oem ID", header.oemId);
  add(8, "Oem Table ID", header.oemTableId);
  add(4, "Oem Revision", hexadecimal(header.oemRevision, 4));
  add(4, "Asl Compiler ID", header.creatorId);
  add(4, "Asl Compiler Revision", hexadecimal(header.creatorRevision, 4));
  add(1, "Host Address Width", hexadecimal(header.hostAddressWidth, 1));
  add(1, "Flags", hexadecimal(header.flags, 1));
  add(10, "Reserved", Array.from(header.reserved ?? new Uint8Array(10), (byte) => hexadecimal(byte, 1)).join(" "));
  return fields;
}

function structureFields(structure: DmarStructure, add: Add): void {
  match(structure)
    .with({ kind: "drhd" }, ({ flags, size, segment, registerBase, scopes }) => {
      add(1, "Flags", hexadecimal(flags, 1));
      add(1, "Reserved", hexadecimal(size, 1));
      add(2, "PCI Segment Number", hexadecimal(segment, 2));
      add(8, "Register Base Address", hexadecimal(registerBase, 8));
      scopeFields(scopes, add);
    })
    .with({ kind: "rmrr" }, ({ reserved, segment, base, limit, scopes }) => {
      add(2, "Reserved", hexadecimal(reserved, 2));
      add(2, "PCI Segment Number", hexadecimal(segment, 2));
      add(8, "Base Address", hexadecimal(base, 8));
      add(8, "End Address (limit)", hexadecimal(limit, 8));
      scopeFields(scopes, add);
    })
    .with({ kind: "atsr" }, ({ flags, reserved, segment, scopes }) => {
      add(1, "Flags", hexadecimal(flags, 1));
      add(1, "Reserved", hexadecimal(reserved, 1));
      add(2, "PCI Segment Number", hexadecimal(segment, 2));
      scopeFields(scopes, add);
    })
    .with({ kind: "rhsa" }, ({ reserved, registerBase, proximityDomain }) => {
      add(4, "Reserved", hexadecimal(reserved, 4));
      add(8, "Base Address", hexadecimal(registerBase, 8));
      add(4, "Proximity Domain", hexadecimal(proximityDomain, 4));
    })
    .with({ kind: "andd" }, ({ reserved, acpiDeviceNumber, objectName }) => {
      add(3, "Reserved", hexadecimal(reserved, 3));
      add(1, "Device Number", hexadecimal(acpiDeviceNumber, 1));
      add(objectName.length + 1, "Device Name", objectName);
    })
    .with({ kind: "satc" }, { kind: "sidp" }, { kind: "opaque" }, () => {
      throw new Error("of a structure that the disassembler does not know there are no fields");
    })
    .exhaustive();
}

function scopeFields(scopes: readonly DeviceScope[], add: Add): void {
  for (const { type, flags, enumerationId, startBus, path } of scopes) {
    add(1, "Device Scope Type", hexadecimal(type, 1));
    add(1, "Entry Length", hexadecimal(6 + 2 * path.length, 1));
    add(2, "Reserved", hexadecimal(flags, 2));
    add(1, "Enumeration ID", hexadecimal(enumerationId, 1));
    add(1, "PCI Bus Number", hexadecimal(startBus, 1));
    for (const hop of path) add(2, "PCI Path", `${hexadecimal(hop.device, 1)},${hexadecimal(hop.function, 1)}`);
  }
}

function hexadecimal(value: number | bigint, size: number): string {
  return value
    .toString(16)
    .toUpperCase()
    .padStart(2 * size, "0");
}
