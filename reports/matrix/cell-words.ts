/** The outcome in a cell of a matrix. */

import { outcomeSymbol } from "../text/outcome-symbol.ts";
import type { MatrixCell } from "./build-matrix.ts";

/** `✗ fail`, `? not-observable (expected)`, or a dash where the requirement was not judged. */
export function cellWords({ requirement }: MatrixCell): string {
  if (requirement === undefined) return "not judged";
  const { outcome, missed } = requirement;
  return `${outcomeSymbol(outcome)} ${outcome}${missed === true ? " (expected)" : ""}`;
}
