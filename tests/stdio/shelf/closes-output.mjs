/** Closes standard output and runs on. */
import { closeSync } from "node:fs";
import { adapter } from "./adapter.mjs";
adapter({
  trouble: () => {
    closeSync(1);
    setInterval(() => undefined, 1000);
  },
});
