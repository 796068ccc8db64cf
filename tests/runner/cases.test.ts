import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CaseSource } from "../../runner/case-source.ts";
import { planCourses } from "../../runner/course.ts";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import { OUTCOMES } from "../../model/verdict.ts";
import { LocalJudge } from "../../runner/local-judge.ts";
import { makeJudgingPlan } from "../../runner/judging-plan.ts";
import { RunSum } from "../../runner/run-sum.ts";
import type { Tally } from "../../model/judged.ts";
import { answering, laterExecutor, suite } from "./numbers.ts";

const PLAN = { seed: "cases", runs: 300, only: [], tables: [] };
const anySeed = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
/** Sensitive to the bias factor, which depends on the index. */
const biased = fc.record(
  { number: fc.integer(), text: fc.string(), list: fc.array(fc.nat()) },
  { noNullPrototype: true },
);

describe("case i of a stream", () => {
  test("is the value that fast-check draws at that place", () => {
    fc.assert(
      fc.property(anySeed, fc.nat(1200), (seed, index) => {
        const [sampled] = fc.sample(biased, { seed, path: String(index), numRuns: 1 });
        expect(new CaseSource(biased, seed).at(index).value).toEqual(sampled);
      }),
    );
  });

  test("is the same whatever was drawn before", () => {
    fc.assert(
      fc.property(anySeed, fc.array(fc.nat(60), { minLength: 1 }), (seed, indexes) => {
        const whole = fc.sample(biased, { seed, numRuns: 61 });
        const source = new CaseSource(biased, seed);
        for (const index of indexes) expect(source.at(index).value).toEqual(whole[index]);
      }),
    );
  });

  test("bears the context that shrinking needs", () => {
    const source = new CaseSource(biased, 1);
    const value = source.at(30);
    expect([...biased.shrink(value.value, value.context)].length).toBeGreaterThan(0);
  });
});

describe("courses", () => {
  test("are the streams that somebody listens to, in their order, each with a seed of its own", () => {
    const courses = planCourses(suite, PLAN);
    expect(courses.map(({ name, position }) => [name, position])).toEqual([
      ["small", 0],
      ["large", 1],
    ]);
    expect(planCourses(suite, { ...PLAN, only: ["number/large"] }).map(({ name }) => name)).toEqual(["large"]);
    const [first, second] = courses.map(({ source }) => source.at(0).value);
    expect(first).not.toEqual(second);
  });

  test("draw the same cases whichever others are run", () => {
    const large = planCourses(suite, PLAN)[1]!;
    const alone = planCourses(suite, { ...PLAN, only: ["number/large"] })[0]!;
    expect(alone.source.at(17).value).toEqual(large.source.at(17).value);
  });
});

describe("a course judged in ranges", () => {
  const subject = answering((number) => number % 3 === 0);
  const plan = makeJudgingPlan(suite, { ...PLAN, profile: LINUX_PROFILE, divergences: [] });
  const [course] = plan.courses;

  async function judgedIn(cuts: readonly number[], inFlight: number, restEvery?: number): Promise<unknown> {
    const executor = inFlight === 1 ? inProcessExecutor(subject) : laterExecutor(subject, inFlight);
    const judge = new LocalJudge(plan, executor);
    const sum = new RunSum(suite.requirements);
    const bounds = [0, ...[...new Set(cuts)].sort((left, right) => left - right), PLAN.runs];
    const ranges = bounds.slice(1).map((to, index) => [bounds[index]!, to] as const);
    // The last range first: a shard or a resumed run knows nothing of order.
    for (const [from, to] of ranges.toReversed()) {
      const tallies: Tally[] = [];
      await judge.judgeRange(course!, from, to, (tally) => tallies.push(tally), [], restEvery);
      expect(tallies[0]!.from).toBe(from);
      expect(tallies.at(-1)!.to).toBe(to);
      tallies.slice(1).forEach((tally, index) => expect(tally.from).toBe(tallies[index]!.to));
      for (const tally of tallies) sum.addTally(course!, tally);
    }
    const failures = sum.failures.toSorted((left, right) => (left.key < right.key ? -1 : 1));
    return {
      line: sum.courseLine(course!),
      any: sum.requirement("number/any"),
      failures: failures.map(({ course: _, ...failure }) => failure),
    };
  }

  test("adds up to the same sum, whatever the ranges, the rests and the scenarios in flight", async () => {
    const whole = await judgedIn([], 1);
    expect(whole).toMatchObject({ line: { cases: 300 }, any: { triggered: 300 } });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: PLAN.runs - 1 }), { maxLength: 6 }),
        fc.constantFrom(1, 4, 16),
        fc.constantFrom(undefined, 0),
        async (cuts, inFlight, restEvery) => {
          expect(await judgedIn(cuts, inFlight, restEvery)).toEqual(whole);
        },
      ),
      { numRuns: 25 },
    );
  });

  test("counts a triggered case under one outcome", async () => {
    const { any } = (await judgedIn([], 1)) as { any: { triggered: number; counts: Record<string, number> } };
    expect(OUTCOMES.reduce((sum, outcome) => sum + any.counts[outcome]!, 0)).toBe(any.triggered);
  });
});
