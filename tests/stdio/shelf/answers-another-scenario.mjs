/** Answers with an id that nobody has sent. */
import { adapter, politeAnswer, say } from "./adapter.mjs";
adapter({ trouble: (message) => say(politeAnswer({ ...message, id: message.id + 100_000 })) });
