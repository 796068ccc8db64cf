/**
 * The page on the results for kernel trees: requirements by trees, and for each known divergence what shows it where.
 *
 * The records of five trees contain some hundred failures, most of which are the same behaviour observed by another
 * requirement or in another tree. So the page is sorted by behaviour, and each is drawn once.
 */

import type { FailureLine } from "../model/record.ts";
import { renderFailure } from "../reports/failure/render-failure.ts";
import { witnessSentence } from "../reports/failure/witness-sentence.ts";
import { markdownBlock, markdownCode, markdownText } from "../reports/markdown/markdown-text.ts";
import { buildMatrix, type MatrixCell } from "../reports/matrix/build-matrix.ts";
import { cellWords } from "../reports/matrix/cell-words.ts";
import { familyOf, type RunReport } from "../reports/record/run-report.ts";
import { countOf } from "../reports/text/group-digits.ts";

const WIDTH = 100;

/** One way of failing, the trees in which it was seen, and which requirements saw the same cause in which trees. */
interface Witnessed {
  readonly failure: FailureLine;
  readonly trees: Set<string>;
  readonly others: Map<string, Set<string>>;
}

/** Everything that fails for one reason. */
interface Behaviour {
  readonly reason: string;
  readonly link: string | undefined;
  readonly witnesses: Map<string, Witnessed>;
}

/** @param reports one per tree, from one suite and one seed */
export function linuxMatrixPage(reports: readonly RunReport[]): string {
  const trees = reports.map(({ header }) => header.implementation.version ?? "?");
  const behaviours = behavioursOf(reports, trees);
  return `${[
    "# What five kernel trees do",
    "<!-- printed by `npm run matrix:linux`, do not edit -->",
    introduction(reports, trees),
    ...tables(reports, trees, behaviours),
    "## Known divergences",
    ...[...behaviours.values()].map((behaviour, index) => section(behaviour, index + 1, trees)),
  ].join("\n\n")}\n`;
}

function introduction(reports: readonly RunReport[], trees: readonly string[]): string {
  const { header, footer } = reports[0]!;
  return [
    `Judged with \`run --linux TREE --seed ${header.seed}\`: ${countOf(header.options.runs, "case")} of each stream,`,
    `${countOf(footer.cases, "case")} in all, in each of ${trees.join(", ")}. A pass is a requirement that was`,
    "triggered and observed; ≈ known links to the divergences below, and ? means that the tree has no function that",
    "would show it.",
    "\n\n```sh checkout\nnpm run matrix:linux -- /tmp/5.10 /tmp/6.1 /tmp/6.12 /tmp/7.2 /tmp/7.3   # writes this page\n```",
  ].join("\n");
}

function behavioursOf(reports: readonly RunReport[], trees: readonly string[]): ReadonlyMap<string, Behaviour> {
  const behaviours = new Map<string, Behaviour>();
  for (const [index, report] of reports.entries()) {
    for (const failure of report.failures) {
      const reason = failure.divergence?.reason ?? `Not declared: ${failure.outcome}.`;
      let behaviour = behaviours.get(reason);
      if (behaviour === undefined) {
        behaviour = { reason, link: failure.divergence?.link, witnesses: new Map() };
        behaviours.set(reason, behaviour);
      }
      const key = `${failure.requirements[0]} ${failure.rule}`;
      const witnessed = behaviour.witnesses.get(key) ?? { failure, trees: new Set(), others: new Map() };
      behaviour.witnesses.set(key, witnessed);
      witnessed.trees.add(trees[index]!);
      for (const id of failure.requirements.slice(1)) {
        witnessed.others.set(id, (witnessed.others.get(id) ?? new Set()).add(trees[index]!));
      }
    }
  }
  return behaviours;
}

function tables(
  reports: readonly RunReport[],
  trees: readonly string[],
  behaviours: ReadonlyMap<string, Behaviour>,
): string[] {
  const { rows, witnesses } = buildMatrix(reports);
  const numbers = new Map([...behaviours.keys()].map((reason, index) => [reason, index + 1]));
  const numberOf = (witness: number): number | undefined =>
    numbers.get(witnesses[witness - 1]!.failure.divergence?.reason ?? "");
  const families = [...new Set(rows.map(({ id }) => familyOf(id)))];
  return families.flatMap((family) => [
    `## ${family}`,
    [
      `| requirement | level | ${trees.join(" | ")} |`,
      `|---|---|${"---|".repeat(trees.length)}`,
      ...rows
        .filter(({ id }) => familyOf(id) === family)
        .map(
          ({ id, level, cells }) =>
            `| \`${id}\` | ${level} | ${cells.map((each) => cell(each, numberOf)).join(" | ")} |`,
        ),
    ].join("\n"),
  ]);
}

function cell(of: MatrixCell, numberOf: (witness: number) => number | undefined): string {
  const behind = [...new Set(of.witnesses.map(numberOf))]
    .filter((number) => number !== undefined)
    .sort((a, b) => a - b);
  const links = behind.map((number) => ` [${number}](#divergence-${number})`);
  return `${cellWords(of)}${links.join("")}`;
}

function section({ reason, link, witnesses }: Behaviour, number: number, trees: readonly string[]): string {
  const [first] = witnesses.values();
  return [
    `### Divergence ${number}`,
    markdownText(reason),
    ...(link === undefined ? [] : [`Finding: [${link.replace(/^docs\//, "")}](${link.replace(/^docs\//, "")})`]),
    [...witnesses.values()].map((witnessed) => line(witnessed, trees)).join("\n"),
    "<details><summary>The first of these failures in full</summary>",
    markdownBlock(
      renderFailure({ ...first!.failure, replay: command(first!.failure) }, { colour: false, width: WIDTH }),
    ),
    "</details>",
  ].join("\n\n");
}

function line({ failure, trees: seen, others }: Witnessed, trees: readonly string[]): string {
  const [requirement = "the case as a whole"] = failure.requirements;
  const first = `- ${markdownCode(requirement)}, rule ${markdownCode(failure.rule)}, in ${whichTrees(seen, trees)}: ${markdownText(witnessSentence(failure))}`;
  const further = [...others].sort(([left], [right]) => (left < right ? -1 : 1));
  return [first, ...further.map(([id, where]) => `  - also ${markdownCode(id)}, in ${whichTrees(where, trees)}`)].join(
    "\n",
  );
}

function whichTrees(seen: ReadonlySet<string>, trees: readonly string[]): string {
  return trees.every((tree) => seen.has(tree)) ? "all trees" : trees.filter((tree) => seen.has(tree)).join(", ");
}

/** The command in a form that anybody can run, without paths of the machine that printed the page. */
function command({ requirements }: FailureLine): string {
  return `npx rmrr-conformance run --linux TREE --only ${requirements[0] ?? "'*'"} --no-stored`;
}
