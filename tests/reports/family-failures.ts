/** A failure of every family, as a run of the shelf finds and shrinks it. */

import { FAULTY, type FaultyVariant } from "../../implementations/faulty/index.ts";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import type { FailureLine, RecordLine } from "../../model/record.ts";
import { familyOf } from "../../reports/record/run-report.ts";
import { runConformance } from "../../runner/run-conformance.ts";
import { REQUIREMENTS } from "../../suites/index.ts";

/** What is drawn in several ways: one variant for each, beside the first that the shelf has for a family. */
const DRAWN_OTHERWISE: readonly string[] = [
  "shared-region-object",
  "text-end-exclusive",
  "nothing-mapped",
  "only-the-first-member-kept-from-dma",
  "first-member-speaks-for-all",
  "last-byte-of-a-hole-usable",
  "conflict-not-noticed",
  "locked-devices-assigned",
  "failed-get-unlinks-without-freeing",
  "sleeps-in-atomic",
  "removed-function-still-covered",
  "removal-frees-handed-out-lists",
  "bad-rmrr-drops-good-ones",
  "structure-read-past-the-table",
];

/** A variant that loops for ever takes this thread with it: those are the supervisor's. */
function comesBack({ killedBy }: FaultyVariant): boolean {
  return killedBy.outcome !== "hang";
}

function isJudged({ killedBy }: FaultyVariant): boolean {
  return REQUIREMENTS.some(({ id }) => id === killedBy.requirement);
}

/** The variants that are run: of every family that the shelf has a fault for, and that is judged. */
export function drawnVariants(): readonly FaultyVariant[] {
  const variants = FAULTY.filter((variant) => comesBack(variant) && isJudged(variant));
  const families = new Set(variants.map(({ killedBy }) => familyOf(killedBy.requirement)));
  const first = [...families].map((family) =>
    variants.find(({ killedBy }) => familyOf(killedBy.requirement) === family)!,
  );
  const others = DRAWN_OTHERWISE.flatMap((name) => variants.filter((variant) => variant.name === name));
  return [...new Set([...first, ...others])];
}

/** The failure by which a variant is noticed, shrunk. */
export async function failureOf(variant: FaultyVariant): Promise<FailureLine> {
  const lines: RecordLine[] = [];
  const { requirement } = variant.killedBy;
  await runConformance(
    {
      subject: { executor: inProcessExecutor(variant.implementation) },
      seed: "a failure of every family",
      runs: 500,
      only: [requirement],
      mostTries: 3000,
    },
    { line: (line) => lines.push(line) },
  );
  const failure = lines.find((line): line is FailureLine => line.line === "failure");
  if (failure === undefined) throw new Error(`${variant.name} is not noticed by ${requirement}`);
  return failure;
}
