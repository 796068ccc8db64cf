/**
 * Which known divergences of Linux a tree may have, according to the code of its functions, never its version. Whether
 * a divergence should have been fixed long ago is for the runner to decide, which does use the version.
 *
 * Each divergence of `known/linux.json` may have a `tree` condition. If the condition does not hold, the divergence is
 * left out, because the tree has no such code. If it holds, the divergence is expected, and a tree that was fixed
 * anyway gives an unexpected pass. If there is no function of that name, the minimal scenario decides.
 */

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ExtractionReport } from "./build/extraction-report.ts";

export interface TreeCondition {
  /** A function extracted from the tree. */
  readonly function: string;
  /** Pieces of code that it all contains: names, or several tokens separated by spaces. */
  readonly mentions?: readonly string[];
  /** Pieces of code that it does not contain. */
  readonly lacks?: readonly string[];
  /** A function that the tree does not have. */
  readonly without?: string;
  /** Only sanitizers can detect it. */
  readonly needsSanitizers?: true;
}

/** The file, next to this module in the sources and next to `dist` in the package. */
export function shippedDivergencesFile(): string {
  const candidates = ["known/linux.json", "../../../implementations/linux-source/known/linux.json"];
  const files = candidates.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return files.find((file) => existsSync(file)) ?? files[0]!;
}

/**
 * Whether only the minimal scenario can tell: there is no function of that name, but a helper may merely have been
 * renamed. Renaming fixes nothing, and would otherwise produce a failure that is not new.
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
