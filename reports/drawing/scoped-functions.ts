/** Which RMRRs name which functions, for the notes beside a drawn hierarchy. */

import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY, type DeviceScope, type RmrrStructure } from "../../model/dmar/table.ts";
import { isBridge, type PciFunction } from "../../model/platform.ts";
import { followPath } from "./follow-path.ts";
import type { Hierarchy } from "./hierarchy.ts";

interface Naming {
  readonly rmrr: number;
  readonly scope: DeviceScope;
  readonly open: boolean;
}

export class ScopedFunctions {
  readonly #hierarchy: Hierarchy;
  readonly #naming = new Map<string, Naming[]>();

  constructor(hierarchy: Hierarchy, rmrrs: readonly RmrrStructure[]) {
    this.#hierarchy = hierarchy;
    for (const [rmrr, structure] of rmrrs.entries()) {
      for (const scope of structure.scopes) {
        if (scope.type !== SCOPE_ENDPOINT && scope.type !== SCOPE_SUB_HIERARCHY) continue;
        const { named, open } = followPath(hierarchy, structure.segment, scope);
        if (named === undefined) continue;
        const naming = { rmrr, scope, open };
        const others = this.#naming.get(named.label);
        if (others === undefined) this.#naming.set(named.label, [naming]);
        else others.push(naming);
      }
    }
  }

  /** Labels of the functions that scopes of an RMRR lead to. */
  namedBy(rmrr: number): string[] {
    const labels: string[] = [];
    for (const [label, namings] of this.#naming) if (namings.some((naming) => naming.rmrr === rmrr)) labels.push(label);
    return labels;
  }

  /**
   * `RMRR 0`, if a scope names the function; `RMRR 1 (below)`, if one names a bridge above it. It says what
   * is written in the table, and not what an implementation has to make of it.
   */
  notesOn(fn: PciFunction): string[] {
    const notes = new Map<string, number>();
    for (const { rmrr, open } of this.#naming.get(fn.label) ?? []) {
      notes.set(open ? `RMRR ${rmrr} (see its scopes)` : `RMRR ${rmrr}`, rmrr);
    }
    for (let above = this.#hierarchy.parentOf(fn); above !== undefined; above = this.#hierarchy.parentOf(above)) {
      for (const { rmrr, scope } of this.#naming.get(above.label) ?? []) {
        if (scope.type === SCOPE_SUB_HIERARCHY && isBridge(above)) notes.set(`RMRR ${rmrr} (below)`, rmrr);
      }
    }
    return [...notes].sort(([, a], [, b]) => a - b).map(([note]) => note);
  }
}
