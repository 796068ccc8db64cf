/** Turns the counts of situations into their lines in the record. */

import type { SituationLine } from "../model/record.ts";
import type { SituationSum } from "./run-sum.ts";
import type { SuiteSituation } from "./suite.ts";

/** A line for each situation and stream, even if it never held: otherwise the lines of two runs could not be added. */
export function situationLines(
  situations: readonly SuiteSituation[],
  sums: ReadonlyMap<string, SituationSum>,
): readonly SituationLine[] {
  return situations.flatMap(({ name, reached }, index) =>
    [...sums].map(([stream, { cases, held }]) => ({
      line: "situation" as const,
      name,
      stream,
      cases,
      held: held[index]!,
      ...(reached?.stream === stream ? { leastShare: reached.leastShare } : {}),
    })),
  );
}
