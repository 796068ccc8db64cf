/**
 * The test runner that Stryker starts for `npm run mutation`. It starts vitest once, with mutation-worker.ts as the
 * only test file, and asks it for each mutant whether a test notices it: first the tests that recently noticed other
 * mutants, then the fastest.
 */

import { readFileSync, writeFileSync } from "node:fs";
import type { Vitest } from "vitest/node";
import { createVitest } from "vitest/node";
import type { Answer, Coverage, Request, TestReport } from "./mutation-messages.ts";
import { CHANNEL, TEST_FILES } from "./mutation-messages.ts";

/** The part of Stryker's requests that matters here. */
interface DryRunRequest {
  readonly testFiles?: readonly string[];
}
interface MutantRequest {
  readonly activeMutant: { readonly id: string };
  readonly testFilter?: readonly string[];
}

/** Kept in the sandbox, because a runner that replaces another one receives neither. */
const KEPT = "mutation-tests.json";
interface Kept {
  readonly files: readonly string[];
  /** The ids of all tests: first those that recently noticed a mutant, then the fastest. */
  readonly order: readonly string[];
  readonly hits: Coverage["perTest"];
}

/** How much more often than in the original code a mutant may be hit before its loop counts as endless. */
const HIT_FACTOR = 100;
const LEAST_HIT_LIMIT = 10_000;

class ResidentRunner {
  readonly #channel = new BroadcastChannel(CHANNEL);
  #vitest: Vitest | undefined;
  #kept: Kept = { files: [], order: [], hits: {} };
  #runs = 0;
  #damaged = false;

  /** Code that runs while files are loaded is not mutated, so files need not be reloaded for any mutant. */
  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async dryRun({ testFiles = [] }: DryRunRequest): Promise<unknown> {
    await this.#start(testFiles);
    const answer = await this.#ask({ kind: "dry-run" });
    if (answer.kind !== "dry-run") throw new Error(`a dry run was answered by ${answer.kind}`);
    const order = answer.tests.toSorted((a, b) => a.timeSpentMs - b.timeSpentMs).map(({ id }) => id);
    this.#kept = { files: testFiles, order, hits: answer.mutantCoverage.perTest };
    writeFileSync(KEPT, JSON.stringify(this.#kept));
    return { status: "complete", tests: answer.tests.map(toResult), mutantCoverage: answer.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter }: MutantRequest): Promise<unknown> {
    // Stryker replaces a runner that throws, and asks the new one instead.
    if (this.#damaged) throw new Error("a mutant has left something behind");
    if (this.#vitest === undefined) {
      this.#kept = JSON.parse(readFileSync(KEPT, "utf8")) as Kept;
      await this.#start(this.#kept.files);
    }
    this.#runs++;
    const { order, hits } = this.#kept;
    const mutant = activeMutant.id;
    const reaching = new Set(testFilter ?? order);
    const tests = order
      .filter((id) => reaching.has(id))
      .map((id) => ({ id, hitLimit: LEAST_HIT_LIMIT + HIT_FACTOR * (hits[id]?.[mutant] ?? 0) }));
    const answer = await this.#ask({ kind: "mutant", mutant, tests });
    if (answer.kind === "survived") return { status: "survived", nrOfTests: answer.ran };
    if (answer.kind !== "noticed") throw new Error(`a mutant was answered by ${answer.kind}`);
    this.#damaged = answer.damaged;
    if (answer.damaged && this.#runs > 1) throw new Error("a mutant has left something behind, this one or another");
    // Mutants close to each other are usually noticed by the same test.
    this.#kept = { ...this.#kept, order: [answer.test, ...order.filter((id) => id !== answer.test)] };
    if (answer.endless) return { status: "timeout", reason: answer.failure };
    return { status: "killed", killedBy: [answer.test], failureMessage: answer.failure, nrOfTests: answer.ran };
  }

  /** The thread may be in an endless loop, so nothing waits for it. */
  dispose(): Promise<void> {
    this.#channel.close();
    return Promise.resolve();
  }

  async #start(testFiles: readonly string[]): Promise<void> {
    process.env[TEST_FILES] = JSON.stringify(testFiles);
    const ready = this.#nextAnswer();
    this.#vitest = await createVitest("test", {
      config: "vitest-mutation.config.ts",
      watch: false,
      maxWorkers: 1,
      reporters: [{}],
      coverage: { enabled: false },
    });
    // It ends only if something is wrong with a test file.
    const ended = this.#vitest.start().then(({ unhandledErrors, testModules }) => {
      const errors = [...unhandledErrors, ...testModules.flatMap((module) => module.errors())];
      throw new Error(`the tests could not be loaded: ${errors.map((error) => (error as Error).stack).join("\n")}`);
    });
    await Promise.race([ready, ended]);
    ended.catch(() => undefined);
  }

  async #ask(request: Request): Promise<Answer> {
    const answer = this.#nextAnswer();
    this.#channel.postMessage(request);
    return answer;
  }

  #nextAnswer(): Promise<Answer> {
    return new Promise((resolve) => {
      const take = (event: Event): void => resolve((event as unknown as { data: Answer }).data);
      this.#channel.addEventListener("message", take, { once: true });
    });
  }
}

function toResult({ id, fileName, timeSpentMs, failure }: TestReport): unknown {
  const result = { id, name: id, fileName, timeSpentMs };
  return failure === undefined ? { ...result, status: 0 } : { ...result, status: 1, failureMessage: failure };
}

/** The export where Stryker looks for plugins. */
export const strykerPlugins: readonly unknown[] = [
  { kind: "TestRunner", name: "resident", factory: (): ResidentRunner => new ResidentRunner() },
];
