/** Is killed by a signal in the middle of a scenario. */
import { adapter } from "./adapter.mjs";
adapter({
  started: { inFlight: 4 },
  trouble: () => {
    console.error("BUG: KASAN: use-after-free");
    process.kill(process.pid, "SIGSEGV");
  },
});
