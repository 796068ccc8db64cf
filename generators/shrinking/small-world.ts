/** Whether a plan is small enough to be compared with every platform that is smaller. */

import type { Plan } from "../plan.ts";

/** Larger plans are left to the passes that cut. */
const MOST_FUNCTIONS = 4;

/** One to four functions, one RMRR or up to the given number, and nothing else. */
export function isSmallWorld(
  { functions, otherDevices, groups, rmrrs, structures }: Plan,
  mostRmrrs: number = 1,
): boolean {
  return (
    functions.length > 0 &&
    functions.length <= MOST_FUNCTIONS &&
    [otherDevices, groups, structures].every(({ length }) => length === 0) &&
    rmrrs.length > 0 &&
    rmrrs.length <= mostRmrrs
  );
}
