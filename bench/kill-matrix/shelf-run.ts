/** One case on many faulty variants: drawn once, its facts and triggers computed once, judged for each variant. */

import type { FaultyVariant } from "../../implementations/faulty/index.ts";
import { BoundedExecutor } from "../../implementations/in-process/execute-within.ts";
import { LINUX_PROFILE, relaxProfile, type Profile } from "../../model/profile.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { judgeTriggered, type CaseVerdict } from "../../suites/judge-case.ts";
import type { Requirement } from "../../suites/requirement.ts";
import { twinsOf } from "../../suites/twins.ts";

/** Milliseconds; no case takes a hundredth of it. */
const PATIENCE = 150;

export class ShelfRun {
  readonly #bounded = new BoundedExecutor(PATIENCE);

  /** Reports, for each variant, the verdicts that are not `pass`. */
  judge(
    scenario: Scenario,
    requirements: readonly Requirement[],
    variants: Iterable<FaultyVariant>,
    tell: (variant: FaultyVariant, verdicts: readonly CaseVerdict[]) => void,
  ): void {
    for (const [profile, asked] of byProfile(variants)) {
      const facts = new ScenarioFacts(scenario, profile);
      const triggered = requirements.filter((requirement) => requirement.trigger(facts));
      if (triggered.length === 0) continue;
      const traces = this.#tracesOf(asked, scenario, twinsOf(triggered, scenario, profile));
      for (const [index, variant] of asked.entries()) {
        const verdicts = judgeTriggered(triggered, facts, traces[index]!).filter(({ outcome }) => outcome !== "pass");
        if (verdicts.length > 0) tell(variant, verdicts);
      }
    }
  }

  /** What each variant does with a scenario and its twins. */
  #tracesOf(
    variants: readonly FaultyVariant[],
    scenario: Scenario,
    twins: readonly { readonly name: string; readonly scenario: Scenario }[],
  ): readonly Trace[] {
    const tracesOf = (executed: Scenario): readonly Trace[] =>
      this.#bounded.executeAll(variants.map(({ implementation }) => ({ implementation, scenario: executed })));
    const traces = tracesOf(scenario);
    if (twins.length === 0) return traces;
    const others = twins.map((twin) => tracesOf(twin.scenario));
    return traces.map((trace, index) =>
      trace.ended === undefined
        ? { ...trace, twins: twins.map(({ name }, position) => ({ name, trace: others[position]![index]! })) }
        : trace,
    );
  }
}

/** Switches that a variant declares open accept either answer. */
function byProfile(variants: Iterable<FaultyVariant>): ReadonlyMap<Profile, readonly FaultyVariant[]> {
  const found = new Map<Profile, FaultyVariant[]>();
  const profiles = new Map<string, Profile>([["", LINUX_PROFILE]]);
  for (const variant of variants) {
    const { either = [] } = variant.implementation;
    const key = either.join();
    const profile = profiles.get(key) ?? relaxProfile(LINUX_PROFILE, either);
    profiles.set(key, profile);
    const same = found.get(profile);
    if (same === undefined) found.set(profile, [variant]);
    else same.push(variant);
  }
  return found;
}

/** Whether a verdict means that the suite has detected the mistake of a variant. */
export function isKill({ outcome }: CaseVerdict, variant: FaultyVariant): boolean {
  return outcome === "fail" || outcome === "hang" || outcome === variant.killedBy.outcome;
}
