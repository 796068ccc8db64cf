/**
 * What was observed: a trace compared with the facts of its scenario.
 *
 * Like the facts, it is pure, and computed on first use and then kept. On the path that nearly every case takes, where
 * nothing is wrong, it allocates next to nothing.
 */

import type { StepResult, Trace } from "../model/trace.ts";
import { GetComparer } from "./compare-get.ts";
import { type ComparedGet, type ExplainedMissing, explainMissing } from "./explain-missing.ts";
import { lacksMemory } from "./lacks-memory.ts";
import type { GetDifferences } from "./get-differences.ts";
import { isMisuse, movesAnybody } from "./platform-changes.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";
import { isStoppedAt } from "./starts.ts";

/**
 * How much of a get can be judged. `whole`: all of it. `part`: memory ran out, so regions may be missing. `nothing`: it
 * was unsupported, failed, returned an endless list, or the device was absent.
 */
export type GetView = "whole" | "part" | "nothing";

export interface ObservedGet extends ComparedGet {
  readonly view: GetView;
}

const NO_RESULT: StepResult = { status: "error", message: "the trace has no result for this step" };

export class Observations {
  readonly facts: ScenarioFacts;
  readonly trace: Trace;
  #gets: readonly ObservedGet[] | undefined;
  #differences: readonly GetDifferences[] | undefined;
  /** The first step at which the set of present functions is no longer known. */
  readonly #presenceKnownUntil: number;
  #missing: readonly ExplainedMissing[] | undefined;
  readonly #derived = new Map<unknown, unknown>();

  constructor(facts: ScenarioFacts, trace: Trace) {
    this.facts = facts;
    this.trace = trace;
    this.#presenceKnownUntil = this.#firstLostChange();
  }

  /** The result of a step; if the trace has none, one with status `error`. */
  result(step: number): StepResult {
    return this.trace.steps[step] ?? NO_RESULT;
  }

  /** The trace of a twin of the scenario, if it was executed. */
  twin(name: string): Trace | undefined {
    return this.trace.twins?.find((twin) => twin.name === name)?.trace;
  }

  /**
   * Whether the set of present functions is known at a step: every earlier addition and removal took place, and the
   * implementation is running, without which it knows of none.
   */
  knowsWhoIsThereAt(step: number): boolean {
    return step < this.#presenceKnownUntil && !isStoppedAt(this, step);
  }

  /** The answer to a query, if there was one and the set of present functions is known. */
  answerTo(step: number): boolean | undefined {
    if (!this.knowsWhoIsThereAt(step)) return undefined;
    const { status, answer } = this.result(step);
    return status === "ok" ? answer : undefined;
  }

  /** The gets, in the same order as those of the facts. */
  get gets(): readonly ObservedGet[] {
    return (this.#gets ??= this.#compareGets());
  }

  /** The gets that are not as required, in order. */
  get differences(): readonly GetDifferences[] {
    if (this.#differences === undefined) {
      const differences: GetDifferences[] = [];
      for (const get of this.gets) if (get.differences !== undefined) differences.push(get.differences);
      this.#differences = differences;
    }
    return this.#differences;
  }

  /** Everything that devices are due but did not get, with explanations. */
  get missing(): readonly ExplainedMissing[] {
    return (this.#missing ??=
      this.differences.length === 0
        ? []
        : explainMissing(
            this.facts,
            this.gets.filter((get) => get.view === "whole"),
          ));
  }

  /** An observation specific to a family, computed by `compute` on first use. */
  derive<Observation>(compute: (observed: Observations) => Observation): Observation {
    let observation = this.#derived.get(compute) as Observation | undefined;
    if (observation === undefined) this.#derived.set(compute, (observation = compute(this)));
    return observation;
  }

  #compareGets(): ObservedGet[] {
    const comparer = new GetComparer(this.facts);
    const compared: ObservedGet[] = [];
    for (const get of this.facts.gets) {
      const result = this.result(get.step);
      const view = get.present && this.knowsWhoIsThereAt(get.step) ? viewOf(result) : "nothing";
      const differ = view !== "nothing" && !comparer.conforms(get, result.regions!, view === "whole");
      const differences = differ ? comparer.differencesOf(get, result, view === "whole") : undefined;
      compared.push({ get, view, differences });
    }
    return compared;
  }

  /** The first step from which the set of present functions is unknown. */
  get presenceKnownUntil(): number {
    return this.#presenceKnownUntil;
  }

  /** The first `add` or `remove` that did not take place: from then on, the set of present functions is unknown. */
  #firstLostChange(): number {
    if (!this.facts.presence.changes) return Infinity;
    const { steps } = this.facts.scenario;
    for (let step = 0; step < steps.length; step++) {
      const what = steps[step]!.do;
      if (what !== "add" && what !== "remove") continue;
      const { status } = this.result(step);
      // Refusing a step that changes nothing, such as adding a present function or removing an absent one, leaves
      // everything as it was.
      if (status !== "ok" && !(status === "refused" && isMisuse(this.facts, step) && !movesAnybody(this.facts, step))) {
        return step;
      }
    }
    return Infinity;
  }
}

/** How much of the list from a get can be judged, considered by itself. */
export function viewOf(result: StepResult): GetView {
  const { status, regions, endless } = result;
  if (regions === undefined || endless === true) return "nothing";
  if (status === "unsupported" || status === "error") return "nothing";
  return status === "no-memory" || lacksMemory(result) ? "part" : "whole";
}
