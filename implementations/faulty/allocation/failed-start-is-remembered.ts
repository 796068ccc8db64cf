/** What a start found out stands in a static variable, as the answer of dmar_table_init does. */

import type { Memory, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

/** The machines on which a start has failed: each has an allocator of its own, and is forgotten with it. */
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
  description: "A start that ran out of memory is remembered, and no later one is tried, however much memory there is.",
  killedBy: { requirement: "allocation/failed-start", rule: "no-memory-afterwards", outcome: "fail" },
});
