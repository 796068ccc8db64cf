/** Lists that it observes memory, and says in its traces that it does not. */
import { adapter, politeAnswer, say } from "./adapter.mjs";
const regions = [{ object: "a", start: "0xfee00000", end: "0xfeefffff", type: "msi", protection: 0 }];
adapter({
  started: { abilities: ["get", "memory"] },
  run: (message) => {
    const answer = politeAnswer(message);
    message.scenario.steps.forEach((step, index) => {
      if (step.do === "get") answer.trace.steps[index] = { status: "ok", regions };
    });
    say(answer);
  },
});
