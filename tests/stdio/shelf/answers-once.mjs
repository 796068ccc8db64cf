/** Ends after each answer, as a program does that was written for one scenario. */
import { adapter, politeAnswer, say } from "./adapter.mjs";
adapter({
  run: (message) => {
    say(politeAnswer(message));
    process.stdout.write("", () => process.exit(0));
  },
});
