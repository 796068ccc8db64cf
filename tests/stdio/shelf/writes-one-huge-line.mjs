/** Answers with more than anybody asked for, in one line. */
import { adapter, say } from "./adapter.mjs";
adapter({ trouble: ({ id }) => say({ message: "error", id, reason: "x".repeat(9_000_000) }) });
