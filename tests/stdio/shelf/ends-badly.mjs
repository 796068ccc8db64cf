/** Ends with a status that is not 0, as a sanitizer does that has found a leak at the end. */
import { adapter } from "./adapter.mjs";
adapter({
  stop: () => {
    console.error("LeakSanitizer: detected memory leaks");
    process.exit(23);
  },
});
