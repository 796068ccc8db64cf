/** Both bytes are zero in most tables, so this shows only on machines with several root buses. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override parseScope(table: DataView, offset: number, length: number): UnitScope {
    return { ...super.parseScope(table, offset, length), startBus: table.getUint8(offset + 4) };
  }
}

export const enumerationIdTakenForStartBus: FaultyVariant = faultyVariant(Driver, {
  name: "enumeration-id-taken-for-start-bus",
  description: "The start bus of a scope is read one byte too early, from the enumeration id.",
  killedBy: { requirement: "coverage/endpoint", outcome: "fail" },
});
