/** Lists an ability, and answers that it is not there. */
import { adapter } from "./adapter.mjs";
adapter({ started: { abilities: ["show"] } });
