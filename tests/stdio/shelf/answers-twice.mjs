/** Answers one scenario twice. */
import { adapter, politeAnswer } from "./adapter.mjs";
adapter({
  started: { inFlight: 4 },
  trouble: (message) => process.stdout.write(`${JSON.stringify(politeAnswer(message))}\n`.repeat(2)),
});
