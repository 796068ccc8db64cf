/** The requirements that `--only` and `--level` select. */

import { didYouMean } from "../model/closest-name.ts";
import { ConformanceError } from "../model/conformance-error.ts";
import { selectRequirements } from "../runner/select.ts";
import { REQUIREMENTS } from "../suites/index.ts";
import type { Requirement } from "../suites/requirement.ts";

/** @throws ConformanceError `UNKNOWN_REQUIREMENT`, also if nothing is left of the patterns at these levels */
export function selectedRequirements(
  patterns: readonly string[],
  levels: readonly string[] | undefined,
): readonly Requirement[] {
  for (const pattern of patterns) suggest(pattern);
  const selected = selectRequirements(REQUIREMENTS, patterns);
  if (levels === undefined) return selected;
  const ofLevel = selected.filter((requirement) => levels.includes(requirement.level));
  if (ofLevel.length > 0) return ofLevel;
  throw new ConformanceError(
    "UNKNOWN_REQUIREMENT",
    `none of the requirements ${patterns.join(" ")} has level ${levels.join(" or ")}`,
    "Run `rmrr-conformance list` for the ids and their levels",
  );
}

/** A mistyped id is answered with the one that was meant; a pattern that matches none is for the runner to say. */
function suggest(pattern: string): void {
  if (pattern.includes("*") || pattern.includes("?")) return;
  const ids = REQUIREMENTS.map(({ id }) => id);
  const hint = ids.includes(pattern) ? "" : didYouMean(pattern, ids);
  if (hint === "") return;
  throw new ConformanceError(
    "UNKNOWN_REQUIREMENT",
    `there is no requirement ${JSON.stringify(pattern)}${hint}`,
    "Run `rmrr-conformance list` for the ids",
  );
}
