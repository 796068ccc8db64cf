/** Right in everything: declines each scenario, and says which members the message had, and which structures. */
import { adapter, say } from "./adapter.mjs";
adapter({
  started: { structures: process.argv[2] === "with-structures" },
  run: ({ id, structures, ...message }) => {
    const kinds =
      structures === undefined ? "none" : structures.map(({ kind, offset }) => `${kind}@${offset}`).join(" ");
    say({
      message: "skip",
      id,
      reason: `${Object.keys({ id, ...message })
        .sort()
        .join(" ")}; structures: ${kinds}`,
    });
  },
});
