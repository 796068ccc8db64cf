/** The share of a stream's cases in which a requirement detects the mistake it must detect. */

import { deriveSeed } from "../../generators/seed.ts";
import type { FaultyVariant } from "../../implementations/faulty/index.ts";
import { CaseSource } from "../../runner/case-source.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import type { CaseStream } from "./first-kills.ts";
import { ShelfRun } from "./shelf-run.ts";

/** By name of the fault, the share of cases in each stream of its requirement, from 0 to 1. */
export type KillRates = ReadonlyMap<string, readonly number[]>;

export function killRates(
  streams: readonly CaseStream[],
  variants: readonly FaultyVariant[],
  seed: string,
  cases: number,
): KillRates {
  const run = new ShelfRun();
  const rates = new Map<string, number[]>();
  for (const stream of streams) {
    const requirements = REQUIREMENTS.filter((requirement) => requirement.streams.some((name) => name === stream.name));
    const ids = new Set(requirements.map(({ id }) => id));
    // A variant that never returns uses up its time limit with every detection.
    const concerned = variants.filter(({ killedBy }) => ids.has(killedBy.requirement) && killedBy.outcome !== "hang");
    const asked = requirements.filter(({ id }) => concerned.some(({ killedBy }) => killedBy.requirement === id));
    const count = stream.name === "metamorphic" ? Math.ceil(cases / 16) : cases;
    const kills = new Map(concerned.map(({ name }) => [name, 0]));
    const source = new CaseSource(stream.scenarios(), deriveSeed(seed, stream.name));
    for (let index = 0; index < count; index++) {
      run.judge(source.at(index).value, asked, concerned, ({ name, killedBy }, verdicts) => {
        const isKill = verdicts.some(
          ({ requirement, outcome }) => requirement.id === killedBy.requirement && outcome === killedBy.outcome,
        );
        if (isKill) kills.set(name, kills.get(name)! + 1);
      });
    }
    for (const [name, number] of kills) {
      const others = rates.get(name);
      if (others === undefined) rates.set(name, [number / count]);
      else others.push(number / count);
    }
  }
  return rates;
}

/**
 * The number of cases of all its streams after which a fault is detected with a probability of one half, at least 1;
 * `Infinity` if no case detected it, undefined if there is no stream.
 */
export function firstKillsOfRates(rates: readonly number[] | undefined): number | undefined {
  if (rates === undefined) return undefined;
  const passed = rates.reduce((product, rate) => product * (1 - rate), 1);
  if (passed === 1) return Infinity;
  return Math.max(1, Math.log(0.5) / Math.log(passed));
}
