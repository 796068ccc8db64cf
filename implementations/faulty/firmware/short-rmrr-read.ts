/** The type says what a structure should hold; its Length says what it does. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override rmrrIsReadable(_length: number): boolean {
    return true;
  }
}

export const shortRmrrRead: FaultyVariant = faultyVariant(Driver, {
  name: "short-rmrr-read",
  description: "The fields of an RMRR are read without looking whether its Length covers them.",
  killedBy: { requirement: "firmware/no-crash", outcome: "fail" },
});
