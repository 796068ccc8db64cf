/** Judges in this thread: the caller's own, or a supervised worker. */

import { setImmediate } from "node:timers/promises";
import type { Executor, ImplementationDescription } from "../implementations/executor.ts";
import type { EndedCase, FoundFailure, JudgedScenario, ShrunkFailure, Tally } from "../model/judged.ts";
import type { CaseOrigin } from "../model/record.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Trace } from "../model/trace.ts";
import type { CaseJudge, JudgingPlan, ShrinkTarget } from "./case-judge.ts";
import { originOf, type Course } from "./course.ts";
import { scenarioDigest } from "./canonical-json.ts";
import { ENDING_LIMITS, endingOf, Endings } from "./endings.ts";
import { executeCase } from "./execute-case.ts";
import { failuresOf, judgeTrace, requirementsNamed, verdictsOf } from "./judge-trace.ts";
import { NO_PULSE, type Pulse } from "./pulse.ts";
import { shrink, type ShrinkPosition } from "./shrink.ts";
import type { SuiteRequirement } from "./suite.ts";
import { TallyBuilder } from "./tally.ts";

/**
 * Milliseconds between two rests. Promises that are already resolved never let timers run, and vitest fails a run whose
 * workers do not answer.
 */
const REST_EVERY = 50;

/** A case whose trace has not arrived yet. */
interface CaseUnderWay {
  readonly index: number;
  readonly scenario: Scenario;
  readonly trace: Trace | Promise<Trace>;
}

/** Takes a case of a course with its trace, once it is judged. */
export type ExecutedSink = (origin: CaseOrigin, scenario: Scenario, trace: Trace) => void;

export class LocalJudge implements CaseJudge {
  readonly #plan: JudgingPlan;
  readonly #executor: Executor;
  readonly #pulse: Pulse;
  readonly #onExecuted: ExecutedSink | undefined;
  #restAt = 0;

  constructor(plan: JudgingPlan, executor: Executor, pulse: Pulse = NO_PULSE, onExecuted?: ExecutedSink) {
    this.#plan = plan;
    this.#executor = executor;
    this.#pulse = pulse;
    this.#onExecuted = onExecuted;
  }

  get description(): ImplementationDescription {
    return this.#executor.description;
  }

  /**
   * @param restEvery milliseconds between two rests, each of which ends a tally; 0 rests after every case, so that an
   * exception left behind by a case surfaces before the next case begins
   */
  async judgeRange(
    course: Course,
    from: number,
    to: number,
    onTally: (tally: Tally) => void,
    earlier: readonly EndedCase[] = [],
    restEvery: number = REST_EVERY,
  ): Promise<string | undefined> {
    const inFlight = Math.max(1, this.#executor.inFlight);
    const tallies = new TallyBuilder(course, from, this.#plan);
    const endings = new Endings(ENDING_LIMITS, earlier);
    // Cases are judged in order, whenever their traces arrive, so that an asynchronous run counts like any other.
    const underWay: CaseUnderWay[] = [];
    let givenUp = endings.reason;
    let next = from;
    this.#restAt = performance.now() + restEvery;
    while (givenUp === undefined && (next < to || underWay.length > 0)) {
      let judged: CaseUnderWay;
      let trace: Trace;
      if (next < to && underWay.length < inFlight) {
        const started = this.#start(course, next++);
        if (started.trace instanceof Promise || underWay.length > 0) {
          underWay.push(started);
          continue;
        }
        judged = started;
        trace = started.trace;
      } else {
        judged = underWay.shift()!;
        trace = await judged.trace;
      }
      this.#pulse.judging();
      const verdicts = verdictsOf(this.#plan, course.requirements, judged.scenario, trace);
      const how = endingOf(trace, tallies.add(verdicts, judged.scenario, trace));
      this.#onExecuted?.(originOf(course, judged.index), judged.scenario, trace);
      if (how !== undefined) {
        givenUp = endings.count(judged.index, how);
        onTally(tallies.take(how));
      }
      if (this.#isRestDue()) {
        await this.#rest(restEvery);
        onTally(tallies.take());
      }
    }
    if (underWay.length > 0) this.#executor.abandon?.();
    await this.#rest(restEvery);
    onTally(tallies.take());
    return givenUp;
  }

  async judgeScenario(
    requirements: readonly string[],
    scenario: Scenario,
    timeLimit?: number,
  ): Promise<JudgedScenario> {
    this.#pulse.drawing(-1, 0);
    this.#pulse.offering(scenario);
    const named = requirementsNamed(this.#plan, requirements);
    const trace = await this.#execute(named, scenario, timeLimit);
    this.#pulse.judging();
    const judged = judgeTrace(this.#plan, named, scenario, trace);
    await this.#rest(REST_EVERY);
    return judged;
  }

  /**
   * @param from where to resume an earlier attempt that did not return
   * @param onTaken told of each accepted candidate
   */
  async shrink(
    course: Course,
    index: number,
    target: ShrinkTarget,
    from?: ShrinkPosition,
    onTaken?: (position: ShrinkPosition, found: FoundFailure) => void,
  ): Promise<ShrunkFailure> {
    const requirements = requirementsNamed(this.#plan, target.requirements);
    const test = async (scenario: Scenario, ordinal: number): Promise<FoundFailure | undefined> => {
      this.#pulse.drawing(-1, ordinal);
      this.#pulse.offering(scenario);
      const trace = await this.#execute(requirements, scenario);
      this.#pulse.judging();
      const verdicts = verdictsOf(this.#plan, requirements, scenario, trace);
      const failure = failuresOf(this.#plan, verdicts, scenario, trace).find(({ key }) => key === target.key);
      if (this.#isRestDue()) await this.#rest(REST_EVERY);
      return failure === undefined ? undefined : { trace, witness: failure.witness };
    };
    const { value, ...shrunk } = await shrink(course.arbitrary, course.source.at(index), test, {
      mostTries: target.mostTries,
      identify: scenarioDigest,
      ...(from === undefined ? {} : { from }),
      ...(onTaken === undefined ? {} : { onTaken }),
    });
    await this.#rest(REST_EVERY);
    return { scenario: value, ...shrunk };
  }

  #start(course: Course, index: number): CaseUnderWay {
    this.#pulse.drawing(course.position, index);
    const scenario = course.source.at(index).value;
    return { index, scenario, trace: this.#execute(course.requirements, scenario) };
  }

  #execute(requirements: readonly SuiteRequirement[], scenario: Scenario, timeLimit?: number): Trace | Promise<Trace> {
    return executeCase(this.#plan, this.#executor, this.#pulse, requirements, scenario, timeLimit);
  }

  #isRestDue(): boolean {
    return performance.now() >= this.#restAt;
  }

  async #rest(every: number): Promise<void> {
    this.#pulse.resting();
    await setImmediate();
    this.#restAt = performance.now() + every;
  }
}
