/** Values of options that come from the suite's own lists, for completion. */

import { FAULTY } from "../../implementations/faulty/index.ts";
import { STREAMS } from "../../generators/streams.ts";
import { REQUIREMENTS } from "../../suites/index.ts";

/** By the option's flag. Files are completed beside the values of `--impl`. */
export function completedValues(): ReadonlyMap<string, readonly string[]> {
  const families = new Set(REQUIREMENTS.map(({ id }) => `${id.slice(0, id.indexOf("/"))}/*`));
  const ids = [...REQUIREMENTS.map(({ id }) => id), ...families];
  return new Map([
    ["--only", ids],
    ["--allow-unobserved", ids],
    ["--stream", STREAMS.map(({ name }) => name)],
    ["--impl", ["reference", "reference-5.3", ...FAULTY.map(({ name }) => `faulty/${name}`)]],
  ]);
}
