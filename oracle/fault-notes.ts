/** Collects memory faults, and reports each object only once. */

import type { MemoryFault, MemoryFaultKind } from "./memory-fault.ts";
import type { ObjectEntry } from "./object-ledger.ts";

type Details = Omit<MemoryFault, "kind" | "step" | "object">;

export class FaultNotes {
  readonly faults: MemoryFault[] = [];

  note(kind: MemoryFaultKind, step: number, details: Details): void {
    this.faults.push({ kind, step, ...details });
  }

  /** Notes a fault of an object, unless one was already noted for it. */
  charge(kind: MemoryFaultKind, step: number, entry: ObjectEntry, details: Details): void {
    if (entry.charged) return;
    entry.charged = true;
    this.faults.push({ kind, step, object: entry.object, ...details });
  }
}
