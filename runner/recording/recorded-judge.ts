/**
 * Judges a recording: both scenarios and traces are already there.
 *
 * Nothing is drawn or executed, so nothing can be shrunk either: a failure is shown in the case in which it was
 * recorded.
 */

import type { ImplementationDescription } from "../../implementations/executor.ts";
import type { JudgedScenario, ShrunkFailure, Tally } from "../../model/judged.ts";
import type { SwitchName } from "../../model/profile.ts";
import type { CaseOrigin } from "../../model/record.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { scenarioDigest } from "../canonical-json.ts";
import type { CaseJudge, JudgingPlan } from "../case-judge.ts";
import type { Course } from "../course.ts";
import { ENDING_LIMITS, endingOf, Endings } from "../endings.ts";
import { brokenOff, judgeTrace, requirementsNamed, verdictsOf } from "../judge-trace.ts";
import { TallyBuilder } from "../tally.ts";
import type { RecordedCase } from "./recording-format.ts";
import type { Recording } from "./recording.ts";

/** After this many cases, a tally of them is passed on. */
const CASES_A_TALLY = 500;

export class RecordedJudge implements CaseJudge {
  readonly #plan: JudgingPlan;
  readonly #recording: Recording;
  /** Traces of stored failures and known divergences, which precede the courses, by scenario. */
  #single: Map<string, Trace> | undefined;
  /** The scenario of the earliest case of each failure, by course and index. */
  readonly #failed = new Map<string, Scenario>();

  /** Of the courses that are judged, by name. */
  readonly #positions: ReadonlyMap<string, number>;

  constructor(plan: JudgingPlan, recording: Recording) {
    this.#plan = plan;
    this.#recording = recording;
    this.#positions = new Map(plan.courses.map(({ name, position }) => [name, position]));
  }

  get description(): ImplementationDescription {
    return descriptionOf(this.#recording);
  }

  async judgeRange(
    course: Course,
    from: number,
    to: number,
    onTally: (tally: Tally) => void,
  ): Promise<string | undefined> {
    const tallies = new TallyBuilder(course, from, this.#plan);
    const endings = new Endings(ENDING_LIMITS);
    let scenarios = new Map<number, Scenario>();
    let givenUp: string | undefined;
    const handOut = (): void => {
      const tally = tallies.take();
      for (const { first } of tally.failures) {
        const scenario = scenarios.get(first);
        if (scenario !== undefined) this.#failed.set(`${course.name} ${first}`, scenario);
      }
      scenarios = new Map();
      onTally(tally);
    };
    for (let index = from; index < to && givenUp === undefined; index++) {
      const recorded = await this.#takeCase(course, index);
      if (recorded === undefined) {
        givenUp = "the recording has no more cases";
        break;
      }
      const { scenario, trace } = recorded;
      scenarios.set(index, scenario);
      const verdicts = verdictsOf(this.#plan, course.requirements, scenario, trace);
      const how = endingOf(trace, tallies.add(verdicts, scenario, trace));
      // Counted as in the recorded run, so that the reason is the same.
      if (how !== undefined) givenUp = endings.count(index, how);
      if (scenarios.size >= CASES_A_TALLY) handOut();
    }
    handOut();
    return givenUp;
  }

  async judgeScenario(requirements: readonly string[], scenario: Scenario): Promise<JudgedScenario> {
    const single = await this.#singleTraces();
    const missing = (): Trace => brokenOff("died", "the recording has no trace of it", { code: "NOT_RECORDED" });
    const trace = single.get(scenarioDigest(scenario)) ?? missing();
    return judgeTrace(this.#plan, requirementsNamed(this.#plan, requirements), scenario, trace);
  }

  recordedScenario(course: Course, index: number): Scenario | undefined {
    return this.#failed.get(`${course.name} ${index}`);
  }

  async shrink(course: Course, index: number): Promise<ShrunkFailure> {
    const scenario = this.recordedScenario(course, index) ?? course.source.at(index).value;
    return { scenario, found: undefined, tried: 0, taken: 0, cut: false };
  }

  /** The recorded case at this position, if there is one; cases of courses that are not judged are skipped. */
  async #takeCase(course: Course, index: number): Promise<RecordedCase | undefined> {
    for (;;) {
      const next = await this.#recording.peek();
      if (next === undefined) return undefined;
      const position = this.#positions.get(courseName(next.origin)) ?? -1;
      if (position > course.position) return undefined;
      await this.#recording.take();
      if (position === course.position && "index" in next.origin && next.origin.index === index) return next;
    }
  }

  async #singleTraces(): Promise<ReadonlyMap<string, Trace>> {
    if (this.#single !== undefined) return this.#single;
    this.#single = new Map();
    for (;;) {
      const next = await this.#recording.peek();
      if (next === undefined || (next.origin.from !== "store" && next.origin.from !== "known")) return this.#single;
      await this.#recording.take();
      this.#single.set(scenarioDigest(next.scenario), next.trace);
    }
  }
}

/** The name of the course that a case belongs to. */
function courseName(origin: CaseOrigin): string {
  switch (origin.from) {
    case "stream":
      return origin.stream;
    case "table":
      return `table:${origin.table}`;
    case "store":
    case "known":
      return "";
    default:
      return origin satisfies never;
  }
}

/** The implementation as it described itself when the recording was made. */
export function descriptionOf({ header }: Recording): ImplementationDescription {
  return { ...header.implementation, profile: header.profile, either: header.either as readonly SwitchName[] };
}
