/**
 * Executes a scenario, in this thread, on an implementation that may never return.
 *
 * The JavaScript engine ends synchronous code after a period of wall-clock time. Time taken by other processes is not
 * the implementation's fault, so only a call that itself used up most of it counts as a hang, and any other is
 * repeated: a busy machine gives the same answer as an idle one. This is for code of this package, such as the faulty
 * variants; an implementation that may do anything else to its thread needs a worker.
 */

import { Script, createContext, type Context } from "node:vm";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import type { Implementation, RegionObject } from "../contract.ts";
import { execute } from "./execute.ts";

/** This share of the time limit must have been spent in the call itself. */
const LEAST_SHARE = 0.5;
const MOST_ATTEMPTS = 20;

/** An implementation and the scenario to execute on it. */
export interface BoundedJob<List extends Iterable<RegionObject>> {
  readonly implementation: Implementation<List>;
  readonly scenario: Scenario;
}

export class BoundedExecutor {
  readonly #milliseconds: number;
  readonly #script = new Script("run()");
  readonly #sandbox: { run: () => void } = { run: () => undefined };
  readonly #context: Context = createContext(this.#sandbox);

  /** @param milliseconds after which a call counts as a hang; no case of usual size takes a hundredth of 100 */
  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /** The trace; it ended as `hung` if the implementation does not return. */
  execute<List extends Iterable<RegionObject>>(implementation: Implementation<List>, scenario: Scenario): Trace {
    return this.executeAll([{ implementation, scenario }])[0]!;
  }

  /**
   * The traces of several jobs, each as {@link execute} gives it, because starting a call costs more than a case, and
   * on a busy machine as much as ten.
   */
  executeAll<List extends Iterable<RegionObject>>(jobs: readonly BoundedJob<List>[]): readonly Trace[] {
    const traces: Trace[] = [];
    let step: number | undefined;
    let last = jobs.length;
    const run = (): void => {
      while (traces.length < last) {
        step = undefined;
        const { implementation, scenario } = jobs[traces.length]!;
        traces.push(execute(implementation, scenario, (at) => (step = at)));
      }
    };
    // The time may also run out just after the last job has returned, when nothing is left to repeat.
    for (let attempt = 1; traces.length < jobs.length; attempt++) {
      const end = this.#within(run);
      if (end === "returned") {
        last = jobs.length;
        attempt = 0;
      } else if (last !== traces.length + 1) {
        // Whether this job takes the time, or all jobs before it together, shows when it runs alone.
        last = traces.length + 1;
        attempt = 0;
      } else if (end === "hung" || attempt === MOST_ATTEMPTS) {
        traces.push(this.#hung(step));
        last = jobs.length;
        attempt = 0;
      }
    }
    return traces;
  }

  #hung(step: number | undefined): Trace {
    const message = `no end within ${this.#milliseconds} ms`;
    return {
      steps: [],
      observesMemory: false,
      ended: step === undefined ? { how: "hung", message } : { how: "hung", message, step },
    };
  }

  #within(run: () => void): "returned" | "hung" | "interrupted" {
    this.#sandbox.run = run;
    const before = process.cpuUsage();
    try {
      this.#script.runInContext(this.#context, { timeout: this.#milliseconds });
      return "returned";
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
      const { user, system } = process.cpuUsage(before);
      return user + system >= this.#milliseconds * 1000 * LEAST_SHARE ? "hung" : "interrupted";
    }
  }
}
