/** Answers with a hundred thousand lists in each other. */
import { adapter } from "./adapter.mjs";
adapter({
  trouble: ({ id }) =>
    process.stdout.write(
      `{"message":"trace","id":${id},"trace":{"observesMemory":false,"steps":${"[".repeat(100_000)}${"]".repeat(100_000)}}}\n`,
    ),
});
