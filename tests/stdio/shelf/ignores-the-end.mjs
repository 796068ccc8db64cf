/** Runs on when it is told to stop, when its input ends, and when it is asked to terminate. */
import { adapter } from "./adapter.mjs";
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => undefined);
setInterval(() => undefined, 1000);
adapter({ stop: () => undefined });
