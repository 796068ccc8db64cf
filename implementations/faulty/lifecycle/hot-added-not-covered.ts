/** What was there at the start is right; what is plugged in is not. */

import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { FunctionPath } from "../../reference/scope-matching.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  #started = false;

  override start(): this {
    super.start();
    this.#started = true;
    return this;
  }

  protected override fillSlots(where: FunctionPath): Report {
    return this.#started ? "ok" : super.fillSlots(where);
  }
}

export const hotAddedNotCovered: FaultyVariant = faultyVariant(Driver, {
  name: "hot-added-not-covered",
  description: "The scopes of RMRRs are matched when the driver starts and not when a function is added later.",
  killedBy: { requirement: "lifecycle/added", outcome: "fail" },
});
