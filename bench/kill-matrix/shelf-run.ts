/** One case on many faulty variants: drawn once, its facts and triggers worked out once, judged for each variant. */

import type { FaultyVariant } from "../../implementations/faulty/index.ts";
import { BoundedExecutor } from "../../implementations/in-process/execute-within.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { Scenario } from "../../model/scenario.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { judgeTriggered, type CaseVerdict } from "../../suites/judge-case.ts";
import type { Requirement } from "../../suites/requirement.ts";

/** Milliseconds; no case takes a hundredth of it. */
const PATIENCE = 150;

export class ShelfRun {
  readonly #bounded = new BoundedExecutor(PATIENCE);

  /** Tells of each variant the verdicts that are not `pass`; nothing of one that passes. */
  judge(
    scenario: Scenario,
    requirements: readonly Requirement[],
    variants: Iterable<FaultyVariant>,
    tell: (variant: FaultyVariant, verdicts: readonly CaseVerdict[]) => void,
  ): void {
    const facts = new ScenarioFacts(scenario, LINUX_PROFILE);
    const triggered = requirements.filter((requirement) => requirement.trigger(facts));
    if (triggered.length === 0) return;
    const asked = [...variants];
    const traces = this.#bounded.executeAll(
      asked.map(({ implementation }) => implementation),
      scenario,
    );
    for (const [index, variant] of asked.entries()) {
      const verdicts = judgeTriggered(triggered, facts, traces[index]!).filter(({ outcome }) => outcome !== "pass");
      if (verdicts.length > 0) tell(variant, verdicts);
    }
  }
}

/** Whether a verdict means that the suite has noticed the mistake of a variant. */
export function isKill({ outcome }: CaseVerdict, variant: FaultyVariant): boolean {
  return outcome === "fail" || outcome === "hang" || outcome === variant.killedBy.outcome;
}
