/**
 * Which failures of a run are worth a page each at a terminal. A change that breaks much fails a hundred times for one
 * cause, and whoever reads the first of them has seen it; the hundredth buries what else went wrong.
 */

import type { FailureLine } from "../../model/record.ts";

/** More than this nobody reads before the first is fixed. */
const MOST_WHOLE = 5;

export interface FailureOverview {
  /** Those that are printed in full. */
  readonly whole: readonly FailureLine[];
  readonly further: readonly FailureLine[];
  /** Known divergences, those that have one reason together. */
  readonly known: readonly (readonly [FailureLine, ...FailureLine[]])[];
}

/** @param failures of one run, worst first; their order is kept */
export function failureOverview(failures: readonly FailureLine[]): FailureOverview {
  const unexpected = failures.filter(({ outcome }) => outcome !== "known");
  const causes = new Set<string>();
  const isFirst = (failure: FailureLine): boolean => {
    const cause = causeOf(failure);
    if (causes.has(cause) || causes.size === MOST_WHOLE) return false;
    causes.add(cause);
    return true;
  };
  const whole = unexpected.length <= MOST_WHOLE ? unexpected : unexpected.filter(isFirst);
  const known = new Map<string, [FailureLine, ...FailureLine[]]>();
  for (const failure of failures) {
    if (failure.outcome !== "known") continue;
    const alike = known.get(causeOf(failure));
    if (alike === undefined) known.set(causeOf(failure), [failure]);
    else alike.push(failure);
  }
  return { whole, further: unexpected.filter((failure) => !whole.includes(failure)), known: [...known.values()] };
}

/**
 * What failures of one cause have in common, as far as that can be told: what was declared of them, what they behave
 * like, how they end; else they are of one family of requirements.
 */
function causeOf({ outcome, requirements, rule, divergence, returned, diagnosis }: FailureLine): string {
  const declared = divergence ?? returned;
  if (declared !== undefined) return JSON.stringify([outcome, declared.reason]);
  const fault = diagnosis?.faults[0];
  if (fault !== undefined) return JSON.stringify(["behaves like", fault.name]);
  return JSON.stringify([outcome, outcome === "fail" ? requirements[0]?.split("/", 1)[0] : rule]);
}
