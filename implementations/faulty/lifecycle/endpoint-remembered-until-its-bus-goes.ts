/** The record of a function lives as long as its bus, but the function may not. */

import type { PciFunction } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import type { FunctionPath } from "../../reference/scope-matching.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  /** Endpoints seen so far, by label, each with the bridge above it. */
  readonly #seen = new Map<string, string | undefined>();

  protected override fillSlots(where: FunctionPath): Report {
    const { label, parent, headerType } = where.fn;
    if (headerType !== 0) return super.fillSlots(where);
    if (this.#seen.has(label)) return "ok";
    this.#seen.set(label, parent);
    return super.fillSlots(where);
  }

  override removeFunction(fn: PciFunction): void {
    for (const [label, parent] of this.#seen) if (parent === fn.label) this.#seen.delete(label);
    super.removeFunction(fn);
  }
}

export const endpointRememberedUntilItsBusGoes: FaultyVariant = faultyVariant(Driver, {
  name: "endpoint-remembered-until-its-bus-goes",
  description: "An endpoint that is added again is taken for the earlier one, unless its bus was removed in between.",
  killedBy: { requirement: "lifecycle/again", outcome: "fail" },
});
