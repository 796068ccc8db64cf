/** Requirements about predicates: a question with one right answer. */

import type { Witness } from "../model/verdict.ts";
import type { Observations } from "../oracle/observations.ts";
import type { AskFact, ScenarioFacts } from "../oracle/scenario-facts.ts";
import type { Requirement } from "./requirement.ts";

export interface AskRequirement extends Omit<Requirement, "trigger" | "dependsOn" | "judge"> {
  /** The right answer to a question, or undefined if the requirement has nothing to say about it. */
  answer(ask: AskFact, facts: ScenarioFacts): boolean | undefined;
  /** The name of the way in which the wrong answer was given. */
  rule(ask: AskFact, facts: ScenarioFacts): string;
}

export function aboutAsks(requirement: AskRequirement): Requirement {
  const { answer, rule, ...rest } = requirement;
  return {
    ...rest,
    trigger: (facts) => facts.asks.some((ask) => answer(ask, facts) !== undefined),
    dependsOn(facts, step): boolean {
      const ask = facts.askAt(step);
      return ask !== undefined && answer(ask, facts) !== undefined;
    },
    judge: (facts, observed) => judgeAnswers(facts, observed, answer, rule),
  };
}

/** Witnesses of the wrong answers; `not-observable` if no question that matters was answered. */
export function judgeAnswers(
  facts: ScenarioFacts,
  observed: Observations,
  answer: AskRequirement["answer"],
  rule: AskRequirement["rule"],
): readonly Witness[] | "not-observable" {
  let answered = false;
  const witnesses: Witness[] = [];
  for (const ask of facts.asks) {
    const expected = answer(ask, facts);
    const received = expected === undefined ? undefined : observed.answerTo(ask.step);
    if (expected === undefined || received === undefined) continue;
    answered = true;
    if (received !== expected) witnesses.push(answerWitness(ask, facts, rule(ask, facts), expected, received));
  }
  return answered ? witnesses : "not-observable";
}

export function answerWitness(
  { step, ask, bridge }: AskFact,
  facts: ScenarioFacts,
  rule: string,
  expected: boolean,
  received: boolean,
): Witness {
  const other = bridge < 0 ? {} : { otherDevice: facts.labelOf(bridge) };
  return { rule, step, device: ask.device, ...other, expected, received };
}
