/** Starts only if the file that is named does not exist, and makes it. */
import { closeSync, openSync } from "node:fs";
import { adapter } from "./adapter.mjs";
closeSync(openSync(process.argv[2], "wx"));
adapter({ trouble: () => process.exit(1) });
