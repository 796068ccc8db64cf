/** A DMAR table and its faults as plain data: what `decode --json` prints. */

import { decodeTable } from "../../model/dmar/decode.ts";
import { findFaults } from "../../model/dmar/faults.ts";

/**
 * Header, structures with their offsets, and faults; addresses as `"0x…"`, bytes as lower-case hex, as in a
 * scenario. Give it to `JSON.stringify`.
 */
export function tableJson(bytes: Uint8Array): unknown {
  const { structures, ...table } = decodeTable(bytes);
  const flat = structures.map(({ offset, length, structure }) => ({ offset, length, ...structure }));
  return plain({ length: bytes.length, ...table, structures: flat, faults: findFaults(bytes) });
}

function plain(value: unknown): unknown {
  if (typeof value === "bigint") return `0x${value.toString(16)}`;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}
