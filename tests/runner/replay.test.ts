import { describe, expect, test } from "vitest";
import type { Implementation } from "../../implementations/contract.ts";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import { replayScenario, type Replay, type ReplayOptions } from "../../runner/replay-scenario.ts";
import { answering, RIGHT, scenarioOf, suite } from "./numbers.ts";

const replay = (
  implementation: Implementation,
  numbers: readonly number[],
  options: Partial<ReplayOptions> = {},
): Promise<Replay> =>
  replayScenario({ suite, subject: { executor: inProcessExecutor(implementation) }, ...options }, scenarioOf(numbers));

describe("a replay", () => {
  test("gives the trace, the verdicts of what is triggered, and status 0 if all holds", async () => {
    const { trace, verdicts, failures, exitStatus } = await replay(RIGHT, [1, 2]);
    expect(trace.steps.map(({ answer }) => answer)).toEqual([false, true]);
    expect(verdicts.map(({ requirement, outcome }) => [requirement, outcome])).toEqual([
      ["number/any", "pass"],
      ["number/listed", "pass"],
    ]);
    expect(failures).toEqual([]);
    expect(exitStatus).toBe(0);
  });

  test("is status 1 if something fails", async () => {
    const { failures, exitStatus } = await replay(
      answering(() => true),
      [1, 600_001],
      { requirements: ["number/large"] },
    );
    expect(failures).toMatchObject([{ requirement: "number/large", rule: "odd-claimed", witness: { step: 1 } }]);
    expect(exitStatus).toBe(1);
  });

  test("is never green by accident", async () => {
    expect((await replay(RIGHT, [1], { requirements: ["number/large"] })).exitStatus).toBe(3);
    expect((await replay({ name: "mute", start: () => ({}) }, [1])).exitStatus).toBe(3);
    const throwing = answering(() => {
      throw new Error("no");
    });
    expect((await replay(throwing, [1])).exitStatus).toBe(3);
  });

  test("refuses a requirement that does not exist", async () => {
    await expect(replay(RIGHT, [1], { requirements: ["number/no"] })).rejects.toMatchObject({
      code: "UNKNOWN_REQUIREMENT",
    });
  });
});
