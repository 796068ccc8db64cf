/** Has a print statement left in it. */
import { adapter, politeAnswer, say } from "./adapter.mjs";
adapter({
  trouble: (message) => {
    console.log("DEBUG: 2 scopes");
    say(politeAnswer(message));
  },
});
