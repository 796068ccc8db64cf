/** Answers, closes standard input and runs on. */
import { closeSync } from "node:fs";
import { adapter, politeAnswer, say } from "./adapter.mjs";
adapter({
  trouble: (message) => {
    process.stdin.removeAllListeners();
    process.stdin.destroy();
    try {
      closeSync(0);
    } catch {
      // It is closed already.
    }
    setInterval(() => undefined, 1000);
    say(politeAnswer(message));
  },
});
