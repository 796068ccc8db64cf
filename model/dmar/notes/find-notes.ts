/** Everything worth knowing about a DMAR table besides its faults, as far as its bytes alone show. */

import { type DecodedTable, decodeTable } from "../decode.ts";
import { HEADER_LENGTH } from "../layout.ts";
import { factsOfType } from "../sections.ts";
import type { DmarStructure } from "../table.ts";
import { atsrScopeNotRootPort, atsrScopeIgnored, rhsaConflict, rhsaWithoutUnit } from "./affinity-and-ats-notes.ts";
import { interruptRemappingWithoutIoapic, ioapicIdDuplicate, x2apicOptOutWithoutRemapping } from "./interrupt-notes.ts";
import {
  anddNameNotAbsolute,
  anddNumberDuplicate,
  anddWithoutScope,
  namespaceScopeWithoutAndd,
} from "./namespace-notes.ts";
import type { NoteCode } from "./note-kinds.ts";
import { type NotedTable, notedTable } from "./noted-table.ts";
import { reservedNotZero } from "./reserved-notes.ts";
import { rmrrBelow1Mib, rmrrNamesBridge, rmrrOverInterruptWindow, rmrrScopeIgnored } from "./rmrr-notes.ts";
import { rmrrRangesEqual, rmrrRangesOverlap, rmrrDuplicate } from "./rmrr-range-notes.ts";
import { endpointAndBridge, scopeDuplicate, startBusMayNotBeRoot } from "./scope-notes.ts";
import type { TableNote } from "./table-note.ts";
import {
  rmrrOverUnitRegisters,
  unitRegistersAtZero,
  unitRegistersBeyondWidth,
  unitRegistersOverlap,
  unitRegistersUnaligned,
  unitDuplicate,
} from "./unit-register-notes.ts";
import {
  deviceInTwoUnits,
  deviceWithoutUnit,
  includeAllDuplicate,
  includeAllListsDevice,
  segmentWithoutIncludeAll,
  segmentWithoutUnit,
} from "./unit-scope-notes.ts";

/** Finds the notes of each kind, from the decoded table alone. */
const FINDERS: Readonly<Record<NoteCode, (table: NotedTable) => readonly TableNote[]>> = {
  "reserved-not-zero": reservedNotZero,
  "x2apic-opt-out-without-remapping": x2apicOptOutWithoutRemapping,
  "interrupt-remapping-without-ioapic": interruptRemappingWithoutIoapic,
  "ioapic-id-duplicate": ioapicIdDuplicate,
  "unit-registers-at-zero": unitRegistersAtZero,
  "unit-registers-unaligned": unitRegistersUnaligned,
  "unit-registers-beyond-width": unitRegistersBeyondWidth,
  "unit-duplicate": unitDuplicate,
  "unit-registers-overlap": unitRegistersOverlap,
  "device-in-two-units": deviceInTwoUnits,
  "include-all-duplicate": includeAllDuplicate,
  "include-all-lists-device": includeAllListsDevice,
  "segment-without-include-all": segmentWithoutIncludeAll,
  "segment-without-unit": segmentWithoutUnit,
  "device-without-unit": deviceWithoutUnit,
  "scope-duplicate": scopeDuplicate,
  "endpoint-and-bridge": endpointAndBridge,
  "start-bus-may-not-be-root": startBusMayNotBeRoot,
  "rmrr-below-1-mib": rmrrBelow1Mib,
  "rmrr-over-interrupt-window": rmrrOverInterruptWindow,
  "rmrr-over-unit-registers": rmrrOverUnitRegisters,
  "rmrr-names-bridge": rmrrNamesBridge,
  "rmrr-scope-ignored": rmrrScopeIgnored,
  "rmrr-duplicate": rmrrDuplicate,
  "rmrr-ranges-equal": rmrrRangesEqual,
  "rmrr-ranges-overlap": rmrrRangesOverlap,
  "atsr-scope-not-root-port": atsrScopeNotRootPort,
  "atsr-scope-ignored": atsrScopeIgnored,
  "rhsa-without-unit": rhsaWithoutUnit,
  "rhsa-conflict": rhsaConflict,
  "andd-without-scope": anddWithoutScope,
  "andd-number-duplicate": anddNumberDuplicate,
  "andd-name-not-absolute": anddNameNotAbsolute,
  "namespace-scope-without-andd": namespaceScopeWithoutAndd,
};

/**
 * Kinds that report something missing. If part of the table cannot be read, it may be in that part, so these notes are
 * not made; the fault says what to repair first.
 */
const OF_ABSENCE: ReadonlySet<string> = new Set<NoteCode>([
  "interrupt-remapping-without-ioapic",
  "segment-without-include-all",
  "segment-without-unit",
  "device-without-unit",
  "start-bus-may-not-be-root",
  "rhsa-without-unit",
  "andd-without-scope",
  "namespace-scope-without-andd",
]);

/**
 * The notes on a table, ordered by offset. They cover every structure that is found, whatever faults the table has.
 * Never throws, whatever the bytes are; takes O(n log n) time.
 *
 * @param decoded the decoded table, if it is at hand
 */
export function findNotes(bytes: Uint8Array, decoded: DecodedTable = decodeTable(bytes)): readonly TableNote[] {
  if (bytes.length < HEADER_LENGTH) return [];
  const table = notedTable(decoded);
  const isReadable = isAllReadable(decoded);
  return Object.entries(FINDERS)
    .filter(([code]) => isReadable || !OF_ABSENCE.has(code))
    .flatMap(([, find]) => find(table))
    .sort((left, right) => left.offset - right.offset);
}

/** True if all structures are found, and those of known types can be read to the last scope. */
function isAllReadable({ allFound, structures }: DecodedTable): boolean {
  return (
    allFound &&
    structures.every(({ structure }) =>
      structure.kind === "opaque" ? factsOfType(structure.type) === undefined : !hasUnreadScopes(structure),
    )
  );
}

function hasUnreadScopes(structure: DmarStructure): boolean {
  return "scopes" in structure && structure.rest !== undefined;
}
