/** Implementations in which all cases hang, as is found by counting: each costs little, and all together cost minutes. */

import { describe, expect, test } from "vitest";
import { COUNTED_HANG, type Executor } from "../../implementations/executor.ts";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import type { Trace } from "../../model/trace.ts";
import type { KnownDivergence } from "../../runner/known-divergence.ts";
import { linesOf, numbersOf, requirement, RIGHT, run, scenarioOf, type Ran } from "./numbers.ts";

const right = inProcessExecutor(RIGHT);

/** Hangs at the first number that it should, as code does that is not run in this process. */
function hanging(hangs: (number: number) => boolean, inFlight: number): Executor & { readonly executed: () => number } {
  let executed = 0;
  return {
    ...right,
    inFlight,
    executed: () => executed,
    execute: async (scenario): Promise<Trace> => {
      executed++;
      const step = numbersOf(scenario).findIndex(hangs);
      if (step < 0) return right.execute(scenario);
      const ended = { how: "hung", code: COUNTED_HANG, step, message: "a million steps" } as const;
      return { steps: [], observesMemory: true, ended };
    },
  };
}

const everyNumber = (): boolean => true;

describe("an implementation that hangs in every case", () => {
  test("is given up stream by stream; what was not judged is reported and is not a pass", async () => {
    const executor = hanging(everyNumber, 4);
    const { exitStatus, lines } = await run(executor, { runs: 100_000, mostTries: 10 });
    expect(exitStatus).toBe(1);
    const streams = linesOf(lines, "stream");
    expect(streams.length).toBeGreaterThan(1);
    for (const stream of streams) {
      expect(stream).toMatchObject({
        cases: 20,
        hung: 20,
        notJudged: 99_980,
        reason: "given up after 20 cases in a row that hung",
      });
    }
    const { outcome, counts, reason } = requirement(lines, "number/any");
    expect({ outcome, counts }).toEqual({ outcome: "hang", counts: { hang: 40 } });
    expect(reason).toMatch(/^99980 cases of .* were not judged: given up after 20 cases in a row that hung$/);
    for (const line of linesOf(lines, "requirement")) expect(line.counts).not.toHaveProperty("pass");
    expect(executor.executed()).toBeLessThan(500);
  });

  test("is given up at the same case, however many are under way", async () => {
    const comparable = ({ lines }: Ran): unknown => lines.filter(({ line }) => line !== "environment");
    const [one, many] = await Promise.all(
      [1, 64].map((inFlight) =>
        run(
          hanging((number) => number > 5, inFlight),
          { mostTries: 20 },
        ),
      ),
    );
    expect(linesOf(one!.lines, "stream").some(({ notJudged = 0 }) => notJudged > 0)).toBe(true);
    expect(comparable(many!)).toEqual(comparable(one!));
  });

  test("is judged to the end if that is known of it", async () => {
    const known: KnownDivergence = {
      requirement: "number/any",
      rule: "does-not-return-from-ask",
      when: [],
      reason: "It has always hung.",
      scenario: scenarioOf([7]),
    };
    const { exitStatus, lines } = await run(hanging(everyNumber, 4), { known: [known], only: ["number/any"] });
    for (const stream of linesOf(lines, "stream")) expect(stream).not.toHaveProperty("notJudged");
    expect(requirement(lines, "number/any").outcome).toBe("known");
    expect(exitStatus).toBe(0);
  });
});
