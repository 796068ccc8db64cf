/**
 * The hierarchy that a DMAR table implies: the functions needed for its scopes to name something.
 *
 * It is computed once per table and built into every case around it.
 */

import { decodeTable } from "../model/dmar/decode.ts";
import { type DeviceScope, SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../model/dmar/table.ts";

/** A function that some path leads to or through. */
export interface NamedFunction {
  readonly device: number;
  readonly function: number;
  /** True if the table treats it as a bridge: there is a hop below it, or a sub-hierarchy scope names it. */
  readonly bridge: boolean;
  /** An RMRR names it. */
  readonly reserved: boolean;
  readonly below: readonly NamedFunction[];
}

/** The functions found from one start bus. */
export interface NamedBus {
  readonly segment: number;
  readonly bus: number;
  readonly functions: readonly NamedFunction[];
}

/** A named function under construction. */
interface Node {
  readonly device: number;
  readonly function: number;
  bridge: boolean;
  reserved: boolean;
  readonly below: Node[];
}

/** The start buses of a table's PCI scopes, in ascending order, with the functions on the paths from them. */
export function tableSkeleton(dmar: Uint8Array): readonly NamedBus[] {
  const buses = new Map<string, { segment: number; bus: number; functions: Node[] }>();
  const add = (segment: number, scope: DeviceScope, reserved: boolean): void => {
    if (scope.type !== SCOPE_ENDPOINT && scope.type !== SCOPE_SUB_HIERARCHY) return;
    if (scope.path.some((hop) => hop.device > 31 || hop.function > 7)) return;
    const key = `${segment}/${scope.startBus}`;
    const bus = buses.get(key) ?? { segment, bus: scope.startBus, functions: [] };
    buses.set(key, bus);
    let siblings = bus.functions;
    for (const [position, hop] of scope.path.entries()) {
      const last = position === scope.path.length - 1;
      let node = siblings.find((other) => other.device === hop.device && other.function === hop.function);
      if (node === undefined) {
        node = { device: hop.device, function: hop.function, bridge: false, reserved: false, below: [] };
        siblings.push(node);
      }
      if (!last || scope.type === SCOPE_SUB_HIERARCHY) node.bridge = true;
      if (last && reserved) node.reserved = true;
      siblings = node.below;
    }
  };
  for (const { structure } of decodeTable(dmar).structures) {
    if (!("scopes" in structure)) continue;
    for (const scope of structure.scopes) add(structure.segment, scope, structure.kind === "rmrr");
  }
  return [...buses.values()].sort((a, b) => a.segment - b.segment || a.bus - b.bus);
}
