/** Notes on the registers of remapping units, and on what overlaps them. */

import { isAligned, isBeyondWidth, isPossibleWidth } from "../good-rmrrs.ts";
import { PAGE_SIZE } from "../../region.ts";
import type { DrhdStructure } from "../table.ts";
import { at, fieldOf, hexadecimal, type NotedTable, type Placed } from "./noted-table.ts";
import { hasRange } from "./rmrr-range.ts";
import { noteOf, type TableNote } from "./table-note.ts";

const BASE_OFFSET = 8;

type Unit = Placed<DrhdStructure>;

export function unitRegistersAtZero({ units }: NotedTable): readonly TableNote[] {
  return units
    .filter(({ structure }) => structure.registerBase === 0n)
    .map((unit) => {
      const message = "The register base of the DRHD is 0: Linux uses none of the table's remapping units.";
      return noteOf("unit-registers-at-zero", baseOf(unit), message, { registerBase: "0x0" });
    });
}

export function unitRegistersUnaligned({ units }: NotedTable): readonly TableNote[] {
  return units
    .filter(({ structure }) => !isAligned(structure.registerBase))
    .map((unit) => {
      const registerBase = hexadecimal(unit.structure.registerBase);
      const message = `Register base ${registerBase} is not aligned to 4 KiB.`;
      return noteOf("unit-registers-unaligned", baseOf(unit), message, { registerBase });
    });
}

export function unitRegistersBeyondWidth({ header, units }: NotedTable): readonly TableNote[] {
  const { hostAddressWidth } = header;
  if (!isPossibleWidth(hostAddressWidth)) return [];
  const bits = hostAddressWidth + 1;
  return units
    .filter(({ structure }) => isBeyondWidth(lastRegister(structure), hostAddressWidth))
    .map((unit) => {
      const registerBase = hexadecimal(unit.structure.registerBase);
      const message = `The registers at ${registerBase} need more than the ${bits} bits of the host address width.`;
      return noteOf("unit-registers-beyond-width", baseOf(unit), message, { registerBase, bits });
    });
}

export function unitDuplicate({ units }: NotedTable): readonly TableNote[] {
  const notes: TableNote[] = [];
  const first = new Map<string, Unit>();
  for (const unit of units) {
    const { segment, registerBase } = unit.structure;
    if (registerBase === 0n) continue;
    const key = `${segment} ${registerBase}`;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, unit);
      continue;
    }
    const message = `The DRHD at ${at(other.place)} has the same register base, ${hexadecimal(registerBase)}: Linux ignores this one.`;
    const values = { registerBase: hexadecimal(registerBase), other: at(other.place) };
    notes.push(noteOf("unit-duplicate", baseOf(unit), message, values));
  }
  return notes;
}

/** The same base twice in one segment is `unit-duplicate`. Each unit is compared with the one that ends last so far. */
export function unitRegistersOverlap({ units }: NotedTable): readonly TableNote[] {
  const notes: TableNote[] = [];
  let furthest: Unit | undefined;
  for (const unit of byAddress(units)) {
    if (furthest === undefined || unit.structure.registerBase > lastRegister(furthest.structure)) {
      furthest = unit;
      continue;
    }
    const isSame =
      unit.structure.registerBase === furthest.structure.registerBase &&
      unit.structure.segment === furthest.structure.segment;
    if (!isSame) {
      const [earlier, later] = furthest.place.offset < unit.place.offset ? [furthest, unit] : [unit, furthest];
      const message = `The registers ${range(later)} overlap ${range(earlier)}, those of the DRHD at ${at(earlier.place)}.`;
      const values = { registers: range(later), others: range(earlier), other: at(earlier.place) };
      notes.push(noteOf("unit-registers-overlap", baseOf(later), message, values));
    }
    if (lastRegister(unit.structure) > lastRegister(furthest.structure)) furthest = unit;
  }
  return notes;
}

export function rmrrOverUnitRegisters({ units, rmrrs }: NotedTable): readonly TableNote[] {
  const sorted = byAddress(units);
  return rmrrs.filter(hasRange).flatMap(({ structure, place, index }) => {
    // If units do not overlap, the last one that starts before or within the region also ends last.
    const unit = lastAtOrBelow(sorted, structure.limit);
    if (unit === undefined || lastRegister(unit.structure) < structure.base) return [];
    const message = `RMRR ${index} covers ${range(unit)}, registers of the DRHD at ${at(unit.place)}.`;
    const values = { rmrr: index, registers: range(unit), unit: at(unit.place) };
    return [noteOf("rmrr-over-unit-registers", fieldOf(place, BASE_OFFSET), message, values)];
  });
}

function byAddress(units: readonly Unit[]): readonly Unit[] {
  return units
    .filter(({ structure }) => structure.registerBase !== 0n)
    .sort((left, right) => compare(left.structure.registerBase, right.structure.registerBase));
}

function lastAtOrBelow(sorted: readonly Unit[], address: bigint): Unit | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as Unit).structure.registerBase <= address) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}

/** The size of the register set is 2 to the power of bits 0 to 3, in pages; 0 before Rev 4.0 of the specification. */
function lastRegister({ registerBase, size }: DrhdStructure): bigint {
  return registerBase + (PAGE_SIZE << BigInt(size & 0x0f)) - 1n;
}

function range({ structure }: Unit): string {
  return `[${hexadecimal(structure.registerBase)}, ${hexadecimal(lastRegister(structure))}]`;
}

function baseOf({ place }: Unit): Unit["place"] {
  return fieldOf(place, BASE_OFFSET);
}

function compare(left: bigint, right: bigint): number {
  return left < right ? -1 : Number(left > right);
}
