/** The origin of an extra region with a faulty table: something that no readable scope says. */

import { goodRmrrs } from "../model/dmar/good-rmrrs.ts";
import type { ExtraReason, ExtraWhy } from "./extra-reason.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

/**
 * `unreadable-scope`: the region is that of an RMRR with a scope that cannot be read. `impossible-hop`: that of one
 * with a device above 31 or a function above 7. `path-of-nobody`: of one whose path leads through nothing, or no
 * bridge. `no-scope`: of one that names nobody. `not-named`: of one that names somebody else. `range-of-no-rmrr`: no
 * readable RMRR has it.
 */
export type InventedRule =
  | "unreadable-scope"
  | "impossible-hop"
  | "path-of-nobody"
  | "no-scope"
  | "not-named"
  | "range-of-no-rmrr";

/**
 * Situations that a readable scope determines or a profile decides, and that have nothing to do with unreadable
 * content.
 */
const OPEN: ReadonlySet<ExtraWhy> = new Set([
  "dropped-rmrr",
  "matched-by-number",
  "longer-path-matched",
  "header-mismatch",
  "below-header-mismatch",
  "inherited-from-physical-function",
  "virtual-function-path",
  "namespace-scope",
  // An implementation that does not compare segments does so regardless of faults in the table.
  "same-numbers",
  "segment-cut-to-16-bits",
  "other-segment",
]);

const NOBODY: ReadonlySet<ExtraWhy> = new Set(["on-absent-path", "beside-absent", "path-through-endpoint"]);

/** Undefined for a region that a readable scope explains. */
export function inventedRule({ coverage, table }: ScenarioFacts, { why, rmrr }: ExtraReason): InventedRule | undefined {
  if (OPEN.has(why)) return undefined;
  if (rmrr === undefined) return "range-of-no-rmrr";
  const { structure } = coverage.rmrrs[rmrr]!;
  if (NOBODY.has(why)) return "path-of-nobody";
  // Good RMRRs are judged with fault-free tables.
  if (goodRmrrs(table).includes(structure)) return undefined;
  if (structure.rest !== undefined) return "unreadable-scope";
  if (structure.scopes.length === 0) return "no-scope";
  if (structure.scopes.some(({ path }) => path.some((hop) => hop.device > 31 || hop.function > 7))) {
    return "impossible-hop";
  }
  return "not-named";
}
