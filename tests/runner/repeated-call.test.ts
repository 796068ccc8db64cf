/** What a run prints for who calls it from a program: the call that repeats a failure. */

import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import type { RecordLine } from "../../model/record.ts";
import { runConformance } from "../../runner/run-conformance.ts";
import { answering, linesOf, run, suite } from "./numbers.ts";

describe("a failure that a program of the user's found", () => {
  test("is repeated by the call that stands with it, and by nothing but its own requirements", async () => {
    const claims = answering((number) => number % 3 === 0);
    const { lines } = await run(claims, { seed: 'it\'s "any" `${text}`', runs: 40 });
    const [failure] = linesOf(lines, "failure");
    const again: RecordLine[] = [];
    await runInNewContext(failure!.replay, {
      runConformance,
      options: { suite, subject: { executor: inProcessExecutor(claims) }, seed: "another" },
      sinks: { line: (line: RecordLine) => again.push(line) },
    });
    expect(linesOf(again, "requirement").map(({ id }) => id)).toEqual(failure!.requirements);
    expect(linesOf(again, "failure")).toContainEqual(failure);
  });
});
