/** The twin whose RMRRs name the same devices in reverse order. */

import { isEqualScope, isPalindrome, rmrrsOf, withRmrrs } from "./changed-table.ts";
import { isFaultless } from "./faultless.ts";
import type { Twin } from "./twin.ts";

export const REVERSED_SCOPES: Twin = {
  name: "reversed-scopes",
  difference: "the scopes of each RMRR are in reverse order",
  applies: (facts) => !rmrrsOf(facts).every(({ scopes }) => isPalindrome(scopes, isEqualScope)) && isFaultless(facts),
  of: (facts) => withRmrrs(facts, (rmrr) => [{ ...rmrr, scopes: rmrr.scopes.toReversed() }]),
};
