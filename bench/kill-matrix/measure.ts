/** Measures the kill matrix: the suite's, the baseline's, and which requirement detects which fault. */

import { STREAMS } from "../../generators/streams.ts";
import { FAULTY, type FaultyVariant } from "../../implementations/faulty/index.ts";
import { KILL_MATRIX_FORMAT, type FirstKills, type KilledFault, type KillMatrix } from "../../model/kill-matrix.ts";
import { SUITE_VERSION } from "../../model/suite-version.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { BASELINE } from "../baseline/index.ts";
import { firstKills, type CaseStream, type Target } from "./first-kills.ts";
import { reasonOf } from "./reasons.ts";
import { wholeMatrix } from "./whole-matrix.ts";

export interface Measurement {
  readonly seeds: readonly string[];
  readonly matrixSeeds: readonly string[];
  readonly cases: number;
  readonly matrixCases: number;
  /** Names of variants; all if left out. */
  readonly only?: (name: string) => boolean;
  readonly tell: (what: string) => void;
}

export function measureKillMatrix({
  seeds,
  matrixSeeds,
  cases,
  matrixCases,
  only = () => true,
  tell,
}: Measurement): KillMatrix {
  const variants = FAULTY.filter(({ name }) => only(name));
  const targets = variants.flatMap((variant): readonly Target[] => {
    const requirement = REQUIREMENTS.find(({ id }) => id === variant.killedBy.requirement);
    return requirement === undefined ? [] : [{ variant, requirement }];
  });
  const measured = (streams: readonly CaseStream[], concerned: readonly Target[], who: string): Counts => {
    const counts = new Map(concerned.map(({ variant }) => [variant, [] as number[]]));
    for (const seed of seeds) {
      tell(`${who}: ${seed}`);
      firstKills(streams, concerned, seed, cases).forEach((count, index) =>
        counts.get(concerned[index]!.variant)!.push(count),
      );
    }
    return counts;
  };
  const ours = measured(STREAMS, targets, "ours");
  const hasBaseline = new Set<string>(BASELINE.map(({ name }) => name));
  const comparable = targets.filter(({ requirement }) => requirement.streams.some((name) => hasBaseline.has(name)));
  const baseline = measured(BASELINE, comparable, "baseline");
  const kills = new Map(variants.map((variant) => [variant, new Map<string, number>()]));
  for (const seed of matrixSeeds) {
    tell(`matrix: ${seed}`);
    for (const [variant, counts] of wholeMatrix(STREAMS, REQUIREMENTS, variants, seed, matrixCases)) {
      const sum = kills.get(variant)!;
      for (const [id, count] of counts) sum.set(id, (sum.get(id) ?? 0) + count);
    }
  }
  const faults = variants.map((variant): KilledFault => {
    const [own, other] = [ours.get(variant), baseline.get(variant)];
    return {
      name: variant.name,
      requirement: variant.killedBy.requirement,
      outcome: variant.killedBy.outcome,
      ...(own === undefined ? {} : { ours: summedUp(own) }),
      ...(other === undefined ? {} : { baseline: summedUp(other) }),
      kills: Object.fromEntries(
        REQUIREMENTS.flatMap(({ id }) => {
          const count = kills.get(variant)!.get(id) ?? 0;
          return count === 0 ? [] : [[id, count]];
        }),
      ),
    };
  });
  return {
    format: KILL_MATRIX_FORMAT,
    suiteVersion: SUITE_VERSION,
    seeds: [...seeds],
    cases,
    matrixSeeds: [...matrixSeeds],
    matrixCases,
    requirements: REQUIREMENTS.map(({ id }) => {
      const alone = faults.filter((fault) => Object.keys(fault.kills).join() === id).map(({ name }) => name);
      const reason = alone.length > 0 ? undefined : reasonOf(id);
      return { id, alone, ...(reason === undefined ? {} : { reason }) };
    }),
    faults,
  };
}

type Counts = ReadonlyMap<FaultyVariant, readonly number[]>;

function summedUp(counts: readonly number[]): FirstKills {
  const sorted = counts.toSorted((a, b) => a - b);
  const finite = (count: number): number | null => (Number.isFinite(count) ? count : null);
  return {
    median: finite(sorted[sorted.length >> 1]!),
    worst: finite(sorted.at(-1)!),
    missed: sorted.filter((count) => !Number.isFinite(count)).length,
  };
}
