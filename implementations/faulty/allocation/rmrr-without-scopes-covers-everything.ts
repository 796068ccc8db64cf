/** Elsewhere in the table, having no scopes means every device: a DRHD with INCLUDE_PCI_ALL (VT-d 8.3). */

import type { Device, PciFunction } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  readonly #withoutScopes = new Set<RmrrUnit>();

  protected override allocateSlots(unit: RmrrUnit): Report {
    if (super.allocateSlots(unit) === "no-memory") this.#withoutScopes.add(unit);
    return "ok";
  }

  protected override coveringFunction(unit: RmrrUnit, device: Device): PciFunction | undefined {
    const isEverybodys = this.#withoutScopes.has(unit) && device.kind === "pci";
    return isEverybodys ? device : super.coveringFunction(unit, device);
  }
}

export const rmrrWithoutScopesCoversEverything: FaultyVariant = faultyVariant(Driver, {
  name: "rmrr-without-scopes-covers-everything",
  description: "An RMRR for whose scopes there is no memory is applied to every device.",
  killedBy: { requirement: "allocation/failed-start", rule: "changed-at-start", outcome: "fail" },
});
