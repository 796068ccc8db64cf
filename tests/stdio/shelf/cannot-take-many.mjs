/** Says that it takes several scenarios at once, and forgets all but the last that it has read. */
import { adapter, politeAnswer, say } from "./adapter.mjs";
let waiting;
adapter({
  started: { inFlight: 8 },
  run: (message) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => say(politeAnswer(message)), 5);
  },
});
