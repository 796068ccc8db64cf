/**
 * `npm run campaign:situations [CASES [SEEDS]]`: how often the streams reach what they must, by default over 10,000
 * cases of each under each of the seeds `share/1` to `share/10`. It prints the smallest share of cases in which each
 * situation held, and in which each requirement was triggered in the stream that triggers it most. Exit status 1 if one
 * of them fell short.
 */

import { deriveSeed } from "../generators/seed.ts";
import { STREAMS, type Stream } from "../generators/streams.ts";
import { LINUX_PROFILE } from "../model/profile.ts";
import { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { CaseSource } from "../runner/case-source.ts";
import { isReached } from "../runner/requirement-outcome.ts";
import { REQUIREMENTS } from "../suites/index.ts";
import { SITUATIONS } from "../suites/situations.ts";

type Holds = (facts: ScenarioFacts) => boolean;

interface Row {
  readonly stream: string;
  readonly name: string;
  /** The number of cases under the seed that reached the fewest. */
  readonly fewest: number;
  readonly isReached: boolean;
}

const [cases = 10_000, seeds = 10] = process.argv.slice(2).map(Number);

/** For each predicate, the number of cases in which it held, seed by seed. */
function count(stream: Stream, predicates: readonly Holds[]): readonly (readonly number[])[] {
  const counts = predicates.map(() => Array.from({ length: seeds }, () => 0));
  for (let seed = 0; seed < seeds; seed++) {
    const source = new CaseSource(stream.scenarios(), deriveSeed(`share/${seed + 1}`, stream.name));
    for (let index = 0; index < cases; index++) {
      const facts = new ScenarioFacts(source.at(index).value, LINUX_PROFILE);
      predicates.forEach((holds, at) => {
        if (holds(facts)) counts[at]![seed]!++;
      });
    }
  }
  return counts;
}

const situationRows: Row[] = [];
/** The row of each requirement in the stream that triggers it most. */
const requirementRows = new Map<string, Row>();
for (const stream of STREAMS) {
  const situations = SITUATIONS.filter(({ reached }) => reached?.stream === stream.name);
  const requirements = REQUIREMENTS.filter(({ streams }) => streams.includes(stream.name));
  const counts = count(stream, [
    ...situations.map(
      (situation): Holds =>
        (facts) =>
          situation.holds(facts),
    ),
    ...requirements.map(
      (requirement): Holds =>
        (facts) =>
          requirement.trigger(facts),
    ),
  ]);
  situations.forEach(({ name, reached }, at) => {
    const fewest = Math.min(...counts[at]!);
    const row = { stream: stream.name, name, fewest, isReached: fewest >= cases * reached!.leastShare };
    situationRows.push(row);
  });
  requirements.forEach(({ id }, at) => {
    const fewest = Math.min(...counts[situations.length + at]!);
    if (fewest <= (requirementRows.get(id)?.fewest ?? -1)) return;
    requirementRows.set(id, { stream: stream.name, name: id, fewest, isReached: isReached(cases, fewest) });
  });
}

const rows = [...situationRows, ...requirementRows.values()];
const silent = REQUIREMENTS.filter(({ id }) => !requirementRows.has(id));
for (const { stream, name, fewest, isReached: enough } of rows) {
  const share = `${((fewest / cases) * 100).toFixed(2)} %`;
  console.log(`${share.padStart(8)}  ${stream.padEnd(12)} ${name}${enough ? "" : "  TOO FEW"}`);
}
for (const { id } of silent) console.log(`no generated stream: ${id}`);
const tooFew = rows.filter((row) => !row.isReached).length;
console.log(
  `${rows.length} situations and requirements, ${tooFew} too few, over ${seeds} seeds of ${cases} cases a stream`,
);
process.exitCode = tooFew === 0 ? 0 : 1;
