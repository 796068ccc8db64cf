/**
 * Judges an implementation module in a worker thread, and survives whatever it does there.
 *
 * A worker reports its tallies in chunks. When it hangs or dies during a case, a new worker judges the current chunk
 * again up to that case, the case itself becomes a `hang` or an `error`, and judging continues after it. So no result
 * is lost or counted twice.
 */

import type { ImplementationDescription } from "../implementations/executor.ts";
import { ConformanceError } from "../model/conformance-error.ts";
import type { EndedCase, FoundFailure, JudgedScenario, ShrunkFailure, Tally } from "../model/judged.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Trace } from "../model/trace.ts";
import { scenarioDigest } from "./canonical-json.ts";
import type { CaseJudge, JudgingPlan, ShrinkTarget } from "./case-judge.ts";
import type { Judging } from "./case-failure.ts";
import type { Course } from "./course.ts";
import { ENDING_LIMITS, Endings, type EndingLimits } from "./endings.ts";
import { twinsOfCase } from "./execute-case.ts";
import { NOTHING_BEGUN } from "./heartbeat.ts";
import { brokenOff, brokenOffInTwin, judgeTrace, requirementsNamed, verdictsOf } from "./judge-trace.ts";
import type { PlanData } from "./judging-plan.ts";
import { SHRINK_START, shrunkSoFar, type ShrinkPosition } from "./shrink.ts";
import type { SuiteRequirement } from "./suite.ts";
import { TallyBuilder } from "./tally.ts";
import { WatchedWorker, type JobEnd } from "./watched-worker.ts";
import type { Job, WorkerMessage } from "./worker-messages.ts";

export interface Supervision {
  readonly implementationModule: URL;
  readonly suiteModule: URL;
  /** Milliseconds. */
  readonly caseTimeout: number;
  readonly endingLimits?: EndingLimits;
  /** Called if the implementation ends the thread between two jobs, when no case can be blamed. */
  readonly onProblem: (problem: ConformanceError) => void;
}

/**
 * A shrink candidate that hangs costs as much as any hang; after this many, the smallest failure found so far is kept.
 */
const MOST_ENDINGS_OF_SHRINK = 3;

/** The maximum number of workers in a row that end before they have begun one job. */
const MOST_ATTEMPTS = 3;

type Ended = Exclude<JobEnd, { how: "done" }>;

export class SupervisedJudge implements CaseJudge {
  readonly description: ImplementationDescription;
  readonly #supervision: Supervision;
  #worker: WatchedWorker | undefined;
  #plan: JudgingPlan | undefined;
  #planData: PlanData | undefined;
  /** Whether the current worker has the plan. */
  #planned = false;

  private constructor(supervision: Supervision, worker: WatchedWorker) {
    this.#supervision = supervision;
    this.#worker = worker;
    this.description = worker.description;
  }

  /** @throws ConformanceError if the implementation cannot be loaded */
  static async open(supervision: Supervision): Promise<SupervisedJudge> {
    const { implementationModule, suiteModule } = supervision;
    return new SupervisedJudge(supervision, await WatchedWorker.start(implementationModule, suiteModule));
  }

  /** Must be called before anything is judged; the description determines the profile of the plan. */
  usePlan(plan: JudgingPlan, data: PlanData): void {
    this.#plan = plan;
    this.#planData = data;
    this.#planned = false;
  }

  async judgeRange(
    course: Course,
    from: number,
    to: number,
    onTally: (tally: Tally) => void,
    earlier: readonly EndedCase[] = [],
  ): Promise<string | undefined> {
    const endings = new Endings(this.#supervision.endingLimits ?? ENDING_LIMITS, earlier);
    return endings.reason ?? this.#judgeRange(course, from, to, onTally, endings);
  }

  async judgeScenario(
    requirements: readonly string[],
    scenario: Scenario,
    timeLimit: number = this.#supervision.caseTimeout,
  ): Promise<JudgedScenario> {
    let judged: JudgedScenario | undefined;
    const end = await this.#run({ do: "scenario", requirements, scenario }, timeLimit, (message) => {
      if (message.say === "judged") judged = message.judged;
    });
    if (end.how === "done") return judged!;
    const plan = this.#plan!;
    const named = requirementsNamed(plan, requirements);
    return judgeTrace(plan, named, scenario, traceOf(end, plan, named, scenario));
  }

  async shrink(course: Course, index: number, target: ShrinkTarget): Promise<ShrunkFailure> {
    let position: ShrinkPosition = SHRINK_START;
    let found: FoundFailure | undefined;
    let endings = 0;
    for (;;) {
      let shrunk: ShrunkFailure | undefined;
      const job: Job = { do: "shrink", course: course.position, index, target, from: position };
      const end = await this.#run(job, this.#supervision.caseTimeout, (message) => {
        if (message.say === "taken") ({ position, found } = message);
        if (message.say === "shrunk") ({ shrunk } = message);
      });
      // A worker that took over knows only what it accepted itself.
      if (end.how === "done") return { ...shrunk!, found: shrunk!.found ?? found };
      // The candidate did not fail in the desired way: continue after it.
      const next = Math.max(position.next, end.beat.index + 1);
      position = { ...position, next };
      if (++endings === MOST_ENDINGS_OF_SHRINK) {
        const { value, tried } = shrunkSoFar(course.arbitrary, course.source.at(index), position, scenarioDigest);
        return { scenario: value, found, tried, taken: position.path.length, cut: true };
      }
    }
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  async #judgeRange(
    course: Course,
    from: number,
    to: number,
    onTally: (tally: Tally) => void,
    endings: Endings,
  ): Promise<string | undefined> {
    let next = from;
    while (next < to) {
      const end = await this.#runRange(course, next, to, false, (tally) => {
        next = tally.to;
        onTally(tally);
      });
      if (end.how === "done") break;
      if (end.beat.phase === "drawing") throw this.#stuckInDrawing(course, end);

      let culprit = end.beat.index;
      let how: Ended = end;
      if (end.beat.phase === "resting") {
        const search = await this.#findCulprit(course, next, end);
        for (const tally of search.tallies) onTally(tally);
        culprit = search.culprit;
        how = search.end;
      } else {
        // Whatever the worker had judged since its last tally was lost with it.
        const givenUp = await this.#judgeRange(course, next, culprit, onTally, endings);
        if (givenUp !== undefined) return givenUp;
      }
      onTally(this.#tallyOfEnd(course, culprit, how));
      next = culprit + 1;
      const givenUp = endings.count(culprit, how.how);
      if (givenUp !== undefined) return givenUp;
    }
    return undefined;
  }

  /**
   * The worker ended while resting, so through an exception or loop left behind by one of the cases since the last
   * tally. They are judged again with a rest after each, which identifies the case unless a timer is involved; then the
   * last of them is blamed.
   */
  async #findCulprit(
    course: Course,
    from: number,
    end: Ended,
  ): Promise<{ readonly culprit: number; readonly end: Ended; readonly tallies: readonly Tally[] }> {
    const last = end.beat.index;
    const tallies: Tally[] = [];
    const again = await this.#runRange(course, from, last + 1, true, (tally) => tallies.push(tally));
    const culprit = again.how === "done" ? last : again.beat.index;
    return {
      culprit,
      end: again.how === "done" ? end : again,
      tallies: tallies.filter((tally) => tally.to <= culprit),
    };
  }

  #runRange(
    course: Course,
    from: number,
    to: number,
    careful: boolean,
    onTally: (tally: Tally) => void,
  ): Promise<JobEnd> {
    const job: Job = { do: "range", course: course.position, from, to, careful };
    return this.#run(job, this.#supervision.caseTimeout, (message) => {
      if (message.say === "tally") onTally(message.tally);
    });
  }

  #tallyOfEnd(course: Course, index: number, end: Ended): Tally {
    const plan = this.#plan!;
    const scenario = course.source.at(index).value;
    const trace = traceOf(end, plan, course.requirements, scenario);
    const tallies = new TallyBuilder(course, index, plan);
    tallies.add(verdictsOf(plan, course.requirements, scenario, trace), scenario, trace);
    return tallies.take(end.how);
  }

  /**
   * Runs a job in the existing worker or in a new one. If a worker ends before it has begun, no case is to blame: it is
   * reported as a problem, and another worker gets the job.
   */
  async #run(job: Job, timeLimit: number, onMessage: (message: WorkerMessage) => void): Promise<JobEnd> {
    for (let attempts = 1; ; attempts++) {
      const end = await this.#attempt(job, timeLimit, onMessage);
      if (end.how === "done") return end;
      this.#worker = undefined;
      this.#planned = false;
      if (end.beat.index !== NOTHING_BEGUN) return end;
      const problem = new ConformanceError(
        "IMPLEMENTATION_ENDED_LATE",
        `the implementation terminated its thread between two cases: ${end.message}`,
        "Look for a timer or promise in it that throws after the call has returned.",
        3,
      );
      if (attempts === MOST_ATTEMPTS) throw problem;
      this.#supervision.onProblem(problem);
    }
  }

  /** Runs a job in a worker that has the plan; the plan itself may end the worker. */
  async #attempt(job: Job, timeLimit: number, onMessage: (message: WorkerMessage) => void): Promise<JobEnd> {
    const { implementationModule, suiteModule } = this.#supervision;
    this.#worker ??= await WatchedWorker.start(implementationModule, suiteModule);
    if (!this.#planned) {
      const end = await this.#worker.run({ do: "plan", plan: this.#planData! }, timeLimit, () => undefined);
      if (end.how !== "done") return end;
      this.#planned = true;
    }
    return this.#worker.run(job, timeLimit, onMessage);
  }

  #stuckInDrawing(course: Course, end: Ended): ConformanceError {
    return new ConformanceError(
      "SUITE_FAILED",
      `case ${end.beat.index} of ${course.name} could not be generated: ${end.message}`,
      "This is a bug in the suite; please report it with the seed.",
      3,
    );
  }
}

/** The trace of a scenario that, itself or through a twin, ended the worker. */
function traceOf(
  { how, beat, message, code }: Ended,
  judging: Judging,
  requirements: readonly SuiteRequirement[],
  scenario: Scenario,
): Trace {
  const { step, phase, twin } = beat;
  const at = { ...(code === undefined ? {} : { code }), ...(step === undefined ? {} : { step }) };
  if (phase === "judging") return brokenOff(how, `while it was judged: ${message}`, { code: "JUDGE_FAILED" });
  if (phase === "resting") return brokenOff(how, `outside of any call: ${message}`, { code: "ENDED_OUTSIDE_OF_CALLS" });
  if (twin === undefined) return brokenOff(how, message, at);
  const name = twinsOfCase(judging, requirements, scenario)[twin]?.name ?? "that was under way";
  return brokenOffInTwin(how, name, message, at);
}
