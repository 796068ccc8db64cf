/** Declines a scenario. */
import { adapter, say } from "./adapter.mjs";
adapter({ trouble: ({ id }) => say({ message: "skip", id, reason: "no VMD here" }) });
