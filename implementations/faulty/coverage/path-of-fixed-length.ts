/** The length of a path has no practical limit: up to 255 buses can be chained. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { FunctionPath } from "../../reference/scope-matching.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override functionPath(fn: PciFunction): FunctionPath | undefined {
    const where = super.functionPath(fn);
    return where !== undefined && where.path.length > 4 ? undefined : where;
  }
}

export const pathOfFixedLength: FaultyVariant = faultyVariant(Driver, {
  name: "path-of-fixed-length",
  description: "Paths are kept in a buffer of four hops, so functions further down are never matched.",
  killedBy: { requirement: "coverage/endpoint", outcome: "fail" },
});
