/** Answers a predicate and does not list it. */
import { adapter, politeAnswer, say } from "./adapter.mjs";
adapter({
  run: (message) => {
    const answer = politeAnswer(message);
    message.scenario.steps.forEach((step, index) => {
      if (step.do === "ask" && step.predicate === "locked") answer.trace.steps[index] = { status: "ok", answer: false };
    });
    say(answer);
  },
});
