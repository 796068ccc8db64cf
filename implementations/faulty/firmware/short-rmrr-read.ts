/** The type says which fields a structure should have; its Length says which it has. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override rmrrIsReadable(_length: number): boolean {
    return true;
  }
}

export const shortRmrrRead: FaultyVariant = faultyVariant(Driver, {
  name: "short-rmrr-read",
  description: "The fields of an RMRR are read without checking that its Length covers them.",
  killedBy: { requirement: "firmware/no-crash", outcome: "fail" },
});
