/** Devices on a root bus are assumed to be soldered on; when one is hot-added, it is noticed too late. */

import type { Report } from "../../contract.ts";
import type { FunctionPath } from "../../reference/scope-matching.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  #listed: Set<string> | undefined;

  override start(): this | "no-memory" {
    const started = super.start();
    this.#listed = new Set(this.platform.functions.filter((fn) => fn.absent !== true).map((fn) => fn.label));
    return started;
  }

  protected override fillSlots(where: FunctionPath): Report {
    const isIntegrated = where.path.length === 1 && where.fn.headerType === 0;
    const isListed = this.#listed?.has(where.fn.label) !== false;
    this.#listed?.add(where.fn.label);
    return isIntegrated && !isListed ? "ok" : super.fillSlots(where);
  }
}

export const integratedEndpointsListedAtStart: FaultyVariant = faultyVariant(Driver, {
  name: "integrated-endpoints-listed-at-start",
  description:
    "An endpoint that appears on a root bus is only recorded at first, and matched against scopes only when it is added again.",
  killedBy: { requirement: "lifecycle/added", outcome: "fail" },
});
