/** The readable device scopes of a structure, each with its place in the table. */

import type { FoundStructure } from "./decode.ts";
import { FIXED_LENGTHS, SCOPE_FIXED_LENGTH } from "./layout.ts";
import type { DeviceScope } from "./table.ts";
import type { FaultPlace } from "./table-fault.ts";

/** @param index the index of the structure in its table */
export function* placedScopes(found: FoundStructure, index: number): Generator<readonly [DeviceScope, FaultPlace]> {
  const { structure } = found;
  if (!("scopes" in structure)) return;
  let offset = found.offset + FIXED_LENGTHS[structure.kind];
  for (const [scopeIndex, scope] of structure.scopes.entries()) {
    yield [scope, { offset, structure: index, scope: scopeIndex }];
    offset += SCOPE_FIXED_LENGTH + 2 * scope.path.length;
  }
}
