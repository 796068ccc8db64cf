/** Writes a byte that is no UTF-8: two identities could read as one. */
import { adapter } from "./adapter.mjs";
adapter({
  trouble: ({ id }) =>
    process.stdout.write(Buffer.from(`{"message":"skip","id":${id},"reason":"p\u00e9riph\u00e9rique"}\n`, "latin1")),
});
