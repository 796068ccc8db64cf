/** Right in everything, and talks a lot on standard error. */
import { writeSync } from "node:fs";
import { adapter, politeAnswer, say } from "./adapter.mjs";
const noise = `${"noise ".repeat(10_000)}\n`;
adapter({
  trouble: (message) => {
    for (let line = 0; line < 50; line++) writeSync(2, noise);
    say(politeAnswer(message));
  },
});
