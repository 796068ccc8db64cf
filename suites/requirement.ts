/**
 * A requirement: something that must hold, as data.
 *
 * A requirement says in which scenarios it has something to say (its trigger), and looks at what was seen. It
 * is pure: it reads facts and observations and nothing else, so one verdict follows from one case.
 */

import type { StreamName } from "../generators/streams.ts";
import type { TraceEnd } from "../model/trace.ts";
import type { Witness } from "../model/verdict.ts";
import type { Observations } from "../oracle/observations.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import type { Twin } from "../oracle/twins/twin.ts";

/** `must`: VT-d or memory safety. `policy`: a rule of Linux or its ABI. `robust`: faults and misuse. */
export type RequirementLevel = "must" | "policy" | "robust";

export interface Requirement {
  /** `family/name`; never renumbered, never used again for something else. */
  readonly id: string;
  readonly level: RequirementLevel;
  /** What must hold, in the words of the specification. */
  readonly statement: string;
  /** Where that is written: VT-d sections, patches of the series (`series 3/8`), Linux functions. */
  readonly source: string;
  /** The trigger in words. */
  readonly when: string;
  readonly streams: readonly StreamName[];
  /**
   * The twin with which a scenario is compared. Whoever executes the scenario executes its twin too, if the
   * requirement is triggered, and puts what came of it into the trace; without it the requirement is not observable.
   */
  readonly twin?: Twin;
  /**
   * Whether the scenario is one in which the requirement could have failed, under the profile of the facts. It
   * does not look at any trace: a case that hangs has none.
   */
  trigger(facts: ScenarioFacts): boolean;
  /** Whether a step is one that the verdict depends on: if it ended in `error`, there is no verdict. */
  dependsOn(facts: ScenarioFacts, step: number): boolean;
  /**
   * What is wrong, for a requirement that is about how a trace comes to its end too early; undefined for an end of
   * which it has nothing to say: then, as for every other requirement, the case came to no verdict.
   */
  judgeEnding?(facts: ScenarioFacts, ended: TraceEnd): readonly Witness[] | undefined;
  /**
   * What is wrong, most telling first; nothing if it holds. Called for triggered cases whose trace is whole.
   * `not-observable`: the implementation does not show what would decide it.
   */
  judge(facts: ScenarioFacts, observed: Observations): readonly Witness[] | "not-observable";
}
