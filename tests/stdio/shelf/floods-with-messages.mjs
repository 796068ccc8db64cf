/** Answers, and does not stop answering. */
import { adapter, politeAnswer } from "./adapter.mjs";
adapter({
  trouble: (message) => {
    const answer = `${JSON.stringify(politeAnswer(message))}\n`.repeat(100);
    const flood = () => {
      while (process.stdout.write(answer));
      process.stdout.once("drain", flood);
    };
    flood();
  },
});
