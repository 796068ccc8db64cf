/** Ends in good order, but in the middle of a scenario, and of a line. */
import { adapter } from "./adapter.mjs";
adapter({ trouble: ({ id }) => process.stdout.write(`{"message":"trace","id":${id},"tr`, () => process.exit(0)) });
