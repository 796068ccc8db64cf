/** The terminating NUL is then written past the page. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override fitIntoPage(text: string): string {
    return text.slice(0, 4096);
  }
}

export const textOfAWholePage: FaultyVariant = faultyVariant(Driver, {
  name: "text-of-a-whole-page",
  description: "The text may fill the page to its last byte, leaving no room for the terminating NUL.",
  killedBy: { requirement: "group/sysfs-text", outcome: "fail" },
});
