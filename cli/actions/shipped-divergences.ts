/** The known divergences of Linux that this suite brings along, as far as they can be in a tree at all. */

import { readFile } from "node:fs/promises";
import {
  canBeInTree,
  type TreeCondition,
  shippedDivergencesFile,
} from "../../implementations/linux-source/known-divergences.ts";
import { describeLinux, type LinuxOptions } from "../../implementations/linux-source/open-linux.ts";
import type { KnownDivergence } from "../../runner/known-divergence.ts";
import { loadKnownDivergences } from "../../runner/load-known-divergences.ts";

/** @throws ConformanceError `LINUX_…` */
export async function shippedDivergences(options: LinuxOptions): Promise<readonly KnownDivergence[]> {
  const file = shippedDivergencesFile();
  const [divergences, text, report] = await Promise.all([
    loadKnownDivergences(file),
    readFile(file, "utf8"),
    describeLinux(options),
  ]);
  const conditions = (JSON.parse(text) as { divergences: readonly { tree?: TreeCondition }[] }).divergences;
  return divergences.filter((_, index) => canBeInTree(conditions[index]?.tree, report));
}
