/**
 * The structures of a DMAR table as plain data, for adapters that do not parse the bytes themselves.
 *
 * They are a convenience; the bytes are authoritative. Structures that are not found are missing, and so are the scopes
 * of an unreadable structure after its first fault.
 */

import { decodeTable } from "../../model/dmar/decode.ts";
import type { DeviceScope, DmarStructure } from "../../model/dmar/table.ts";
import { addressToWire, bytesToWire } from "../../model/wire/write-values.ts";

/** A member on the wire: addresses and bytes become strings. */
type MemberWire<Value> = Value extends bigint | Uint8Array
  ? string
  : Value extends readonly DeviceScope[]
    ? readonly ScopeWire[]
    : Value;

type MembersWire<Value> = { readonly [Member in keyof Value]: MemberWire<Value[Member]> };

export type ScopeWire = MembersWire<DeviceScope>;

/** A structure, with its offset in the table in bytes. */
export type StructureWire = (DmarStructure extends infer Each
  ? Each extends DmarStructure
    ? MembersWire<Each>
    : never
  : never) & {
  readonly offset: number;
  readonly length: number;
};

export function structuresToWire(dmar: Uint8Array): readonly StructureWire[] {
  return decodeTable(dmar).structures.map(({ offset, length, structure }) => {
    return { offset, length, ...membersToWire(structure) } as unknown as StructureWire;
  });
}

function membersToWire(value: object): Record<string, unknown> {
  const wire: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) wire[name] = memberToWire(name, member);
  return wire;
}

function memberToWire(name: string, member: unknown): unknown {
  if (typeof member === "bigint") return addressToWire(member);
  if (member instanceof Uint8Array) return bytesToWire(member);
  return name === "scopes" ? (member as readonly DeviceScope[]).map(membersToWire) : member;
}
