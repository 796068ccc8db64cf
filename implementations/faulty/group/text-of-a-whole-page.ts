/** The terminating zero is then written behind the page. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override fitIntoPage(text: string): string {
    return text.slice(0, 4096);
  }
}

export const textOfAWholePage: FaultyVariant = faultyVariant(Driver, {
  name: "text-of-a-whole-page",
  description: "The text may fill the page to its last byte, and there is no room for the terminating zero.",
  killedBy: { requirement: "group/sysfs-text", outcome: "fail" },
});
