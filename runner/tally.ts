/**
 * The tally of a range of cases: what is known about them once they are judged.
 *
 * Tallies are plain data and add up to the same sum in any grouping. So a range may be judged here or in a worker, in
 * chunks of any size, in shards or after an interruption, and the record is the same.
 */

import type { CaseFailure, EndedCase, FailureTally, Tally } from "../model/judged.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Trace } from "../model/trace.ts";
import { OUTCOMES, type Outcome } from "../model/verdict.ts";
import { explainVerdict, wholeCaseFailure, type Judging } from "./case-failure.ts";
import type { Course } from "./course.ts";
import type { SuiteRequirement, SuiteVerdict } from "./suite.ts";

const OUTCOME_INDEX: Readonly<Record<Outcome, number>> = Object.fromEntries(
  OUTCOMES.map((outcome, index) => [outcome, index]),
) as Record<Outcome, number>;
const PASS = OUTCOME_INDEX.pass;

/** A failure tally that is still growing. */
interface OpenFailure extends Omit<FailureTally, "requirements" | "occurrences"> {
  readonly requirements: Set<string>;
  occurrences: number;
  /** The case counted last: several requirements may fail with the same key in one case. */
  last: number;
}

/** Counts cases of a course, in the order of their indexes. */
export class TallyBuilder {
  readonly #course: number;
  readonly #judging: Judging;
  /** Where the counts of each requirement begin. */
  readonly #offsets: ReadonlyMap<SuiteRequirement, number>;
  #from: number;
  #to: number;
  #hung = 0;
  #died = 0;
  #skipped = 0;
  #counts: number[];
  #situations: number[];
  #failures = new Map<string, OpenFailure>();

  constructor(course: Course, from: number, judging: Judging) {
    this.#course = course.position;
    this.#judging = judging;
    this.#from = from;
    this.#to = from;
    this.#offsets = new Map(course.requirements.map((requirement, index) => [requirement, index * OUTCOMES.length]));
    this.#counts = this.#zeros();
    this.#situations = this.#noSituations();
  }

  /** Adds the next case. @returns whether it hung without a known divergence that explains it */
  add(verdicts: readonly SuiteVerdict[], scenario: Scenario, trace: Trace): boolean {
    const index = this.#to++;
    let hasNewHang = false;
    if (this.#judging.countsSituations === true) this.#countSituations(scenario);
    if (trace.ended !== undefined) {
      this.#countEnd(trace.ended.how);
      const failure = wholeCaseFailure(scenario, trace, this.#judging);
      if (failure !== undefined) this.#addFailure(index, failure, trace);
      hasNewHang = failure?.outcome === "hang";
    }
    const counts = this.#counts;
    for (const verdict of verdicts) {
      const offset = this.#offsets.get(verdict.requirement);
      if (offset === undefined) throw new Error(`${verdict.requirement.id} does not listen to the stream`);
      // Nearly all verdicts are this one.
      if (verdict.outcome === "pass") {
        counts[offset + PASS]!++;
        continue;
      }
      const { outcome, failures } = explainVerdict(verdict, scenario, trace, this.#judging);
      counts[offset + OUTCOME_INDEX[outcome]]!++;
      hasNewHang ||= outcome === "hang";
      for (const failure of failures) this.#addFailure(index, failure, trace);
    }
    return hasNewHang;
  }

  /**
   * Returns everything added since the last call.
   *
   * @param ended how the last case ended, if it counts towards giving the course up
   */
  take(ended?: EndedCase["how"]): Tally {
    const tally: Tally = {
      course: this.#course,
      from: this.#from,
      to: this.#to,
      hung: this.#hung,
      died: this.#died,
      skipped: this.#skipped,
      ...(ended === undefined ? {} : { ended }),
      counts: this.#counts,
      situations: this.#situations,
      failures: [...this.#failures.values()].map(({ last: _, requirements, ...failure }) => ({
        ...failure,
        requirements: [...requirements],
      })),
    };
    this.#from = this.#to;
    this.#hung = 0;
    this.#died = 0;
    this.#skipped = 0;
    this.#counts = this.#zeros();
    this.#situations = this.#noSituations();
    this.#failures = new Map();
    return tally;
  }

  #zeros(): number[] {
    return new Array<number>(this.#offsets.size * OUTCOMES.length).fill(0);
  }

  #noSituations(): number[] {
    const { suite, countsSituations } = this.#judging;
    return countsSituations === true ? suite.situations.map(() => 0) : [];
  }

  #countSituations(scenario: Scenario): void {
    const { suite, profile } = this.#judging;
    suite.situationsOf(scenario, profile).forEach((holds, index) => {
      if (holds) this.#situations[index]!++;
    });
  }

  #countEnd(how: "died" | "hung" | "skipped"): void {
    if (how === "hung") this.#hung++;
    else if (how === "died") this.#died++;
    else this.#skipped++;
  }

  #addFailure(index: number, failure: CaseFailure, trace: Trace): void {
    const open = this.#failures.get(failure.key);
    if (open === undefined) {
      const { key, outcome, rule, requirement, witness, divergence } = failure;
      this.#failures.set(key, {
        key,
        outcome,
        rule,
        ...(divergence === undefined ? {} : { divergence }),
        requirements: new Set(requirement === undefined ? [] : [requirement]),
        occurrences: 1,
        first: index,
        last: index,
        witness,
        trace,
      });
      return;
    }
    if (failure.requirement !== undefined) open.requirements.add(failure.requirement);
    if (open.last === index) return;
    open.last = index;
    open.occurrences++;
  }
}
