/** Keeps a scenario back until it has answered the next one. */
import { adapter, isTrouble, politeAnswer, say } from "./adapter.mjs";
let kept;
adapter({
  started: { inFlight: 4 },
  run: (message) => {
    if (isTrouble(message)) {
      kept = message;
      return;
    }
    say(politeAnswer(message));
    if (kept) say(politeAnswer(kept));
    kept = undefined;
  },
});
