/** Which requirements detect which faults, over every case of every stream under several seeds. */

import { deriveSeed } from "../../generators/seed.ts";
import type { FaultyVariant } from "../../implementations/faulty/index.ts";
import { CaseSource } from "../../runner/case-source.ts";
import type { Requirement } from "../../suites/requirement.ts";
import type { CaseStream } from "./first-kills.ts";
import { isKill, ShelfRun } from "./shelf-run.ts";

/** For each variant, by requirement, the number of cases in which it was detected. */
export type Kills = ReadonlyMap<FaultyVariant, ReadonlyMap<string, number>>;

export function wholeMatrix(
  streams: readonly CaseStream[],
  requirements: readonly Requirement[],
  variants: readonly FaultyVariant[],
  seed: string,
  cases: number,
): Kills {
  const run = new ShelfRun();
  const kills = new Map(variants.map((variant) => [variant, new Map<string, number>()]));
  for (const stream of streams) {
    const source = new CaseSource(stream.scenarios(), deriveSeed(seed, stream.name));
    const listeners = requirements.filter((requirement) => requirement.streams.some((name) => name === stream.name));
    const alive = new Set(variants);
    for (let index = 0; index < cases; index++) {
      run.judge(source.at(index).value, listeners, alive, (variant, verdicts) => {
        for (const verdict of verdicts) {
          if (!isKill(verdict, variant)) continue;
          const counts = kills.get(variant)!;
          counts.set(verdict.requirement.id, (counts.get(verdict.requirement.id) ?? 0) + 1);
          // Another hang would reveal nothing more, and costs as much as thousands of cases.
          if (verdict.outcome === "hang") alive.delete(variant);
        }
      });
    }
  }
  return kills;
}
