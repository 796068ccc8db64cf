/** Prints the data into the documentation: `npm run docs`. A test fails while a page is out of date. */

import { readFileSync, writeFileSync } from "node:fs";
import { printedSections, withSection } from "./doc-pages.ts";

// Scripts are compiled into a separate folder, and run from the root of the repository.
for (const section of printedSections()) {
  writeFileSync(section.page, withSection(readFileSync(section.page, "utf8"), section));
}
