/** Gives one result too few. */
import { adapter, politeAnswer, say } from "./adapter.mjs";
adapter({
  trouble: (message) => {
    const answer = politeAnswer(message);
    answer.trace.steps.pop();
    say(answer);
  },
});
