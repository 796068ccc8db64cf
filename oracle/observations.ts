/**
 * What was seen: a trace compared with the facts of its scenario.
 *
 * Like the facts, it is worked out when it is first wanted and then kept, and it is pure. On the path that
 * nearly every case takes, where nothing is wrong, it makes next to no objects.
 */

import type { StepResult, Trace } from "../model/trace.ts";
import { GetComparer } from "./compare-get.ts";
import { type ComparedGet, type ExplainedMissing, explainMissing } from "./explain-missing.ts";
import { lacksMemory } from "./failed-requests.ts";
import type { GetDifferences } from "./get-differences.ts";
import { isMisuse, movesAnybody } from "./platform-changes.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

/**
 * How much of a get can be judged. `whole`: all of it. `part`: memory ran out, so regions may be missing.
 * `nothing`: it was not supported, failed, gave a list without end, or the device was not there.
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
  /** The first step at which it is no longer known who is there. */
  readonly #presenceKnownUntil: number;
  #missing: readonly ExplainedMissing[] | undefined;
  readonly #derived = new Map<unknown, unknown>();

  constructor(facts: ScenarioFacts, trace: Trace) {
    this.facts = facts;
    this.trace = trace;
    this.#presenceKnownUntil = this.#firstLostChange();
  }

  /** The result of a step; one with status `error` where the trace has none. */
  result(step: number): StepResult {
    return this.trace.steps[step] ?? NO_RESULT;
  }

  /** What was done with a twin of the scenario, if it was executed. */
  twin(name: string): Trace | undefined {
    return this.trace.twins?.find((twin) => twin.name === name)?.trace;
  }

  /** Whether it is known who is there at a step: every function that was to come or go before has done so. */
  knowsWhoIsThereAt(step: number): boolean {
    return step < this.#presenceKnownUntil;
  }

  /** The answer to a question, if there was one and who is there is known. */
  answerTo(step: number): boolean | undefined {
    if (!this.knowsWhoIsThereAt(step)) return undefined;
    const { status, answer } = this.result(step);
    return status === "ok" ? answer : undefined;
  }

  /** The gets, one for one with those of the facts. */
  get gets(): readonly ObservedGet[] {
    return (this.#gets ??= this.#compareGets());
  }

  /** The gets that are not as they have to be, in order. */
  get differences(): readonly GetDifferences[] {
    if (this.#differences === undefined) {
      const differences: GetDifferences[] = [];
      for (const get of this.gets) if (get.differences !== undefined) differences.push(get.differences);
      this.#differences = differences;
    }
    return this.#differences;
  }

  /** Everything that devices are due and did not get, explained. */
  get missing(): readonly ExplainedMissing[] {
    return (this.#missing ??=
      this.differences.length === 0
        ? []
        : explainMissing(
            this.facts,
            this.gets.filter((get) => get.view === "whole"),
          ));
  }

  /** An observation of a family's own, worked out by `compute` when it is first wanted. */
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

  /** The first step from which on it is not known who is there. */
  get presenceKnownUntil(): number {
    return this.#presenceKnownUntil;
  }

  /** The first `add` or `remove` that did not happen: from then on, who is there is not known. */
  #firstLostChange(): number {
    if (!this.facts.presence.changes) return Infinity;
    const { steps } = this.facts.scenario;
    for (let step = 0; step < steps.length; step++) {
      const what = steps[step]!.do;
      if (what !== "add" && what !== "remove") continue;
      const { status } = this.result(step);
      // To refuse what changes nothing, adding what is there or removing what is not, leaves everything as it was.
      if (status !== "ok" && !(status === "refused" && isMisuse(this.facts, step) && !movesAnybody(this.facts, step))) {
        return step;
      }
    }
    return Infinity;
  }
}

/** How much of the list that a get gave can be judged, taken by itself. */
export function viewOf(result: StepResult): GetView {
  const { status, regions, endless } = result;
  if (regions === undefined || endless === true) return "nothing";
  if (status === "unsupported" || status === "error") return "nothing";
  return status === "no-memory" || lacksMemory(result) ? "part" : "whole";
}
