/** Writes an address as a number, which JSON would round. */
import { adapter, politeAnswer, say } from "./adapter.mjs";
adapter({
  trouble: (message) => {
    const answer = politeAnswer(message);
    answer.trace.steps[0] = {
      status: "ok",
      regions: [{ object: 1, start: 0xfee00000, end: "0xfeefffff", type: "msi", protection: 0 }],
    };
    say(answer);
  },
});
