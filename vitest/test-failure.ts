/** The message of a failed test: the failures drawn, without a stack trace, which would point into this package. */

import type { ConformanceError } from "../model/conformance-error.ts";
import type { FailureLine, RequirementLine } from "../model/record.ts";
import { renderFailure } from "../reports/failure/render-failure.ts";

/** Columns: what vitest prints is often read in a log. */
const WIDTH = 110;

/**
 * @param about the line of a requirement that failed, or problems
 * @param failures what failed; what concerns several requirements is drawn only with the first of them
 */
export function testFailure(
  about: RequirementLine | readonly ConformanceError[],
  failures: readonly FailureLine[],
): Error {
  const blocks: string[] = [];
  if ("outcome" in about) {
    const { outcome, id, triggered, counts, reason } = about;
    const count = counts[outcome] ?? 0;
    blocks.push(`${outcome}: ${id}, in ${count} of ${triggered} cases${reason === undefined ? "" : `; ${reason}`}`);
  } else {
    blocks.push(...about.map(({ code, message, nextStep }) => `${code}: ${message}. ${nextStep}`));
  }
  for (const failure of failures) {
    const [first] = failure.requirements;
    const isDrawnElsewhere = "outcome" in about && first !== about.id;
    blocks.push(
      isDrawnElsewhere
        ? `${failure.outcome} by the rule ${failure.rule}, as drawn under ${first}`
        : renderFailure(failure, { colour: false, width: WIDTH }),
    );
  }
  const error = new Error(blocks.join("\n\n"));
  error.name = "ConformanceFailure";
  error.stack = `${error.name}: ${error.message}`;
  return error;
}
