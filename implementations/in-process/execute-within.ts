/**
 * Executes a scenario on an implementation that may never come back, in this thread.
 *
 * The engine ends synchronous code after a time of the clock. What another process takes of that time is no fault
 * of the implementation, so only a call that has itself used up most of it counts as a hang, and any other is made
 * again: on a busy machine the answer is the same as on an idle one. For code of this package, such as the shelf of
 * faulty variants; whatever else an implementation may do to its thread needs a worker.
 */

import { Script, createContext, type Context } from "node:vm";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import type { Implementation, RegionObject } from "../contract.ts";
import { execute } from "./execute.ts";

/** Of the time limit, as much must have gone to the call itself. */
const LEAST_SHARE = 0.5;
const MOST_ATTEMPTS = 20;

/** An implementation, and the scenario that is executed on it. */
export interface BoundedJob<List extends Iterable<RegionObject>> {
  readonly implementation: Implementation<List>;
  readonly scenario: Scenario;
}

export class BoundedExecutor {
  readonly #milliseconds: number;
  readonly #script = new Script("run()");
  readonly #sandbox: { run: () => void } = { run: () => undefined };
  readonly #context: Context = createContext(this.#sandbox);

  /** @param milliseconds after which a call is a hang; no case of usual size takes a hundredth of 100 */
  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /** The trace; one that ended as `hung` if the implementation does not return. */
  execute<List extends Iterable<RegionObject>>(implementation: Implementation<List>, scenario: Scenario): Trace {
    return this.executeAll([{ implementation, scenario }])[0]!;
  }

  /**
   * The traces of several jobs, each as {@link execute} gives it: to begin a call costs more than a case, and on a busy
   * machine as much as ten.
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
    // The time may also be up when the last of them has come back, and nothing is left to be made again.
    for (let attempt = 1; traces.length < jobs.length; attempt++) {
      const end = this.#within(run);
      if (end === "returned") {
        last = jobs.length;
        attempt = 0;
      } else if (last !== traces.length + 1) {
        // Whether it is this one that takes the time, or all before it together, is seen when it is alone.
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
