/** Devices present at start are handled correctly, hot-added ones are not. */

import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { FunctionPath } from "../../reference/scope-matching.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  #started = false;

  override start(): this | "no-memory" {
    const started = super.start();
    this.#started = true;
    return started;
  }

  protected override fillSlots(where: FunctionPath): Report {
    return this.#started ? "ok" : super.fillSlots(where);
  }
}

export const hotAddedNotCovered: FaultyVariant = faultyVariant(Driver, {
  name: "hot-added-not-covered",
  description: "RMRR scopes are matched when the driver starts but not when a function is added later.",
  killedBy: { requirement: "lifecycle/added", outcome: "fail" },
});
