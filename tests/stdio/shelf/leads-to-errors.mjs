/** Its steps end with the status `error`, as with an implementation that throws. */
import { adapter, politeAnswer, say } from "./adapter.mjs";
adapter({
  started: { abilities: ["get"] },
  run: (message) => {
    const answer = politeAnswer(message);
    message.scenario.steps.forEach((step, index) => {
      if (step.do === "get") answer.trace.steps[index] = { status: "error", message: "TypeError: list is undefined" };
    });
    say(answer);
  },
});
