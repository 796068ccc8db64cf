/** Stops in the middle of an answer. */
import { adapter } from "./adapter.mjs";
adapter({ trouble: ({ id }) => process.stdout.write(`{"message":"trace","id":${id},`) });
