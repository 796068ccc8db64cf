/** Is another adapter every time it is started. */
import { adapter } from "./adapter.mjs";
adapter({ started: { name: `shelf ${process.pid}` }, trouble: () => process.exit(1) });
