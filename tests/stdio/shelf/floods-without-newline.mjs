/** Writes for ever and never ends the line. */
import { adapter } from "./adapter.mjs";
const chunk = " ".repeat(65_536);
const flood = () => {
  while (process.stdout.write(chunk));
  process.stdout.once("drain", flood);
};
adapter({ trouble: flood });
