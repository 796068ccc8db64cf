/** Faults of the device scopes of a structure (VT-d 8.3.1). */

import type { FoundStructure } from "./decode.ts";
import { hasHops, hasPossiblePath } from "./good-rmrrs.ts";
import { FIXED_LENGTHS, SCOPE_FIXED_LENGTH, SCOPE_LEAST_LENGTH } from "./layout.ts";
import { SECTION_DEVICE_SCOPE, STRUCTURE_FACTS } from "./sections.ts";
import type { DeviceScope, DmarStructure } from "./table.ts";
import type { FaultPlace, TableFault } from "./table-fault.ts";

/** A structure that has device scopes. */
export type ScopedStructure = Extract<DmarStructure, { readonly scopes: unknown }>;

/** Bit 0 of the flags, INCLUDE_PCI_ALL of a DRHD and ALL_PORTS of an ATSR: no scope is needed. */
const FLAG_ALL = 1;

/** Faults of the readable scopes and of the first unreadable one, and the fault of having no scope. */
export function addScopeFaults(
  faults: TableFault[],
  bytes: Uint8Array,
  structure: ScopedStructure,
  found: FoundStructure,
  place: FaultPlace,
): void {
  let offset = found.offset + FIXED_LENGTHS[structure.kind];
  for (const [index, scope] of structure.scopes.entries()) {
    if (!hasHops(scope) || !hasPossiblePath(scope)) {
      faults.push(...readableScopeFaults(scope, { ...place, offset, scope: index }));
    }
    offset += SCOPE_FIXED_LENGTH + 2 * scope.path.length;
  }
  const left = found.offset + found.length - offset;
  if (left > 0) faults.push(unreadableScopeFault(bytes, structure, found, left, { ...place, offset }));
  else if (structure.scopes.length === 0 && needsScope(structure)) {
    const { name, section } = STRUCTURE_FACTS[structure.kind];
    const message = `The ${name} has no device scope, so it applies to nothing.`;
    faults.push({ code: "no-scope", section, ...place, message, values: {} });
  }
}

function needsScope(structure: ScopedStructure): boolean {
  return !((structure.kind === "drhd" || structure.kind === "atsr") && (structure.flags & FLAG_ALL) !== 0);
}

function readableScopeFaults(scope: DeviceScope, place: FaultPlace): TableFault[] {
  const section = SECTION_DEVICE_SCOPE;
  if (!hasHops(scope)) {
    const message = `Scope type ${scope.type} is not known; software steps over it by its Length.`;
    return [{ code: "scope-type-unknown", section, ...place, message, values: { type: scope.type } }];
  }
  const faults: TableFault[] = [];
  scope.path.forEach((hop, index) => {
    const offset = place.offset + SCOPE_FIXED_LENGTH + 2 * index;
    if (hop.device > 31) {
      const message = `Device ${hop.device} cannot be: a bus has devices 0 to 31.`;
      const values = { device: hop.device };
      faults.push({ code: "hop-device-above-31", section, ...place, offset, hop: index, message, values });
    }
    if (hop.function > 7) {
      const message = `Function ${hop.function} cannot be named by a path: functions are 0 to 7.`;
      const values = { function: hop.function };
      faults.push({ code: "hop-function-above-7", section, ...place, offset: offset + 1, hop: index, message, values });
    }
  });
  return faults;
}

/** Why reading stopped with `left` bytes of the structure remaining. */
function unreadableScopeFault(
  bytes: Uint8Array,
  structure: ScopedStructure,
  found: FoundStructure,
  left: number,
  structurePlace: FaultPlace,
): TableFault {
  if (left === 1) {
    const { name, section } = STRUCTURE_FACTS[structure.kind];
    const message = `The ${name}'s Length is ${found.length}, 1 more than it has content.`;
    const values = { length: found.length, excess: left };
    return { code: "structure-longer-than-content", section, ...structurePlace, message, values };
  }
  const place = { ...structurePlace, scope: structure.scopes.length };
  const section = SECTION_DEVICE_SCOPE;
  const length = bytes[place.offset + 1] ?? 0;
  if (length === 0) {
    const message = "The scope's Length is 0: a walk that trusts it never ends.";
    return { code: "scope-length-zero", section, ...place, message, values: { length } };
  }
  if (length < SCOPE_LEAST_LENGTH) {
    const message = `The scope's Length is ${length}; one hop alone makes ${SCOPE_LEAST_LENGTH}.`;
    return { code: "scope-length-below-8", section, ...place, message, values: { length } };
  }
  if (length > left) {
    const message = `The scope's Length is ${length}, and only ${left} bytes of its structure are left.`;
    return { code: "scope-past-structure", section, ...place, message, values: { length, left } };
  }
  const message = `The scope's Length is ${length}; it is 6 and 2 a hop, so even.`;
  return { code: "scope-length-odd", section, ...place, message, values: { length } };
}
