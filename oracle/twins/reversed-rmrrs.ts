/**
 * The twin whose RMRRs are in reverse order: which devices an RMRR covers does not depend on its position in the table.
 */

import { isEqualRmrr, isPalindrome, rmrrsOf, withRmrrs } from "./changed-table.ts";
import { isFaultless } from "./faultless.ts";
import type { Twin } from "./twin.ts";

export const REVERSED_RMRRS: Twin = {
  name: "reversed-rmrrs",
  difference: "the RMRRs are in reverse order",
  applies: (facts) => !isPalindrome(rmrrsOf(facts), isEqualRmrr) && isFaultless(facts),
  of(facts) {
    const rmrrs = rmrrsOf(facts);
    let left = rmrrs.length;
    return withRmrrs(facts, () => [rmrrs[--left]!]);
  },
};
