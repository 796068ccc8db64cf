/** Says itself that something went wrong. */
import { adapter, say } from "./adapter.mjs";
adapter({ trouble: ({ id }) => say({ message: "error", id, reason: "no such symbol", context: "driver.c:42" }) });
