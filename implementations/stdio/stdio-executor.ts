/**
 * An executor that passes scenarios to a program in any language and supervises it.
 *
 * Every scenario gets a trace. A program that breaks is killed with all its children and started again; the scenario
 * first in line gets a trace that says how the program broke, and the others in flight are sent again. Answers come in
 * the order of the scenarios, so the first unanswered one is the one being executed.
 */

import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "../../model/error-message.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { scenarioToWire } from "../../model/wire/scenario-wire.ts";
import type { Executor, ImplementationDescription } from "../executor.ts";
import { AdapterSession, type SessionOptions } from "./adapter-session.ts";
import type { Breakage } from "./breakage.ts";
import { CaseClock } from "./case-clock.ts";
import { brokenTrace, hungTrace, traceOf } from "./ended-traces.ts";
import { fullCheck } from "./full-check.ts";
import { ProcessGuardian } from "./process-guardian.ts";
import type { RunMessage, StartedMessage } from "./protocol.ts";
import type { Answer } from "./read-answer.ts";
import { misfitOf } from "./step-members.ts";
import { structuresToWire } from "./structures-to-wire.ts";

export interface StdioOptions {
  /** A command for /bin/sh. */
  readonly command: string;
  /** Milliseconds per scenario, counted from when it is first in line; 5,000. */
  readonly caseTimeout?: number;
  /** Milliseconds for the answer to the start message; 10,000. */
  readonly startTimeout?: number;
  /** Milliseconds that the program has to exit after the stop message; 2,000. */
  readonly stopTimeout?: number;
  /** For how many milliseconds restarting a program that broke and does not start again is retried; 10,000. */
  readonly restartPatience?: number;
  /** The maximum length of an answer in bytes; 64 MiB. */
  readonly longestLine?: number;
  /** Every n-th answer is also checked against the full schema: 1 for all, 0 for none; 64. */
  readonly fullCheckEvery?: number;
  /** The version of this suite, as given in the start message. */
  readonly suiteVersion?: string;
}

/** A program is given up after this many failed starts in a row, if they went on for long enough. */
const LEAST_FAILED_STARTS = 3;
const BACK_OFF_MILLISECONDS = 20;
const MOST_BACK_OFF_MILLISECONDS = 500;
/** A scenario that has no trace yet. */
interface Pending {
  readonly id: number;
  readonly scenario: Scenario;
  readonly line: string;
  /** Milliseconds. */
  readonly timeLimit: number;
  readonly settle: (trace: Trace) => void;
}

/**
 * Starts an adapter.
 *
 * @throws ConformanceError `ADAPTER_…` with exit status 3, if its program does not start or its answer to the start
 * message is wrong.
 */
export async function openStdioExecutor(options: StdioOptions): Promise<StdioExecutor> {
  const mark = randomUUID();
  const guardian = new ProcessGuardian(mark);
  const executor = new StdioExecutor(options, mark, guardian);
  try {
    await executor.open();
  } catch (error) {
    await guardian.dismiss();
    throw error;
  }
  return executor;
}

export class StdioExecutor implements Executor {
  readonly #sessionOptions: SessionOptions;
  readonly #caseTimeout: number;
  readonly #stopTimeout: number;
  readonly #restartPatience: number;
  readonly #fullCheckEvery: number;
  readonly #guardian: ProcessGuardian;
  readonly #clock: CaseClock<Pending> = new CaseClock<Pending>(
    () => this.#underWay[0],
    (late) => this.#onHung(late),
  );
  #started: StartedMessage | undefined;
  /** Undefined while no program is running that has answered the start message. */
  #session: AdapterSession | undefined;
  #starting = false;
  #failedStarts = 0;
  #failingSince = 0;
  #waiting: Pending[] = [];
  #underWay: Pending[] = [];
  /** Answers in the current chunk: a second answer for one of them, in the same chunk, is still attributed to it. */
  #answered: { readonly pending: Pending; readonly trace: Trace }[] = [];
  /** A breakage while nothing was in flight; it is attributed to the next scenario. */
  #unclaimed: Breakage | undefined;
  #givenUp: Breakage | undefined;
  #nextId = 1;
  #answerCount = 0;
  #flushing = false;
  #restarts = 0;
  #formerStderr = "";
  #closed = false;

  /** Use {@link openStdioExecutor}. */
  constructor(options: StdioOptions, mark: string, guardian: ProcessGuardian) {
    this.#sessionOptions = {
      command: options.command,
      mark,
      longestLine: options.longestLine ?? 64 * 1024 * 1024,
      startTimeout: options.startTimeout ?? 10_000,
      suiteVersion: options.suiteVersion ?? "unknown",
    };
    this.#caseTimeout = options.caseTimeout ?? 5_000;
    this.#stopTimeout = options.stopTimeout ?? 2_000;
    this.#restartPatience = options.restartPatience ?? 10_000;
    this.#fullCheckEvery = options.fullCheckEvery ?? 64;
    this.#guardian = guardian;
  }

  /** Starts the program for the first time. */
  async open(): Promise<void> {
    this.#started = await this.#start();
  }

  /** How the adapter described itself. */
  get started(): StartedMessage {
    if (this.#started === undefined) throw new Error("the executor is not open");
    return this.#started;
  }

  get description(): ImplementationDescription {
    const { name, version, language, homepage, profile, either } = this.started;
    return {
      name,
      ...(version === undefined ? {} : { version }),
      ...(language === undefined ? {} : { language }),
      ...(homepage === undefined ? {} : { homepage }),
      ...(profile === undefined ? {} : { profile }),
      ...(either === undefined ? {} : { either }),
    };
  }

  get inFlight(): number {
    return this.started.inFlight ?? 1;
  }

  /** How often the program had to be started again. */
  get restarts(): number {
    return this.#restarts;
  }

  /** The end of what the program wrote to standard error; if it has been silent, that of the previous program. */
  get stderr(): string {
    const present = this.#session?.stderr ?? "";
    return present === "" ? this.#formerStderr : present;
  }

  /** The trace of a scenario, whatever the program does. */
  execute(scenario: Scenario, timeLimit: number = this.#caseTimeout): Promise<Trace> {
    return new Promise((settle) => {
      const id = this.#nextId++;
      const run: RunMessage = { message: "run", id, scenario: scenarioToWire(scenario) };
      const message = this.started.structures ? { ...run, structures: structuresToWire(scenario.platform.dmar) } : run;
      this.#waiting.push({ id, scenario, line: `${JSON.stringify(message)}\n`, timeLimit, settle });
      this.#flushSoon();
    });
  }

  /** Ends the program. Anything wrong with the way it ended concerns no scenario; the smoke test checks it. */
  async close(): Promise<void> {
    await this.stop();
  }

  /** As `close`, and returns what was wrong with the end of the program, if anything. */
  async stop(): Promise<Breakage | undefined> {
    this.#closed = true;
    this.#clock.stop();
    const session = this.#session;
    this.#session = undefined;
    const idle = this.#underWay.length === 0;
    if (!idle) session?.kill();
    const breakage = idle ? ((await session?.stop(this.#stopTimeout)) ?? this.#unclaimed) : undefined;
    const left = [...this.#underWay.splice(0), ...this.#waiting.splice(0)];
    for (const pending of left) pending.settle(brokenTrace({ code: "ADAPTER_DIED", what: "the executor was closed" }));
    await this.#guardian.dismiss();
    return breakage;
  }

  async #start(): Promise<StartedMessage> {
    const session = new AdapterSession(this.#sessionOptions, {
      answer: (answer, raw) => this.#onAnswer(answer, raw),
      quiet: () => this.#onQuiet(),
      broken: (breakage) => this.#onBroken(breakage),
    });
    this.#guardian.watch(session.group);
    const started = await session.start();
    if (this.#closed) session.kill();
    else this.#session = session;
    return started;
  }

  async #restart(): Promise<void> {
    this.#starting = true;
    this.#restarts++;
    try {
      const started = await this.#start();
      this.#failedStarts = 0;
      if (JSON.stringify(started) !== JSON.stringify(this.#started)) {
        this.#session?.kill();
        this.#session = undefined;
        const what = "the program answered the start message otherwise when it was started again";
        this.#givenUp = { code: "ADAPTER_CHANGED", what };
      }
    } catch (error) {
      // No scenario is to blame. Whatever killed the program while it started may not recur.
      await this.#noteFailedStart(messageOf(error));
    }
    this.#starting = false;
    this.#flush();
  }

  /** Gives the program up if it has failed to start for too long; otherwise waits, longer each time. */
  async #noteFailedStart(message: string): Promise<void> {
    if (this.#failedStarts++ === 0) this.#failingSince = performance.now();
    const failingFor = performance.now() - this.#failingSince;
    if (this.#failedStarts >= LEAST_FAILED_STARTS && failingFor >= this.#restartPatience) {
      this.#givenUp = { code: "ADAPTER_NO_RESTART", what: `the program could not be started again: ${message}` };
      return;
    }
    await delay(Math.min(this.#failedStarts * BACK_OFF_MILLISECONDS, MOST_BACK_OFF_MILLISECONDS));
  }

  /** While the program is busy, everything submitted in one turn is sent in one write. */
  #flushSoon(): void {
    if (this.#underWay.length === 0) return this.#flush();
    if (this.#flushing) return;
    this.#flushing = true;
    setImmediate(() => {
      this.#flushing = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#waiting.length === 0 || this.#starting) return;
    if (this.#closed) return this.#settleAll({ code: "ADAPTER_DIED", what: "the executor was closed" });
    if (this.#givenUp !== undefined) return this.#settleAll(this.#givenUp);
    if (this.#unclaimed !== undefined) {
      const breakage = this.#unclaimed;
      this.#unclaimed = undefined;
      this.#waiting.shift()?.settle(brokenTrace(breakage));
      if (this.#waiting.length === 0) return;
    }
    if (this.#session === undefined) return void this.#restart();
    const free = this.inFlight - this.#underWay.length;
    if (free <= 0) return;
    const going = this.#waiting.splice(0, free);
    const idle = this.#underWay.length === 0;
    this.#underWay.push(...going);
    if (idle) this.#clock.firstChanged();
    this.#session.send(going.length === 1 ? (going[0] as Pending).line : going.map((pending) => pending.line).join(""));
  }

  #settleAll(breakage: Breakage): void {
    for (const pending of this.#waiting.splice(0)) pending.settle(brokenTrace(breakage));
  }

  #onAnswer(answer: Answer, raw: unknown): void {
    const first = this.#underWay[0];
    if (first === undefined || answer.id !== first.id) return this.#onStranger(answer.id);
    const full =
      this.#fullCheckEvery > 0 && this.#answerCount++ % this.#fullCheckEvery === 0 ? fullCheck(raw) : undefined;
    if (full !== undefined) return this.#fail({ code: "ADAPTER_UNKNOWN_MEMBER", what: full });
    const trace = traceOf(answer);
    const misfit = answer.message === "trace" ? misfitOf(first.scenario, trace) : undefined;
    if (misfit !== undefined) return this.#fail({ code: "ADAPTER_WRONG_STEPS", what: misfit });
    this.#underWay.shift();
    this.#answered.push({ pending: first, trace });
    this.#clock.firstChanged();
  }

  /** An answer for a scenario other than the first in flight. */
  #onStranger(id: number): void {
    const expected = this.#underWay[0]?.id;
    const instead = expected === undefined ? "while none was under way" : `instead of ${expected}`;
    if (this.#underWay.some((pending) => pending.id === id)) {
      return this.#fail({ code: "ADAPTER_OUT_OF_ORDER", what: `an answer for scenario ${id} came ${instead}` });
    }
    const twice = this.#answered.findIndex(({ pending }) => pending.id === id);
    if (twice < 0 && (id >= this.#nextId || id < 1)) {
      return this.#fail({
        code: "ADAPTER_UNKNOWN_ID",
        what: `an answer for scenario ${id}, which was never sent, came ${instead}`,
      });
    }
    const breakage: Breakage = {
      code: "ADAPTER_ANSWERED_TWICE",
      what: `a second answer for scenario ${id} came ${instead}`,
    };
    if (twice < 0) return this.#fail(breakage);
    const { pending } = this.#answered[twice] as { pending: Pending };
    this.#answered[twice] = { pending, trace: brokenTrace(breakage) };
    this.#endSession();
  }

  /** A breakage that only the executor can see. */
  #fail(breakage: Breakage): void {
    this.#session?.kill();
    this.#onBroken(breakage);
  }

  /** The first scenario in flight gets the breakage; the others are sent again. */
  #onBroken(breakage: Breakage): void {
    const first = this.#underWay.shift();
    if (first === undefined) this.#unclaimed = breakage;
    else this.#answered.push({ pending: first, trace: brokenTrace(breakage) });
    this.#endSession();
  }

  #endSession(): void {
    this.#formerStderr = this.stderr;
    this.#session?.kill();
    this.#session = undefined;
    this.#guardian.watch(undefined);
    this.#waiting = [...this.#underWay.splice(0), ...this.#waiting];
    this.#onQuiet();
  }

  #onQuiet(): void {
    for (const { pending, trace } of this.#answered.splice(0)) pending.settle(trace);
    this.#flush();
  }

  #onHung(first: Pending): void {
    const trace = hungTrace(first.timeLimit, this.#session?.unfinished ?? 0);
    this.#underWay.shift();
    this.#answered.push({ pending: first, trace });
    this.#endSession();
  }
}
