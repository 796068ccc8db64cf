import { expect, test } from "vitest";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import { FAULTY } from "../../implementations/faulty/index.ts";
import { referenceImplementation } from "../../implementations/reference/index.ts";
import type { Implementation } from "../../implementations/contract.ts";
import type { RecordLine } from "../../model/record.ts";
import { type RunReport, runReport } from "../../reports/record/run-report.ts";
import { runConformance } from "../../runner/run-conformance.ts";
import type { KnownDivergence } from "../../runner/known-divergence.ts";
import { linuxMatrixPage } from "../../scripts/linux-matrix-page.ts";

const ONLY = ["coverage/exact-range", "coverage/endpoint", "windows/msi"];

async function reportOf(
  implementation: Implementation<never>,
  version: string,
  known: readonly KnownDivergence[] = [],
): Promise<RunReport> {
  const lines: RecordLine[] = [];
  const executor = inProcessExecutor({ ...implementation, name: "Linux", version });
  await runConformance(
    { subject: { executor }, seed: "matrix page", runs: 60, only: ONLY, known, mostTries: 300 },
    { line: (line) => lines.push(line) },
  );
  return runReport(lines);
}

const limitExclusive = FAULTY.find(({ name }) => name === "limit-exclusive")!.implementation as Implementation<never>;
const reference = referenceImplementation as Implementation<never>;

test("the page of a matrix has a column a tree, and under each behaviour what shows it in which trees", async () => {
  const { failures } = await reportOf(limitExclusive, "0");
  const known = failures.map(({ requirements, rule, scenario }) => ({
    requirement: requirements[0]!,
    rule,
    when: [],
    reason: "The limit is exclusive | in `Linux`.",
    link: "docs/findings/limit.md",
    scenario,
  }));
  expect(known.length).toBeGreaterThan(0);
  const page = linuxMatrixPage([
    await reportOf(limitExclusive, "6.1", known),
    await reportOf(limitExclusive, "6.12", known),
    await reportOf(reference, "7.2"),
  ]);
  const link = "≈ known [1](#divergence-1)";
  expect(page).toContain(`| \`coverage/exact-range\` | must | ${link} | ${link} | ✓ pass |`);
  expect(page).toContain("| requirement | level | 6.1 | 6.12 | 7.2 |");
  expect(page.match(/^### Divergence/gm)).toEqual(["### Divergence"]);
  expect(page).toContain("The limit is exclusive \\| in \\`Linux\\`.");
  expect(page).toContain("[findings/limit.md](findings/limit.md)");
  expect(page).toMatch(/^- `coverage\/exact-range`, rule `end-off-by-one`, in 6\.1, 6\.12: /m);
  expect(page).toContain("npx rmrr-conformance run --linux TREE --only coverage/exact-range --no-stored");
});

test("a behaviour that several requirements see has a line for each, with the trees in which it was seen", async () => {
  const seenBy = async (version: string, ...others: readonly string[]): Promise<RunReport> => {
    const report = await reportOf(limitExclusive, version);
    const failures = report.failures.map((failure) => ({
      ...failure,
      requirements: [failure.requirements[0]!, ...others],
    }));
    return { ...report, failures };
  };
  const page = linuxMatrixPage([
    await seenBy("6.1", "coverage/endpoint", "windows/msi"),
    await seenBy("6.12", "windows/msi"),
  ]);
  const lines = page.split("\n").filter((line) => line.startsWith("  - also "));
  expect(lines).toEqual(["  - also `coverage/endpoint`, in 6.1", "  - also `windows/msi`, in all trees"]);
});
