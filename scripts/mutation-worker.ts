/**
 * What `npm run mutation` runs inside vitest instead of the tests themselves: it loads their files once and then,
 * whenever mutation-runner.ts asks, runs those that reach a mutant until one notices it. Restarting vitest for each
 * mutant takes a hundred times as long as most tests.
 */

import * as fc from "fast-check";
import { describe, test, type RunnerTask } from "vitest";
import { getFn } from "vitest/suite";
import type { Answer, Coverage, Request, TestReport } from "./mutation-messages.ts";
import { CHANNEL, TEST_FILES } from "./mutation-messages.ts";

/** The state shared with Stryker's code in the mutated files. */
interface Instrumentation {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: Coverage;
}

interface Runnable {
  readonly id: string;
  readonly fileName: string;
  run(): Promise<unknown> | unknown;
}

const everywhere: Record<string, unknown> = globalThis;
const stryker = (everywhere["__stryker__"] ??= {}) as Instrumentation;

// The same cases for every mutant; and one failure is enough, without shrinking it.
fc.configureGlobal({ seed: 1, endOnFailure: true });
// Nobody reads where a test failed.
Error.stackTraceLimit = 0;

// The first test never finishes: it runs the ones after it, until its thread is stopped.
test("what is asked is answered", async ({ task }) => {
  const tests = new Map<string, Runnable>();
  for (const file of task.file.tasks) if (file.type === "suite") addTests(tests, file, file.name, "");
  const channel = new BroadcastChannel(CHANNEL);
  await new Promise<never>(() => {
    channel.addEventListener("message", (event) => {
      void answer((event as unknown as { data: Request }).data, tests).then((said) => channel.postMessage(said));
    });
    channel.postMessage({ kind: "ready" } satisfies Answer);
  });
}, 0);

for (const file of JSON.parse(process.env[TEST_FILES]!) as string[]) {
  describe(file, async () => {
    await import(/* @vite-ignore */ file);
  });
}

function addTests(tests: Map<string, Runnable>, task: RunnerTask, fileName: string, names: string): void {
  if (task.mode !== "run" && task.mode !== "queued") return;
  if (task.type === "suite") {
    const within = task.name === fileName ? "" : `${names}${task.name} `;
    for (const each of task.tasks) addTests(tests, each, fileName, within);
    return;
  }
  let id = `${fileName}#${names}${task.name}`;
  // Names may recur, especially among the cases of a parameterised test.
  while (tests.has(id)) id += "'";
  tests.set(id, { id, fileName, run: getFn(task) });
}

async function answer(request: Request, tests: ReadonlyMap<string, Runnable>): Promise<Answer> {
  return request.kind === "dry-run" ? dryRun(tests) : judge(request, tests);
}

async function dryRun(tests: ReadonlyMap<string, Runnable>): Promise<Answer> {
  stryker.activeMutant = undefined;
  const reports: TestReport[] = [];
  for (const each of tests.values()) {
    stryker.currentTestId = each.id;
    const start = performance.now();
    const failure = await failureOf(each);
    const timeSpentMs = performance.now() - start;
    reports.push({ id: each.id, fileName: each.fileName, timeSpentMs, ...(failure === undefined ? {} : { failure }) });
  }
  stryker.currentTestId = undefined;
  return { kind: "dry-run", tests: reports, mutantCoverage: stryker.mutantCoverage ?? { static: {}, perTest: {} } };
}

async function judge(
  { mutant, tests: wanted }: Extract<Request, { kind: "mutant" }>,
  tests: ReadonlyMap<string, Runnable>,
): Promise<Answer> {
  let ran = 0;
  for (const { id, hitLimit } of wanted) {
    const each = tests.get(id)!;
    ran++;
    stryker.hitCount = 0;
    stryker.hitLimit = hitLimit;
    stryker.activeMutant = mutant;
    const failure = await failureOf(each);
    stryker.activeMutant = undefined;
    const endless = stryker.hitCount > hitLimit;
    if (failure === undefined && !endless) continue;
    // Without the mutant the test must pass; otherwise the mutant has left something behind that makes all later tests
    // fail.
    const damaged = (await failureOf(each)) !== undefined;
    return { kind: "noticed", test: id, failure: failure ?? "", endless, damaged, ran };
  }
  return { kind: "survived", ran };
}

async function failureOf({ run }: Runnable): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : "a value was thrown that is no error";
  }
}
