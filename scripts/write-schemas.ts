/** Writes the JSON Schema files: `npm run schemas`. A test fails while one of them is out of date. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { schemaFiles } from "./schema-files.ts";

// Scripts are compiled into a separate folder, and run from the root of the repository.
for (const [name, text] of schemaFiles()) writeFileSync(join("schemas", name), text);
