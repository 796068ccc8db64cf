/** A DMAR table, its faults and its notes as plain data: what `decode --json` prints. */

import { decodeTable } from "../../model/dmar/decode.ts";
import { findFaults } from "../../model/dmar/faults.ts";
import { findNotes } from "../../model/dmar/notes/find-notes.ts";
import { noteKind } from "../../model/dmar/notes/note-kinds.ts";

/**
 * Header, structures with their offsets, faults and notes; addresses as `"0x…"`, bytes as lower-case hex, as in a
 * scenario. Give it to `JSON.stringify`. `TableSchema` says what is where.
 */
export function tableJson(bytes: Uint8Array): unknown {
  const decoded = decodeTable(bytes);
  const { structures, ...table } = decoded;
  const flat = structures.map(({ offset, length, structure }) => ({ offset, length, ...structure }));
  const notes = findNotes(bytes, decoded).map(({ code, ...note }) => {
    const { weight, linux } = noteKind(code);
    return { code, weight, ...note, ...(linux === undefined ? {} : { linux }) };
  });
  return plain({ length: bytes.length, ...table, structures: flat, faults: findFaults(bytes, decoded), notes });
}

function plain(value: unknown): unknown {
  if (typeof value === "bigint") return `0x${value.toString(16)}`;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}
