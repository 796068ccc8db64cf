/** The twin in which every scope has its own RMRR with the same range. */

import { rmrrsOf, withRmrrs } from "./changed-table.ts";
import { isFaultless } from "./faultless.ts";
import type { Twin } from "./twin.ts";

export const SPLIT_RMRRS: Twin = {
  name: "split-rmrrs",
  difference: "each scope has an RMRR of its own",
  applies: (facts) => rmrrsOf(facts).some(({ scopes }) => scopes.length > 1) && isFaultless(facts),
  of: (facts) => withRmrrs(facts, (rmrr) => rmrr.scopes.map((scope) => ({ ...rmrr, scopes: [scope] }))),
};
