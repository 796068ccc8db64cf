/**
 * DMAR tables as ACPICA's disassembler reads them: `iasl -d`, and what it printed, taken apart.
 *
 * It is the other opinion on where each field lies. Of a structure of a type that it does not know it prints
 * Type and Length, and stops there: release 20200925 knows types 0 to 4, later ones 5 and 6.
 */

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const IASL_ABSENT: boolean = spawnSync("iasl", ["-v"]).error !== undefined;

export interface DisassembledField {
  readonly offset: number;
  /** In bytes. */
  readonly size: number;
  readonly name: string;
  /** As printed, without what the disassembler makes of it: digits, digits in pairs, or text. */
  readonly value: string;
}

/** Disassembles many tables in one process. */
export function disassemble(tables: readonly Uint8Array[]): DisassembledField[][] {
  const directory = mkdtempSync(join(tmpdir(), "disassembly-"));
  try {
    const names = tables.map((_, index) => `${index}.aml`);
    tables.forEach((bytes, index) => writeFileSync(join(directory, names[index] as string), bytes));
    execFileSync("iasl", ["-d", ...names], { cwd: directory, stdio: "ignore" });
    return names.map((name) => parseDisassembly(readFileSync(join(directory, name.replace(".aml", ".dsl")), "latin1")));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/**
 * A field's line is `[024h 0036   1]  Host Address Width : 26`, and `[024h 0036 001h]` in later releases. Text
 * stands in quotes; what is made of a value follows in brackets.
 */
const FIELD = /^\[([0-9A-F]+)h\s+\d+\s+([0-9A-F]+)(h?)\]\s+(.*?) : (.*)$/;
/** The field of an unknown type shows the least unknown one; the true one follows in this line. */
const UNKNOWN_TYPE = /Unknown DMAR subtable type 0x([0-9A-F]+)/i;

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

function parseDisassembly(text: string): DisassembledField[] {
  const fields: Mutable<DisassembledField>[] = [];
  for (const line of text.split(/\r?\n/)) {
    const unknownType = UNKNOWN_TYPE.exec(line)?.[1];
    const typeField = fields.findLast(({ name }) => name === "Subtable Type");
    if (unknownType !== undefined && typeField !== undefined) typeField.value = unknownType.padStart(4, "0");
    const field = FIELD.exec(line);
    if (field === null) continue;
    const [, offset, size, isHexadecimal, name, printed] = field as unknown as string[];
    fields.push({
      offset: Number.parseInt(offset as string, 16),
      size: Number.parseInt(size as string, isHexadecimal === "h" ? 16 : 10),
      name: name as string,
      value: valueOf(printed as string),
    });
  }
  return fields;
}

function valueOf(printed: string): string {
  const quoted = /^"(.*)"/.exec(printed);
  return quoted === null ? printed.replace(/\s*\[.*\]$/, "").trim() : (quoted[1] as string);
}
