/** The failure of a start is kept in a static variable, as the result of dmar_table_init is. */

import type { Memory, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

/** The machines on which a start has failed. Each has its own allocator, which serves as the key. */
const FAILED = new WeakSet<Memory>();

class Driver extends ReferenceDriver {
  protected override parseTable(bytes: Uint8Array): Report {
    return FAILED.has(this.memory) ? "no-memory" : super.parseTable(bytes);
  }

  protected override giveUp(): void {
    FAILED.add(this.memory);
    super.giveUp();
  }
}

export const failedStartIsRemembered: FaultyVariant = faultyVariant(Driver, {
  name: "failed-start-is-remembered",
  description: "After a start that ran out of memory, every later start fails too, however much memory there is.",
  killedBy: { requirement: "allocation/failed-start", rule: "no-memory-afterwards", outcome: "fail" },
});
