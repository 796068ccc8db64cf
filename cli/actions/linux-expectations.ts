/** What is known of a kernel tree before it is judged. */

import { readFile } from "node:fs/promises";
import {
  canBeInTree,
  mayHaveAnotherName,
  shippedDivergencesFile,
  type TreeCondition,
} from "../../implementations/linux-source/known-divergences.ts";
import { SHOWN_BY_SANITIZERS } from "../../implementations/linux-source/tree/capabilities.ts";
import {
  describeLinux,
  isSanitized,
  openLinux,
  type LinuxOptions,
} from "../../implementations/linux-source/open-linux.ts";
import type { KnownDivergence } from "../../runner/known-divergence.ts";
import { loadKnownDivergences } from "../../runner/load-known-divergences.ts";
import { replayScenario } from "../../runner/replay-scenario.ts";

export interface LinuxExpectations {
  /** The divergences of Linux that this suite brings along, as far as they can be in the tree at all. */
  readonly known: readonly KnownDivergence[];
  /** Patterns of requirements that need functions which the tree does not have, or sanitizers. */
  readonly allowUnobserved: readonly string[];
}

/** @throws ConformanceError `LINUX_…` */
export async function linuxExpectations(options: LinuxOptions): Promise<LinuxExpectations> {
  const file = shippedDivergencesFile();
  const [divergences, text, report] = await Promise.all([
    loadKnownDivergences(file),
    readFile(file, "utf8"),
    describeLinux(options),
  ]);
  const sanitized = isSanitized(options);
  const conditions = (JSON.parse(text) as { divergences: readonly { tree?: TreeCondition }[] }).divergences;
  const isKnown = await Promise.all(
    divergences.map((divergence, index) => {
      const condition = conditions[index]?.tree;
      if (mayHaveAnotherName(condition, report, sanitized)) return isShown(options, divergence);
      return canBeInTree(condition, report, sanitized);
    }),
  );
  return {
    known: divergences.filter((_, index) => isKnown[index]),
    allowUnobserved: sanitized ? report.unobservable : [...report.unobservable, ...SHOWN_BY_SANITIZERS],
  };
}

/** Whether the tree fails the least scenario of a divergence, as is declared. */
async function isShown(options: LinuxOptions, divergence: KnownDivergence): Promise<boolean> {
  const { requirement, rule, scenario } = divergence;
  const { executor } = await openLinux(options);
  const { failures } = await replayScenario({ subject: { executor }, requirements: [requirement] }, scenario);
  return failures.some((failure) => failure.rule === rule);
}
