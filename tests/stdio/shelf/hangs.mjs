/** Never comes back from a scenario. */
import { adapter } from "./adapter.mjs";
adapter({
  started: { inFlight: 4 },
  trouble: () => {
    for (;;);
  },
});
