/** Answers by what came before: its subject is not a fresh one for each scenario. */
import { adapter, politeAnswer, say } from "./adapter.mjs";
let count = 0;
adapter({
  started: { abilities: ["has-rmrr"] },
  run: (message) => {
    const answer = politeAnswer(message);
    message.scenario.steps.forEach((step, index) => {
      if (step.do === "ask" && step.predicate === "has-rmrr") {
        answer.trace.steps[index] = { status: "ok", answer: count++ % 3 === 0 };
      }
    });
    say(answer);
  },
});
