/** The sum of everything that a run has judged. */

import type { FailureTally, JudgedScenario, Tally } from "../model/judged.ts";
import type { StreamLine } from "../model/record.ts";
import { OUTCOMES, type Outcome } from "../model/verdict.ts";
import type { Course } from "./course.ts";
import type { SuiteRequirement } from "./suite.ts";

/** How often a requirement was asked for, and the outcomes. */
export interface RequirementSum {
  cases: number;
  triggered: number;
  readonly counts: Record<Outcome, number>;
  /** Cases and observed cases per stream; all tables count as one. */
  readonly byStream: Map<string, { cases: number; observed: number; readonly enumerated: boolean }>;
  /** Why some cases of it were not judged. */
  givenUp: string | undefined;
}

/** A failure of a run: all cases that fail with the same key. */
export interface FailureSum extends FailureTally {
  /** The course of the earliest case. */
  readonly course: Course;
}

/** In how many cases of a stream each situation of the suite holds. */
export interface SituationSum {
  cases: number;
  readonly held: number[];
}

export class RunSum {
  readonly #requirements = new Map<string, RequirementSum>();
  readonly #courses = new Map<number, Omit<StreamLine, "line">>();
  readonly #failures = new Map<string, FailureSum>();
  /** By stream; all tables count as one. */
  readonly #situations = new Map<string, SituationSum>();
  #cases = 0;

  constructor(requirements: readonly SuiteRequirement[]) {
    for (const { id } of requirements) {
      const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
      this.#requirements.set(id, { cases: 0, triggered: 0, counts, byStream: new Map(), givenUp: undefined });
    }
  }

  /** Cases of all kinds. */
  get cases(): number {
    return this.#cases;
  }

  /** Failures of the courses by key. */
  get failures(): readonly FailureSum[] {
    return [...this.#failures.values()];
  }

  /** By stream, in the order in which they were judged; empty if situations are not counted. */
  get situations(): ReadonlyMap<string, SituationSum> {
    return this.#situations;
  }

  requirement(id: string): RequirementSum {
    const sum = this.#requirements.get(id);
    if (sum === undefined) throw new Error(`${id} is not judged in this run`);
    return sum;
  }

  addTally(course: Course, tally: Tally): void {
    const cases = tally.to - tally.from;
    this.#cases += cases;
    const { cases: before, hung, died, skipped } = this.courseLine(course);
    this.#courses.set(course.position, {
      stream: course.name,
      cases: before + cases,
      hung: hung + tally.hung,
      died: died + tally.died,
      skipped: skipped + tally.skipped,
      ...(course.enumeration === undefined ? {} : { enumeration: course.enumeration }),
    });
    const stream = course.kind === "table" ? "table:" : course.name;
    course.requirements.forEach(({ id }, position) => {
      const sum = this.requirement(id);
      const enumerated = course.enumeration !== undefined;
      const reached = sum.byStream.get(stream) ?? { cases: 0, observed: 0, enumerated };
      sum.byStream.set(stream, reached);
      sum.cases += cases;
      reached.cases += cases;
      OUTCOMES.forEach((outcome, index) => {
        const count = tally.counts[position * OUTCOMES.length + index]!;
        sum.counts[outcome] += count;
        sum.triggered += count;
        if (outcome !== "skipped" && outcome !== "not-observable") reached.observed += count;
      });
    });
    if (tally.situations.length > 0) {
      // The suite's promises are about streams by name, and the cases around tables belong to one.
      this.#addSituations(course.kind === "table" ? "table" : course.name, cases, tally.situations);
    }
    for (const failure of tally.failures) this.#addFailure(course, failure);
  }

  /** Adds a scenario that is not a case of a course, judged for some requirements. */
  addScenario(requirements: readonly string[], judged: JudgedScenario): void {
    this.addCase(requirements);
    for (const { requirement, outcome } of judged.verdicts) this.addOutcome(requirement, outcome);
  }

  /** Adds a case that is not a case of a course; {@link addOutcome} adds its outcome. */
  addCase(requirements: readonly string[]): void {
    this.#cases++;
    for (const id of requirements) this.requirement(id).cases++;
  }

  addOutcome(id: string, outcome: Outcome): void {
    const sum = this.requirement(id);
    sum.triggered++;
    sum.counts[outcome]++;
  }

  /** The rest of a course was given up; `cases` of it were to be judged. */
  giveUp(course: Course, cases: number, reason: string): void {
    const line = this.courseLine(course);
    const notJudged = cases - line.cases;
    if (notJudged === 0) return;
    this.#courses.set(course.position, { ...line, notJudged, reason });
    for (const { id } of course.requirements) {
      this.requirement(id).givenUp ??= `${notJudged} cases of ${course.name} were not judged: ${reason}`;
    }
  }

  /** The results of a course so far. */
  courseLine(course: Course): Omit<StreamLine, "line"> {
    return this.#courses.get(course.position) ?? { stream: course.name, cases: 0, hung: 0, died: 0, skipped: 0 };
  }

  #addSituations(stream: string, cases: number, held: readonly number[]): void {
    const sum = this.#situations.get(stream) ?? { cases: 0, held: held.map(() => 0) };
    this.#situations.set(stream, sum);
    sum.cases += cases;
    held.forEach((count, index) => (sum.held[index]! += count));
  }

  #addFailure(course: Course, failure: FailureTally): void {
    const sum = this.#failures.get(failure.key);
    if (sum === undefined) {
      this.#failures.set(failure.key, { ...failure, course });
      return;
    }
    // Courses are judged in order, but ranges of a course may not be; the earliest case counts.
    const isEarlier = course.position === sum.course.position && failure.first < sum.first;
    this.#failures.set(failure.key, {
      ...(isEarlier ? { ...failure, course } : sum),
      requirements: [...new Set([...sum.requirements, ...failure.requirements])],
      occurrences: sum.occurrences + failure.occurrences,
    });
  }
}
