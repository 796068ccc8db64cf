/**
 * Every adapter on the shelf of broken ones gets the right diagnosis, on the scenario at which it broke; the
 * other scenarios get their traces, and no process is left.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { ConformanceError } from "../../model/conformance-error.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import type { BreakageCode } from "../../implementations/stdio/breakage.ts";
import {
  openStdioExecutor,
  type StdioExecutor,
  type StdioOptions,
} from "../../implementations/stdio/stdio-executor.ts";
import { scenariosWithTrouble } from "./cases.ts";
import { processesLeft, tagged } from "./processes.ts";

const SHELF = fileURLToPath(new URL("./shelf", import.meta.url));
const CASES = 12;
const TROUBLE_AT = 5;

const commandOf = (file: string): string => `exec '${process.execPath}' '${join(SHELF, `${file}.mjs`)}'`;

const OPTIONS: Partial<StdioOptions> = {
  caseTimeout: 700,
  startTimeout: 20_000,
  longestLine: 4_000_000,
  fullCheckEvery: 1,
  restartPatience: 400,
};

/** Adapters that cannot be started. */
const UNSTARTABLE: readonly { command: string; code: BreakageCode; options?: Partial<StdioOptions> }[] = [
  { command: "./there-is-no-such-adapter", code: "ADAPTER_NOT_FOUND" },
  { command: commandOf("dies-at-start"), code: "ADAPTER_DIED_AT_START" },
  { command: commandOf("says-nothing"), code: "ADAPTER_NO_START", options: { startTimeout: 500 } },
  { command: "yes", code: "ADAPTER_NOT_JSON" },
  { command: "yes | tr -d '\\n'", code: "ADAPTER_LINE_TOO_LONG" },
  { command: "exec head -c 300 /dev/zero", code: "ADAPTER_DIED_AT_START" },
  { command: commandOf("greets-without-name"), code: "ADAPTER_WRONG_START" },
  { command: commandOf("speaks-another-version"), code: "ADAPTER_WRONG_PROTOCOL" },
];

/** Adapters that break at a scenario. */
const BREAKING: readonly { file: string; code: BreakageCode; how?: "hung" }[] = [
  { file: "crashes", code: "ADAPTER_DIED" },
  { file: "exits", code: "ADAPTER_DIED" },
  { file: "hangs", code: "ADAPTER_HUNG", how: "hung" },
  { file: "hangs-in-a-line", code: "ADAPTER_HUNG", how: "hung" },
  { file: "leaves-children", code: "ADAPTER_HUNG", how: "hung" },
  { file: "prints-to-output", code: "ADAPTER_NOT_JSON" },
  { file: "writes-latin-1", code: "ADAPTER_NOT_UTF8" },
  { file: "writes-one-huge-line", code: "ADAPTER_LINE_TOO_LONG" },
  { file: "floods-without-newline", code: "ADAPTER_LINE_TOO_LONG" },
  { file: "nests-deeply", code: "ADAPTER_WRONG_MESSAGE" },
  { file: "mistakes-types", code: "ADAPTER_WRONG_MESSAGE" },
  { file: "misspells-a-member", code: "ADAPTER_UNKNOWN_MEMBER" },
  { file: "forgets-a-step", code: "ADAPTER_WRONG_STEPS" },
  { file: "forgets-the-regions", code: "ADAPTER_WRONG_STEPS" },
  { file: "answers-out-of-order", code: "ADAPTER_OUT_OF_ORDER" },
  { file: "answers-twice", code: "ADAPTER_ANSWERED_TWICE" },
  { file: "answers-another-scenario", code: "ADAPTER_UNKNOWN_ID" },
  { file: "answers-an-old-scenario", code: "ADAPTER_ANSWERED_TWICE" },
  { file: "closes-output", code: "ADAPTER_CLOSED_OUTPUT" },
  { file: "reports-an-error", code: "ADAPTER_ERROR" },
];

/** A trace in a word: `answered` for the right answer, else how it ended and why. */
const tell = (trace: Trace): string => {
  if (trace.ended !== undefined) return `${trace.ended.how} ${trace.ended.code ?? trace.ended.message}`;
  return JSON.stringify(trace.steps) === POLITE_STEPS ? "answered" : "wrong";
};
const POLITE_STEPS = '[{"status":"unsupported"},{"status":"unsupported"}]';

/** What is told of `count` scenarios, all answered but for some. */
const answeredBut = (count: number, others: Readonly<Record<number, string>>): readonly string[] =>
  Array.from({ length: count }, (_, index) => others[index] ?? "answered");

interface Stand {
  readonly executor: StdioExecutor;
  /** Executes cases, all at once, one of which is trouble. */
  run(count: number, troubleAt: number): Promise<readonly Trace[]>;
  /** Closes the executor and looks for processes. */
  clearAway(): Promise<void>;
}

/** Opens an adapter of the shelf. */
async function stand(file: string, options: Partial<StdioOptions> = {}, argument = ""): Promise<Stand> {
  const { command, tag } = tagged(`${commandOf(file)} ${argument}`);
  const executor = await openStdioExecutor({ ...OPTIONS, ...options, command });
  return {
    executor,
    run: (count, troubleAt) =>
      Promise.all(scenariosWithTrouble(count, troubleAt).map((scenario) => executor.execute(scenario))),
    clearAway: async () => {
      await executor.close();
      await noneLeft(tag);
    },
  };
}

async function noneLeft(tag: string): Promise<void> {
  expect(await processesLeft(tag)).toStrictEqual([]);
}

describe("an adapter that cannot be started", () => {
  test.each(UNSTARTABLE)("$code: $command", async ({ command, code, options }) => {
    const marked = tagged(command);
    const opening = openStdioExecutor({ ...OPTIONS, ...options, command: marked.command });
    await expect(opening).rejects.toSatisfy(
      (error) => error instanceof ConformanceError && error.code === code && error.exitStatus === 3,
    );
    await noneLeft(marked.tag);
  });
});

describe("an adapter that breaks at a scenario", () => {
  test.each(BREAKING)("$code: $file", async ({ file, code, how = "died" }) => {
    const { run, clearAway } = await stand(file);
    const traces = await run(CASES, TROUBLE_AT);
    await clearAway();
    expect(traces.map(tell)).toStrictEqual(answeredBut(CASES, { [TROUBLE_AT]: `${how} ${code}` }));
  });

  test("ADAPTER_ANSWERED_TWICE: floods-with-messages is attributed to its own scenario or to the next", async () => {
    const { run, clearAway } = await stand("floods-with-messages");
    const traces = await run(CASES, TROUBLE_AT);
    await clearAway();
    // Which of the two depends on how the operating system cuts the flood into pieces.
    expect(
      [TROUBLE_AT, TROUBLE_AT + 1].map((index) => answeredBut(CASES, { [index]: "died ADAPTER_ANSWERED_TWICE" })),
    ).toContainEqual(traces.map(tell));
  });

  test("ADAPTER_CLOSED_INPUT: closes-input does so after an answer, so the next scenario is charged", async () => {
    const { run, clearAway } = await stand("closes-input");
    const traces = await run(CASES, TROUBLE_AT);
    await clearAway();
    expect(traces.map(tell)).toStrictEqual(answeredBut(CASES, { [TROUBLE_AT + 1]: "died ADAPTER_CLOSED_INPUT" }));
  });

  test("ADAPTER_DIED: answers-once is restarted every time, and never passes twice in a row", async () => {
    const { executor, clearAway } = await stand("answers-once");
    const codes: (string | undefined)[] = [];
    for (const scenario of scenariosWithTrouble(6, -1)) codes.push((await executor.execute(scenario)).ended?.code);
    await clearAway();
    expect(codes).toStrictEqual([undefined, "ADAPTER_DIED", undefined, "ADAPTER_DIED", undefined, "ADAPTER_DIED"]);
  });

  test("ADAPTER_DIED: an exit between two scenarios is attributed to the one that follows", async () => {
    const { executor, clearAway } = await stand("answers-once");
    const [first, second, third] = scenariosWithTrouble(3, -1) as [Scenario, Scenario, Scenario];
    expect((await executor.execute(first)).ended).toBeUndefined();
    // It has ended, and the end has been noticed, before there is anything else to do.
    await setTimeout(600);
    expect((await executor.execute(second)).ended).toMatchObject({ how: "died", code: "ADAPTER_DIED" });
    expect((await executor.execute(third)).ended).toBeUndefined();
    await clearAway();
  });

  test("ADAPTER_CHANGED: is-another-after-a-crash is given up", async () => {
    const { run, clearAway } = await stand("is-another-after-a-crash");
    const traces = await run(CASES, TROUBLE_AT);
    await clearAway();
    expect(traces.map(tell)).toStrictEqual(
      Array.from({ length: CASES }, (_, index) => {
        if (index < TROUBLE_AT) return "answered";
        return index === TROUBLE_AT ? "died ADAPTER_DIED" : "died ADAPTER_CHANGED";
      }),
    );
  });

  test("ADAPTER_NO_RESTART: starts-only-once is given up, and every scenario after the crash is an error", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rmrr-shelf-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const { run, clearAway } = await stand("starts-only-once", {}, `'${join(folder, "once")}'`);
    const traces = await run(CASES, TROUBLE_AT);
    await clearAway();
    expect(traces.map(tell)).toStrictEqual(
      Array.from({ length: CASES }, (_, index) => {
        if (index < TROUBLE_AT) return "answered";
        return index === TROUBLE_AT ? "died ADAPTER_DIED" : "died ADAPTER_NO_RESTART";
      }),
    );
  });

  test("closing the executor while it hangs gives every scenario a trace", async () => {
    const { run, clearAway } = await stand("hangs", { caseTimeout: 60_000 });
    const running = run(CASES, 0);
    await setTimeout(100);
    await clearAway();
    for (const trace of await running) expect(trace.ended?.how).toBe("died");
  });
});

describe("an adapter that does not break", () => {
  test.each(["polite", "writes-to-stderr"])("%s answers all scenarios", async (file) => {
    const { executor, run, clearAway } = await stand(file);
    const traces = await run(CASES, TROUBLE_AT);
    expect(traces.map(tell)).toStrictEqual(answeredBut(traces.length, {}));
    expect(executor.restarts).toBe(0);
    expect(await executor.stop()).toBeUndefined();
    await clearAway();
  });

  test("skips declines a scenario with its reason", async () => {
    const { executor, run, clearAway } = await stand("skips");
    const traces = await run(CASES, TROUBLE_AT);
    await clearAway();
    expect(traces[TROUBLE_AT]?.ended).toStrictEqual({ how: "skipped", message: "no VMD here" });
    expect(executor.restarts).toBe(0);
  });

  test.each([
    { file: "ignores-the-end", code: "ADAPTER_IGNORES_STOP" },
    { file: "ends-badly", code: "ADAPTER_WRONG_EXIT" },
  ])("$code: $file is ended all the same", async ({ file, code }) => {
    const { executor, run, clearAway } = await stand(file, { stopTimeout: 300 });
    const traces = await run(3, -1);
    expect(traces.map(tell)).toStrictEqual(answeredBut(traces.length, {}));
    expect(await executor.stop()).toMatchObject({ code });
    await clearAway();
  });
});
