/** About sixty regions fit; further lines overwrite whatever follows the page. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override fitIntoPage(text: string): string {
    return text;
  }
}

export const textPastThePage: FaultyVariant = faultyVariant(Driver, {
  name: "text-past-the-page",
  description: "The text is written past the end of its page, as in Linux before 6.4.",
  killedBy: { requirement: "group/sysfs-text", outcome: "fail" },
  mendedBy: "Linux 6.4",
});
