/** Right in everything: what the others are compared with. */
import { adapter } from "./adapter.mjs";
adapter({ started: { inFlight: 4, language: "JavaScript" } });
