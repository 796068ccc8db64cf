/** A function that was removed and rescanned is a new one, even at the same address. */

import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { FunctionPath } from "../../reference/scope-matching.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  readonly #known = new Set<string>();

  protected override fillSlots(where: FunctionPath): Report {
    if (this.#known.has(where.fn.label)) return "ok";
    this.#known.add(where.fn.label);
    return super.fillSlots(where);
  }
}

export const readdedFunctionNotCovered: FaultyVariant = faultyVariant(Driver, {
  name: "readded-function-not-covered",
  description: "A function that was seen before is assumed to be known already when it is added again.",
  killedBy: { requirement: "lifecycle/again", outcome: "fail" },
});
