/**
 * The twin whose table has additional structures that must be skipped: one of each known type that refers to the same
 * devices, and structures of future types that read like an RMRR with another range.
 */

import { structureType } from "../../model/dmar/layout.ts";
import type { DeviceScope, DmarStructure, RmrrStructure } from "../../model/dmar/table.ts";
import { namesPciFunction, SCOPE_IOAPIC, SCOPE_NAMESPACE } from "../../model/dmar/table.ts";
import { PAGE_SIZE } from "../../model/region.ts";
import type { ScenarioFacts } from "../scenario-facts.ts";
import { rmrrsOf, structuresOf, withStructures } from "./changed-table.ts";
import { isFaultless } from "./faultless.ts";
import type { Twin } from "./twin.ts";

/** The next type to be assigned; one whose low byte is that of an RMRR. */
const UNKNOWN_TYPES: readonly number[] = [7, 0x101];
/** More units than any machine has, before the RMRRs; a fixed limit above that number would do no harm. */
const UNITS = 32;
const REGISTER_BASE = 0xfea0_0000n;
const DECOY_BASE = 0x6fff_0000n;
const ALL_PORTS = 1;

export const ADDED_STRUCTURES: Twin = {
  name: "added-structures",
  difference: "the table has structures of other types beside the RMRRs",
  applies: (facts) => rmrrsOf(facts).length > 0 && isFaultless(facts),
  of: (facts) => withStructures(facts, merged(structuresOf(facts), additions(facts, rmrrsOf(facts)[0]!))),
};

/** In the order of their types, each before those of the table: of the DRHDs, the one that includes all comes last. */
function additions(facts: ScenarioFacts, rmrr: RmrrStructure): readonly DmarStructure[] {
  const { segment } = rmrr;
  const scopes = rmrr.scopes.filter(namesPciFunction);
  const flags = scopes.length === 0 ? ALL_PORTS : 0;
  const structures: DmarStructure[] = [];
  for (let index = 0; index < UNITS; index++) structures.push(unitOf(segment, index, scopes));
  structures.push({ kind: "atsr", flags, reserved: 0, segment, scopes });
  structures.push({ kind: "rhsa", reserved: 0, registerBase: REGISTER_BASE, proximityDomain: 0 });
  const acpiDeviceNumber = freeAcpiNumber(facts);
  if (acpiDeviceNumber !== undefined) {
    structures.push({ kind: "andd", reserved: 0, acpiDeviceNumber, objectName: "\\_SB.PCI0.TWIN" });
  }
  if (scopes.length > 0) {
    structures.push({ kind: "satc", flags: 0, reserved: 0, segment, scopes });
    structures.push({ kind: "sidp", reserved: 0, segment, scopes });
  }
  for (const type of UNKNOWN_TYPES) structures.push({ kind: "opaque", type, content: likeRmrr(segment, scopes) });
  return structures;
}

/** The first unit serves the devices that the RMRR names, each further one an I/O APIC. */
function unitOf(segment: number, index: number, scopes: readonly DeviceScope[]): DmarStructure {
  const path = [{ device: 0x1f, function: index & 7 }];
  const ioApic: DeviceScope = { type: SCOPE_IOAPIC, flags: 0, enumerationId: index, startBus: 0xf0, path };
  return {
    kind: "drhd",
    flags: 0,
    size: 0,
    segment,
    registerBase: REGISTER_BASE + BigInt(index) * PAGE_SIZE,
    scopes: index === 0 && scopes.length > 0 ? scopes : [ioApic],
  };
}

/** An ACPI device number that no namespace scope and no ANDD structure uses. */
function freeAcpiNumber(facts: ScenarioFacts): number | undefined {
  const taken = new Set<number>();
  for (const structure of structuresOf(facts)) {
    if (structure.kind === "andd") taken.add(structure.acpiDeviceNumber);
    if (!("scopes" in structure)) continue;
    for (const { type, enumerationId } of structure.scopes) if (type === SCOPE_NAMESPACE) taken.add(enumerationId);
  }
  for (let number = 1; number < 256; number++) if (!taken.has(number)) return number;
  return undefined;
}

/** The content after Type and Length of an RMRR for one page that no RMRR reports. */
function likeRmrr(segment: number, scopes: readonly DeviceScope[]): Uint8Array {
  const length = scopes.reduce((sum, { path }) => sum + 6 + 2 * path.length, 20);
  const content = new Uint8Array(length);
  const view = new DataView(content.buffer);
  view.setUint16(2, segment, true);
  view.setBigUint64(4, DECOY_BASE, true);
  view.setBigUint64(12, DECOY_BASE + 0xfffn, true);
  let offset = 20;
  for (const { type, startBus, path } of scopes) {
    content.set([type, 6 + 2 * path.length, 0, 0, 0, startBus], offset);
    content.set(
      path.flatMap((hop) => [hop.device, hop.function]),
      offset + 6,
    );
    offset += 6 + 2 * path.length;
  }
  return content;
}

function merged(structures: readonly DmarStructure[], added: readonly DmarStructure[]): readonly DmarStructure[] {
  // Sorting is stable, and the table is sorted by type.
  return [...added, ...structures].sort((one, other) => structureType(one) - structureType(other));
}
