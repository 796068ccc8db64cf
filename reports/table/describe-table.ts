/** A DMAR table in words, its faults and its notes: what `decode` prints. */

import { match } from "ts-pattern";
import { decodeTable, type DecodedTable, type FoundStructure } from "../../model/dmar/decode.ts";
import { findFaults } from "../../model/dmar/faults.ts";
import { HEADER_LENGTH } from "../../model/dmar/layout.ts";
import { findNotes } from "../../model/dmar/notes/find-notes.ts";
import { isPadding } from "../../model/dmar/structure-faults.ts";
import type { DeviceScope, DmarStructure } from "../../model/dmar/table.ts";
import type { TableFault } from "../../model/dmar/table-fault.ts";
import { describeScope } from "./describe-scope.ts";
import { hex } from "../text/hex.ts";
import { describeNotes } from "./describe-notes.ts";
import { escapeText } from "../text/escape-text.ts";
import { formatNumber, formatRange, formatSize } from "../text/format-region.ts";
import { countOf } from "../text/group-digits.ts";
import type { Painter } from "../text/painter.ts";

/** The lines of a table's description, faults and notes last. */
export function describeTable(bytes: Uint8Array, paint: Painter): string[] {
  const table = decodeTable(bytes);
  return [
    ...describeHeader(bytes, table),
    "",
    ...numbered(table.structures).flatMap(([found, rmrr]) => describeStructure(found, rmrr, paint)),
    "",
    ...describeFaults(findFaults(bytes, table), paint),
    "",
    ...describeNotes(findNotes(bytes, table), paint),
  ];
}

/** True if there are fewer bytes than the table says: as its faults have it, nobody knows what the checksum is of. */
export function isCut({ lengthOverride = 0 }: DecodedTable["header"], bytes: Uint8Array): boolean {
  return lengthOverride > bytes.length;
}

function describeHeader(bytes: Uint8Array, { header, checksumRight, allFound }: DecodedTable): string[] {
  // Fields that are not there would be shown as zeros.
  if (bytes.length < HEADER_LENGTH) return [`DMAR table of ${countOf(bytes.length, "byte")}: its header is cut`];
  const flags = ["interrupt remapping", "x2APIC opt-out", "DMA control opt-in"].filter(
    (_, bit) => (header.flags & (1 << bit)) !== 0,
  );
  const checksumWords = isCut(header, bytes)
    ? "cannot be verified, because the table is cut"
    : checksumRight
      ? "is right"
      : "is wrong";
  return [
    `DMAR table of ${countOf(bytes.length, "byte")}, revision ${header.revision}`,
    `OEM "${escapeText(header.oemId)}" "${escapeText(header.oemTableId)}" revision 0x${hex(header.oemRevision, 8)}, ` +
      `made by "${escapeText(header.creatorId)}" revision 0x${hex(header.creatorRevision, 8)}`,
    `host addresses of ${header.hostAddressWidth + 1} bits; ${flags.length === 0 ? "no flag" : flags.join(", ")}`,
    `the checksum ${checksumWords}${allFound ? "" : "; not all structures can be found"}`,
  ];
}

/** The structures, RMRRs with their index among RMRRs. */
function numbered(structures: readonly FoundStructure[]): (readonly [FoundStructure, number])[] {
  let rmrr = 0;
  return structures.map((found) => [found, found.structure.kind === "rmrr" ? rmrr++ : 0] as const);
}

function describeStructure({ offset, length, structure }: FoundStructure, rmrr: number, paint: Painter): string[] {
  const head = `0x${hex(offset, 4)}  ${paint("title", nameOf(structure, rmrr))}  ${fieldsOf(structure)}`;
  const scopes = "scopes" in structure ? structure.scopes : [];
  const lines = [
    head.trimEnd(),
    ...scopes.map((scope) => `          ${describeScope(scope)}${propertiesOf(structure, scope)}`),
  ];
  if ("reserved" in structure && structure.reserved !== 0) {
    lines.push(`          reserved, and not zero: ${formatNumber(BigInt(structure.reserved))}`);
  }
  if (structure.rest !== undefined && structure.rest.length > 0) {
    const what = isPadding(structure.kind, structure.rest) ? "behind the name, padding" : "that cannot be read";
    lines.push(`          ${countOf(structure.rest.length, "byte")} of ${length} ${what}`);
  }
  return lines;
}

/** What a SATC or SIDP says of a device of the SoC, in the names that the specification has for bits 0 to 4. */
const SCOPE_PROPERTIES = [
  "REQ_WO_PASID_NESTED_NOTALLOWED",
  "REQ_WO_PASID_PWSNP_NOTALLOWED",
  "REQ_WO_PASID_PGSNP_NOTALLOWED",
  "ATC_HARDENED",
  "ATC_REQUIRED",
];

function propertiesOf({ kind }: DmarStructure, { flags }: DeviceScope): string {
  if (kind !== "satc" && kind !== "sidp") return "";
  return SCOPE_PROPERTIES.filter((_, bit) => (flags & (1 << bit)) !== 0)
    .map((name) => ` ${name}`)
    .join("");
}

function nameOf(structure: DmarStructure, rmrr: number): string {
  if (structure.kind === "opaque") return `structure of type ${structure.type}`;
  return structure.kind === "rmrr" ? `RMRR ${rmrr}` : structure.kind.toUpperCase();
}

function fieldsOf(structure: DmarStructure): string {
  return match(structure)
    .with({ kind: "drhd" }, ({ segment, registerBase, flags, size }) => {
      // A page, as it always was before Rev 4.0, is nothing to speak of.
      const pages = (size & 0xf) === 0 ? "" : `, ${4 << (size & 0xf)} KiB`;
      const all = (flags & 1) === 0 ? "" : ", all functions that no other unit names";
      return `segment ${hex(segment, 4)}, registers at ${formatNumber(registerBase)}${pages}${all}`;
    })
    .with({ kind: "rmrr" }, ({ segment, base, limit }) => {
      const range = { start: base, end: limit };
      return `segment ${hex(segment, 4)}, ${formatRange(range)}, ${formatSize(range)}`;
    })
    .with({ kind: "atsr" }, ({ segment, flags }) => {
      return `segment ${hex(segment, 4)}${(flags & 1) === 0 ? "" : ", all root ports"}`;
    })
    .with({ kind: "rhsa" }, ({ registerBase, proximityDomain }) => {
      return `registers at ${formatNumber(registerBase)}, proximity domain ${proximityDomain}`;
    })
    .with({ kind: "andd" }, ({ acpiDeviceNumber, objectName }) => {
      return `ACPI device ${acpiDeviceNumber} is ${escapeText(objectName)}`;
    })
    .with({ kind: "satc" }, ({ segment, flags }) => {
      return `segment ${hex(segment, 4)}${(flags & 1) === 0 ? "" : ", ATC required"}`;
    })
    .with({ kind: "sidp" }, ({ segment }) => `segment ${hex(segment, 4)}`)
    .with({ kind: "opaque" }, ({ content }) => countOf(content.length, "byte"))
    .exhaustive();
}

function describeFaults(faults: readonly TableFault[], paint: Painter): string[] {
  if (faults.length === 0) return [paint("good", "no fault")];
  const width = faults.reduce((widest, { code }) => Math.max(widest, code.length), 0);
  return [
    paint("bad", countOf(faults.length, "fault")),
    ...faults.map(
      ({ offset, code, section, message }) =>
        `0x${hex(offset, 4)}  ${code.padEnd(width)}  ${section.padEnd(12)}  ${escapeText(message)}`,
    ),
  ];
}
