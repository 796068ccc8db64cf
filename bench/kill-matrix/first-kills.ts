/** How many cases a requirement takes to detect the mistake it must detect. */

import type { Arbitrary } from "fast-check";
import { deriveSeed } from "../../generators/seed.ts";
import type { FaultyVariant } from "../../implementations/faulty/index.ts";
import type { Scenario } from "../../model/scenario.ts";
import { CaseSource } from "../../runner/case-source.ts";
import type { Requirement } from "../../suites/requirement.ts";
import { ShelfRun } from "./shelf-run.ts";

export interface CaseStream {
  readonly name: string;
  scenarios(): Arbitrary<Scenario>;
}

/** A variant and the requirement that must detect it. */
export interface Target {
  readonly variant: FaultyVariant;
  readonly requirement: Requirement;
}

/**
 * For each target, the number of cases of a stream, including the detecting one, until its requirement fails in the way
 * that the variant names; `Infinity` if no stream of the requirement does so within `cases`.
 */
export function firstKills(
  streams: readonly CaseStream[],
  targets: readonly Target[],
  seed: string,
  cases: number,
): readonly number[] {
  const run = new ShelfRun();
  const first = targets.map(() => Infinity);
  for (const stream of streams) {
    const source = new CaseSource(stream.scenarios(), deriveSeed(seed, stream.name));
    const alive = new Map(
      targets.flatMap(({ variant, requirement }, index) =>
        requirement.streams.some((name) => name === stream.name) ? [[variant, index]] : [],
      ),
    );
    for (let count = 1; count <= cases && alive.size > 0; count++) {
      // Another stream was faster.
      for (const [variant, index] of alive) if (first[index]! <= count) alive.delete(variant);
      const requirements = new Set([...alive.values()].map((index) => targets[index]!.requirement));
      run.judge(source.at(count - 1).value, [...requirements], alive.keys(), (variant, verdicts) => {
        const { requirement, outcome } = variant.killedBy;
        if (!verdicts.some((verdict) => verdict.requirement.id === requirement && verdict.outcome === outcome)) return;
        first[alive.get(variant)!] = count;
        alive.delete(variant);
      });
    }
  }
  return first;
}
