/**
 * `npm run campaign:judges [CASES [SEED]]`: compares the oracle with the brute-force models, by default on a million
 * cases each of coverage and merging. Exit status 1 with the first case in which they disagree.
 */

import type * as fc from "fast-check";
import { deriveSeed } from "../generators/seed.ts";
import { CaseSource } from "../runner/case-source.ts";
import { coverageCases, coverageDisagreement, mergeCases, mergeDisagreement } from "../tests/oracle/second-judge.ts";

const [cases = "1000000", seed = "judges"] = process.argv.slice(2);

function compare<Case>(
  what: string,
  arbitrary: fc.Arbitrary<Case>,
  disagreement: (one: Case) => string | undefined,
  sizeOf: (one: Case) => number,
  unit: string,
): boolean {
  const source = new CaseSource(arbitrary, deriveSeed(seed, "judges", what));
  const started = performance.now();
  let size = 0;
  for (let index = 0; index < Number(cases); index++) {
    const { value } = source.at(index);
    size += sizeOf(value);
    const difference = disagreement(value);
    if (difference === undefined) continue;
    console.log(`${what}: the judges disagree in case ${index} of the seed ${seed}: ${difference}`);
    return false;
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${what}: no disagreement over ${cases} cases, ${size} ${unit}, ${seconds} s`);
  return true;
}

const agreed = [
  compare("merge", mergeCases(), mergeDisagreement, ({ regions }) => regions.length, "insertions"),
  compare(
    "coverage",
    coverageCases(),
    coverageDisagreement,
    ({ scenario }) => scenario.platform.functions.length + scenario.platform.otherDevices.length,
    "devices",
  ),
];
process.exitCode = agreed.every((each) => each) ? 0 : 1;
