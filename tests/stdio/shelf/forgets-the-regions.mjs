/** Says that a list was got, and not what is in it. */
import { adapter, politeAnswer, say } from "./adapter.mjs";
adapter({
  trouble: (message) => {
    const answer = politeAnswer(message);
    answer.trace.steps[0] = { status: "ok" };
    say(answer);
  },
});
