/** The specification restricts neither the type nor the depth of the scopes of an RMRR. */

import { SCOPE_ENDPOINT } from "../../../model/dmar/table.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override namesFunctions(type: number): boolean {
    return type === SCOPE_ENDPOINT;
  }
}

export const bridgeScopesNotRead: FaultyVariant = faultyVariant(Driver, {
  name: "bridge-scopes-not-read",
  description: "Sub-hierarchy scopes in RMRRs are skipped, because no real firmware has been seen to use them there.",
  killedBy: { requirement: "coverage/bridge-itself", outcome: "fail" },
});
