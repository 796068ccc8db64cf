/** Starts programs that outlive it: one in its process group, one in a session of its own; then hangs. */
import { spawn } from "node:child_process";
import { adapter } from "./adapter.mjs";
spawn("sleep", ["1000"], { stdio: "inherit" });
spawn("sleep", ["1001"], { stdio: "inherit", detached: true }).unref();
adapter({
  trouble: () => {
    for (;;);
  },
});
