/**
 * The answers of a run's judge, which is asked only for those that are missing.
 *
 * A run asks the book, and the book asks the judge only for what it does not know. So a run that has the answers of an
 * interrupted one continues after them, and one that has the answers of all shards asks nobody. Both give the same
 * result as one uninterrupted run, because they are that run.
 */

import { ConformanceError } from "../../model/conformance-error.ts";
import type { EndedCase, JudgedAnswer, JudgedScenario, ShrunkFailure, Tally } from "../../model/judged.ts";
import type { CaseOrigin } from "../../model/record.ts";
import { canonicalJson } from "../canonical-json.ts";
import type { CaseJudge } from "../case-judge.ts";
import type { Course } from "../course.ts";
import { ENDING_LIMITS, Endings } from "../endings.ts";
import type { CaseRange } from "../shards/shard.ts";
import { CourseTallies } from "./course-tallies.ts";

type AnswerOf<What extends JudgedAnswer["what"]> = Extract<JudgedAnswer, { readonly what: What }>;

export class AnswerBook {
  readonly #keep: (answer: JudgedAnswer) => void;
  readonly #scenarios = new Map<string, AnswerOf<"scenario">>();
  /** By the position of the course. */
  readonly #tallies = new Map<number, CourseTallies>();
  readonly #least = new Map<string, AnswerOf<"least">>();
  readonly #ownFiles = new Set<string>();
  readonly #problems: ConformanceError[] = [];

  /**
   * @param earlier the answers given so far
   * @param keep takes every new answer before anybody else sees it
   */
  constructor(earlier: readonly JudgedAnswer[], keep: (answer: JudgedAnswer) => void) {
    this.#keep = keep;
    for (const answer of earlier) this.#restore(answer);
  }

  /** Problems that prevented earlier parts of the run from judging. */
  get problems(): readonly ConformanceError[] {
    return this.#problems;
  }

  /** Names of the files in which earlier parts of the run have stored failures. */
  get ownFiles(): ReadonlySet<string> {
    return this.#ownFiles;
  }

  /** The verdicts of a scenario that is not a case of a course. */
  async scenario(origin: CaseOrigin, ask: () => Promise<JudgedScenario>): Promise<JudgedScenario> {
    const name = canonicalJson(origin);
    const known = this.#scenarios.get(name);
    if (known !== undefined) return known.judged;
    const answer = { what: "scenario", origin, judged: await ask() } as const;
    this.#scenarios.set(name, answer);
    this.#keep(answer);
    return answer.judged;
  }

  /** The tallies of a range of a course. @returns why the rest of it was given up, if it was */
  async cases(
    course: Course,
    { from, to }: CaseRange,
    judge: Pick<CaseJudge, "judgeRange">,
    onTally: (tally: Tally) => void,
  ): Promise<string | undefined> {
    const tallies = this.#talliesOf(course.position);
    const endings = new Endings(ENDING_LIMITS);
    const ended: EndedCase[] = [];
    let next = from;
    for (const tally of tallies.all) {
      if (tally.from !== next) break;
      onTally(tally);
      next = tally.to;
      if (tally.ended === undefined) continue;
      ended.push({ index: next - 1, how: tally.ended });
      const givenUp = endings.count(next - 1, tally.ended);
      if (givenUp !== undefined) return givenUp;
    }
    if (next >= to) return undefined;
    const take = (tally: Tally): void => {
      if (tally.from === tally.to) return;
      this.#keep({ what: "cases", tally: tallies.add(tally) });
      onTally(tally);
    };
    return judge.judgeRange(course, next, to, take, ended);
  }

  /** The minimal scenario for a failure of a case. */
  async least(course: Course, index: number, key: string, ask: () => Promise<ShrunkFailure>): Promise<ShrunkFailure> {
    const name = nameOfLeast(course.position, index, key);
    const known = this.#least.get(name);
    if (known !== undefined) return known.shrunk;
    const answer = { what: "least", course: course.position, index, key, shrunk: await ask() } as const;
    this.#least.set(name, answer);
    this.#keep(answer);
    return answer.shrunk;
  }

  /** A failure is about to be stored in the file with this name. */
  storing(file: string): void {
    if (this.#ownFiles.has(file)) return;
    this.#ownFiles.add(file);
    this.#keep({ what: "stored", file });
  }

  problem(problem: ConformanceError): void {
    this.#problems.push(problem);
    const { code, message: cause, nextStep } = problem;
    this.#keep({ what: "problem", problem: { code, cause, nextStep } });
  }

  /** Everything that has been answered, in an order that does not depend on timing. */
  answers(): readonly JudgedAnswer[] {
    const courses = [...this.#tallies].sort(([left], [right]) => left - right);
    return [
      ...this.#scenarios.values(),
      ...courses.flatMap(([, tallies]) => tallies.kept().map((tally) => ({ what: "cases", tally }) as const)),
      ...this.#least.values(),
      ...this.#problems.map(
        ({ code, message: cause, nextStep }) => ({ what: "problem", problem: { code, cause, nextStep } }) as const,
      ),
    ];
  }

  #restore(answer: JudgedAnswer): void {
    switch (answer.what) {
      case "scenario":
        this.#scenarios.set(canonicalJson(answer.origin), answer);
        return;
      case "cases":
        this.#talliesOf(answer.tally.course).restore(answer.tally);
        return;
      case "least":
        this.#least.set(nameOfLeast(answer.course, answer.index, answer.key), answer);
        return;
      case "stored":
        this.#ownFiles.add(answer.file);
        return;
      case "problem": {
        const { code, cause, nextStep } = answer.problem;
        this.#problems.push(new ConformanceError(code, cause, nextStep, 3));
        return;
      }
      default:
        answer satisfies never;
    }
  }

  #talliesOf(position: number): CourseTallies {
    const known = this.#tallies.get(position);
    if (known !== undefined) return known;
    const tallies = new CourseTallies();
    this.#tallies.set(position, tallies);
    return tallies;
  }
}

function nameOfLeast(course: number, index: number, key: string): string {
  return `${course} ${index} ${key}`;
}
