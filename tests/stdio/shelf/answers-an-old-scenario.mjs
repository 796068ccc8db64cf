/** Answers every scenario as if it were the first, as a program does that forgot to read the id. */
import { adapter, politeAnswer, say } from "./adapter.mjs";
adapter({ trouble: (message) => say(politeAnswer({ ...message, id: 1 })) });
