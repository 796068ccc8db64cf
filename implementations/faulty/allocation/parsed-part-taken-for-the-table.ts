/** The next start finds some RMRRs, and takes them for all of them. */

import type { Memory } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { Walked } from "../../reference/rmrr-table.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

/** The number of structures that a failed start had parsed, per machine; no entry if no start has failed. */
const PARSED = new WeakMap<Memory, number>();

class Driver extends ReferenceDriver {
  #structures = 0;

  protected override parseStructure(table: DataView, offset: number, length: number): Walked {
    const known = PARSED.get(this.memory);
    if (known !== undefined && this.#structures >= known) return "end";
    const walked = super.parseStructure(table, offset, length);
    if (walked === "on") this.#structures++;
    return walked;
  }

  protected override giveUp(): void {
    PARSED.set(this.memory, this.#structures);
    super.giveUp();
  }
}

export const parsedPartTakenForTheTable: FaultyVariant = faultyVariant(Driver, {
  name: "parsed-part-taken-for-the-table",
  description:
    "After a start that ran out of memory, the next one takes what had been parsed by then for the whole table.",
  killedBy: { requirement: "allocation/failed-start", outcome: "fail" },
});
