/** Notes on interrupt remapping: the flags of the header, and the IOAPICs of the units. */

import { SCOPE_IOAPIC } from "../table.ts";
import { at, type NotedTable, type PlacedScope } from "./noted-table.ts";
import { noteOf, type TableNote } from "./table-note.ts";

const FLAGS_OFFSET = 37;
const INTERRUPT_REMAPPING = 1;
const X2APIC_OPT_OUT = 2;

export function x2apicOptOutWithoutRemapping({ header }: NotedTable): readonly TableNote[] {
  if ((header.flags & (INTERRUPT_REMAPPING | X2APIC_OPT_OUT)) !== X2APIC_OPT_OUT) return [];
  const message =
    "The header opts out of x2APIC, but does not offer interrupt remapping, without which there is no x2APIC.";
  return [noteOf("x2apic-opt-out-without-remapping", { offset: FLAGS_OFFSET }, message, { flags: header.flags })];
}

export function interruptRemappingWithoutIoapic({ header, scopes }: NotedTable): readonly TableNote[] {
  if ((header.flags & INTERRUPT_REMAPPING) === 0 || scopes.some(isIoapic)) return [];
  const message = "The header offers interrupt remapping, but no DRHD lists an IOAPIC.";
  return [noteOf("interrupt-remapping-without-ioapic", { offset: FLAGS_OFFSET }, message, { flags: header.flags })];
}

/** The same entry twice in one unit is `scope-duplicate`. */
export function ioapicIdDuplicate({ scopes }: NotedTable): readonly TableNote[] {
  const notes: TableNote[] = [];
  const first = new Map<number, PlacedScope>();
  for (const placed of scopes) {
    if (!isIoapic(placed)) continue;
    const { enumerationId: id } = placed.scope;
    const other = first.get(id);
    if (other === undefined) {
      first.set(id, placed);
      continue;
    }
    if (other.owner === placed.owner && other.path === placed.path) continue;
    const message = `IOAPIC ${id}, at ${placed.path} here, is also listed at ${at(other.place)}, there at ${other.path}.`;
    const values = { id, path: placed.path, otherPath: other.path, other: at(other.place) };
    notes.push(noteOf("ioapic-id-duplicate", placed.place, message, values));
  }
  return notes;
}

function isIoapic({ scope, owner }: PlacedScope): boolean {
  return scope.type === SCOPE_IOAPIC && owner.structure.kind === "drhd";
}
