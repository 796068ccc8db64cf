/** Speaks a version of the protocol that does not exist yet. */
import { adapter } from "./adapter.mjs";
adapter({ started: { protocol: 9 } });
