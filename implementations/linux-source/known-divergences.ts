/**
 * Which known divergences of Linux can be in a tree: by what its functions do, never by its version. Whether one that
 * can be there should have been mended long since, is the runner's question, and does go by the version.
 *
 * Each divergence of `known/linux.json` may carry a `tree` condition. One whose condition does not hold is left
 * out, because the tree has no such code; one whose condition holds is expected, and a tree that was mended all
 * the same shows it as an unexpected pass. Where there is no function of that name, its least scenario decides.
 */

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ExtractionReport } from "./build/extraction-report.ts";

export interface TreeCondition {
  /** A function that was taken out of the tree. */
  readonly function: string;
  /** Pieces of its code, all of which it has: names, or several tokens with a space between them. */
  readonly mentions?: readonly string[];
  /** Pieces of code of which it has none. */
  readonly lacks?: readonly string[];
  /** A function that the tree does not have. */
  readonly without?: string;
  /** Only sanitizers see it. */
  readonly needsSanitizers?: true;
}

/** The file, beside this module in the sources and beside `dist` in the package. */
export function shippedDivergencesFile(): string {
  const candidates = ["known/linux.json", "../../../implementations/linux-source/known/linux.json"];
  const files = candidates.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return files.find((file) => existsSync(file)) ?? files[0]!;
}

/**
 * Whether only the least scenario can tell: there is no function of that name, and a helper may just be called
 * otherwise now. Who renames one has mended nothing, and would otherwise be shown a failure that is not new.
 */
export function mayHaveAnotherName(
  condition: TreeCondition | undefined,
  report: ExtractionReport,
  isSanitized: boolean,
): boolean {
  if (condition === undefined || condition.function in report.code) return false;
  if (condition.needsSanitizers && !isSanitized) return false;
  return condition.without === undefined || !(condition.without in report.code);
}

/** @param isSanitized whether the tree is compiled with sanitizers */
export function canBeInTree(
  condition: TreeCondition | undefined,
  report: ExtractionReport,
  isSanitized: boolean,
): boolean {
  if (condition === undefined) return true;
  if (condition.needsSanitizers && !isSanitized) return false;
  const code = report.code[condition.function];
  if (code === undefined) return false;
  const has = (piece: string): boolean => ` ${code} `.includes(` ${piece} `);
  const { mentions = [], lacks = [], without } = condition;
  if (without !== undefined && without in report.code) return false;
  return mentions.every(has) && !lacks.some(has);
}
