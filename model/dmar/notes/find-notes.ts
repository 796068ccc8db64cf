/** Everything that is worth hearing about a DMAR table beside its faults, as far as its bytes alone tell. */

import { type DecodedTable, decodeTable } from "../decode.ts";
import { HEADER_LENGTH } from "../layout.ts";
import { atsrNamesNoRootPort, atsrScopeNotHeard, rhsaTwice, rhsaWithoutUnit } from "./affinity-and-ats-notes.ts";
import { interruptRemappingWithoutIoapic, ioapicInScopeTwice, x2apicOptOutAlone } from "./interrupt-notes.ts";
import {
  anddNameNotAbsolute,
  anddNumberTwice,
  anddWithoutScope,
  namespaceScopeWithoutAndd,
} from "./namespace-notes.ts";
import type { NoteCode } from "./note-kinds.ts";
import { type NotedTable, notedTable } from "./noted-table.ts";
import { reservedNotZero } from "./reserved-notes.ts";
import { rmrrBelow1Mib, rmrrNamesBridge, rmrrOverInterruptWindow, rmrrScopeNotHeard } from "./rmrr-notes.ts";
import { rmrrRangesEqual, rmrrRangesOverlap, rmrrTwice } from "./rmrr-range-notes.ts";
import { endpointAndBridge, scopeTwice, startBusPerhapsNotRoot } from "./scope-notes.ts";
import type { TableNote } from "./table-note.ts";
import {
  rmrrOverUnitRegisters,
  unitRegistersAtZero,
  unitRegistersBeyondWidth,
  unitRegistersOverlap,
  unitRegistersUnaligned,
  unitTwice,
} from "./unit-register-notes.ts";
import {
  deviceInTwoUnits,
  deviceWithoutUnit,
  includeAllNamesDevice,
  segmentWithoutIncludeAll,
  segmentWithoutUnit,
} from "./unit-scope-notes.ts";

/** How the notes of each kind are found: a function of the decoded table and of nothing else. */
const FINDERS: Readonly<Record<NoteCode, (table: NotedTable) => readonly TableNote[]>> = {
  "reserved-not-zero": reservedNotZero,
  "x2apic-opt-out-alone": x2apicOptOutAlone,
  "interrupt-remapping-without-ioapic": interruptRemappingWithoutIoapic,
  "ioapic-in-scope-twice": ioapicInScopeTwice,
  "unit-registers-at-zero": unitRegistersAtZero,
  "unit-registers-unaligned": unitRegistersUnaligned,
  "unit-registers-beyond-width": unitRegistersBeyondWidth,
  "unit-twice": unitTwice,
  "unit-registers-overlap": unitRegistersOverlap,
  "device-in-two-units": deviceInTwoUnits,
  "include-all-names-device": includeAllNamesDevice,
  "segment-without-include-all": segmentWithoutIncludeAll,
  "segment-without-unit": segmentWithoutUnit,
  "device-without-unit": deviceWithoutUnit,
  "scope-twice": scopeTwice,
  "endpoint-and-bridge": endpointAndBridge,
  "start-bus-perhaps-not-root": startBusPerhapsNotRoot,
  "rmrr-below-1-mib": rmrrBelow1Mib,
  "rmrr-over-interrupt-window": rmrrOverInterruptWindow,
  "rmrr-over-unit-registers": rmrrOverUnitRegisters,
  "rmrr-names-bridge": rmrrNamesBridge,
  "rmrr-scope-not-heard": rmrrScopeNotHeard,
  "rmrr-twice": rmrrTwice,
  "rmrr-ranges-equal": rmrrRangesEqual,
  "rmrr-ranges-overlap": rmrrRangesOverlap,
  "atsr-names-no-root-port": atsrNamesNoRootPort,
  "atsr-scope-not-heard": atsrScopeNotHeard,
  "rhsa-without-unit": rhsaWithoutUnit,
  "rhsa-twice": rhsaTwice,
  "andd-without-scope": anddWithoutScope,
  "andd-number-twice": anddNumberTwice,
  "andd-name-not-absolute": anddNameNotAbsolute,
  "namespace-scope-without-andd": namespaceScopeWithoutAndd,
};

/**
 * The notes on a table in the order of their offsets; none on one of which there is nothing to say. They are about
 * the structures that are found, whatever its faults are. Never throws, whatever the bytes are, and takes
 * time that grows as n log n.
 *
 * @param decoded The table of these bytes, where it is there already.
 */
export function findNotes(bytes: Uint8Array, decoded: DecodedTable = decodeTable(bytes)): readonly TableNote[] {
  if (bytes.length < HEADER_LENGTH) return [];
  const table = notedTable(decoded);
  return Object.values(FINDERS)
    .flatMap((find) => find(table))
    .sort((left, right) => left.offset - right.offset);
}
