/** `endles` for `endless`: passed over in silence, it would be an observation lost. */
import { adapter, politeAnswer, say } from "./adapter.mjs";
adapter({
  trouble: (message) => {
    const answer = politeAnswer(message);
    answer.trace.steps[0] = { status: "ok", regions: [], endles: true };
    say(answer);
  },
});
