/**
 * Checks an adapter with a handful of fixed scenarios, before any verdict on the implementation behind it.
 *
 * Every message is checked against the full schema. Scenarios are executed one by one, so that a breakage is attributed
 * to the right one; then once more, to see that no state carries over; then many at once.
 */

import { ConformanceError } from "../../../model/conformance-error.ts";
import type { Trace } from "../../../model/trace.ts";
import type { ImplementationDescription } from "../../executor.ts";
import { BREAKAGES, type BreakageCode } from "../breakage.ts";
import { openStdioExecutor, type StdioExecutor, type StdioOptions } from "../stdio-executor.ts";
import { abilityMismatches } from "./check-abilities.ts";
import { firstDifference } from "./compare-traces.ts";
import { SMOKE_CASES, type SmokeCase } from "./smoke-cases.ts";
import type { SmokeFinding, SmokeReport } from "./smoke-report.ts";

export interface SmokeOptions extends Omit<StdioOptions, "command" | "fullCheckEvery"> {
  /** What the implementation gets wrong in a case: requirement and reason. Nothing is judged if left out. */
  readonly judge?: (
    smokeCase: SmokeCase,
    trace: Trace,
    description: ImplementationDescription,
  ) => readonly { readonly requirement: string; readonly what: string }[];
}

/** After the adapter has broken in this many scenarios, it is not started again. */
const MOST_BREAKAGES = 2;
/** How often all scenarios are sent at once. */
const ROUNDS_AT_ONCE = 3;

/** Checks an adapter. The report contains everything wrong with it, and no process is left behind. */
export async function smokeAdapter(command: string, options: SmokeOptions = {}): Promise<SmokeReport> {
  const { judge, ...stdio } = options;
  let executor: StdioExecutor;
  try {
    executor = await openStdioExecutor({ ...stdio, command, fullCheckEvery: 1 });
  } catch (error) {
    if (!(error instanceof ConformanceError)) throw error;
    return {
      executed: [],
      findings: [{ kind: "broken", code: error.code, what: error.message, nextStep: error.nextStep }],
    };
  }
  const smoke = new Smoke(executor, judge);
  await smoke.oneByOne();
  if (smoke.works) await smoke.onceMore();
  if (smoke.works) await smoke.atOnce();
  await smoke.toTheEnd();
  return smoke.report();
}

class Smoke {
  readonly #executor: StdioExecutor;
  readonly #judge: SmokeOptions["judge"];
  readonly #executed: { readonly case: SmokeCase; readonly trace: Trace }[] = [];
  readonly #findings: SmokeFinding[] = [];
  #stderr = "";

  constructor(executor: StdioExecutor, judge: SmokeOptions["judge"]) {
    this.#executor = executor;
    this.#judge = judge;
  }

  /** True as long as nothing has broken. */
  get works(): boolean {
    return this.#findings.every(({ kind }) => kind !== "broken");
  }

  report(): SmokeReport {
    const { started } = this.#executor;
    const report = { started, executed: this.#executed, findings: this.#findings };
    return this.#stderr === "" || this.works ? report : { ...report, stderr: this.#stderr };
  }

  async oneByOne(): Promise<void> {
    const abilitiesTold = new Set<string>();
    let breakages = 0;
    for (const smokeCase of SMOKE_CASES) {
      const trace = await this.#executor.execute(smokeCase.scenario);
      this.#executed.push({ case: smokeCase, trace });
      if (this.#noteEnd(smokeCase, trace)) breakages++;
      this.#noteErrors(smokeCase, trace);
      for (const { ability, listed, step } of abilityMismatches(
        this.#executor.started.abilities,
        smokeCase.scenario,
        trace,
      )) {
        if (abilitiesTold.has(ability)) continue;
        abilitiesTold.add(ability);
        const where = step === undefined ? "" : ` at step ${step}`;
        const what = listed
          ? `the ability ${ability} is listed, but was not available${where}`
          : `the ability ${ability} was available${where}, but is not listed`;
        this.#noteBroken("ADAPTER_ABILITIES", what, smokeCase);
      }
      // A hang takes its whole time limit, and the next scenario would most likely take it too.
      if (trace.ended?.how === "hung" || breakages >= MOST_BREAKAGES) return;
    }
    if (this.works) this.#noteFailures();
  }

  /** Sends each scenario again: an adapter that keeps state from one to the next answers differently. */
  async onceMore(): Promise<void> {
    for (const { case: smokeCase, trace } of [...this.#executed].reverse()) {
      const again = await this.#executor.execute(smokeCase.scenario);
      if (this.#noteEnd(smokeCase, again)) return;
      const step = firstDifference(trace, again);
      if (step === undefined) continue;
      this.#noteBroken(
        "ADAPTER_STATE",
        `the scenario was sent twice, and the answers differ at step ${step}`,
        smokeCase,
      );
      return;
    }
  }

  /** Sends more scenarios at once than the adapter asks for, several times over. */
  async atOnce(): Promise<void> {
    const rounds = Array.from({ length: ROUNDS_AT_ONCE }, () => this.#executed).flat();
    const batch = Math.min(this.#executor.inFlight + 1, rounds.length);
    for (let from = 0; from < rounds.length && this.works; from += batch) {
      const round = rounds.slice(from, from + batch);
      const traces = await Promise.all(round.map((each) => this.#executor.execute(each.case.scenario)));
      // Only the first breakage counts, because later ones may be a consequence of it.
      round.some((each, index) => this.#noteEnd(each.case, traces[index] as Trace));
    }
  }

  /** Stops the program and checks how it ends. */
  async toTheEnd(): Promise<void> {
    this.#stderr = this.#executor.stderr;
    const breakage = await this.#executor.stop();
    if (breakage !== undefined && this.works) this.#noteBroken(breakage.code, breakage.what);
  }

  /** Notes how a trace ended early, if it did; true if the adapter is to blame. */
  #noteEnd(smokeCase: SmokeCase, { ended }: Trace): boolean {
    if (ended === undefined) return false;
    const { how, code, message } = ended;
    if (how === "skipped") {
      const nextStep =
        "Nothing, if that is intended: what is skipped counts neither for nor against the implementation.";
      this.#note({ kind: "skipped", code: "ADAPTER_SKIPPED", scenario: smokeCase.name, what: message, nextStep });
      return false;
    }
    if (code !== undefined && code !== "ADAPTER_ERROR" && code in BREAKAGES) {
      this.#noteBroken(code as BreakageCode, message, smokeCase);
      return true;
    }
    // The adapter reported it itself: an error of its own, or a crash of the implementation behind it.
    const what = `${how === "hung" ? "it reports a hang" : "it reports an error"}: ${message}`;
    this.#note({
      kind: "errored",
      code: "ADAPTER_ERROR",
      scenario: smokeCase.name,
      what,
      nextStep: BREAKAGES.ADAPTER_ERROR,
    });
    return false;
  }

  /** Notes the first step with the status `error`. */
  #noteErrors(smokeCase: SmokeCase, trace: Trace): void {
    const step = trace.steps.findIndex(({ status }) => status === "error");
    if (step < 0) return;
    const what = `step ${step} (${smokeCase.scenario.steps[step]?.do}) has the status error: ${trace.steps[step]?.message}`;
    const nextStep = "Find out why: what depends on a step with the status error cannot be judged.";
    this.#note({ kind: "errored", code: "ADAPTER_ERROR", scenario: smokeCase.name, what, nextStep });
  }

  #noteFailures(): void {
    for (const { case: smokeCase, trace } of this.#executed) {
      for (const { requirement, what } of this.#judge?.(smokeCase, trace, this.#executor.description) ?? []) {
        const nextStep = `The adapter works. Run the whole suite, or --only '${requirement}', to get a minimal scenario.`;
        this.#note({ kind: "failed", code: requirement, scenario: smokeCase.name, what, nextStep });
      }
    }
  }

  #noteBroken(code: BreakageCode, what: string, smokeCase?: SmokeCase): void {
    const finding: SmokeFinding = { kind: "broken", code, what, nextStep: BREAKAGES[code] };
    this.#note(smokeCase === undefined ? finding : { ...finding, scenario: smokeCase.name });
  }

  #note(finding: SmokeFinding): void {
    // Reported once: the same finding in ten scenarios is one thing to fix.
    const same = (other: SmokeFinding): boolean =>
      other.code === finding.code && (finding.kind !== "skipped" || other.scenario === finding.scenario);
    if (!this.#findings.some(same)) this.#findings.push(finding);
  }
}
