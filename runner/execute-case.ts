/** Executes a scenario, along with the twins with which requirements compare it. */

import type { Executor } from "../implementations/executor.ts";
import { messageOf } from "../model/error-message.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Trace, TwinTrace } from "../model/trace.ts";
import type { Judging } from "./case-failure.ts";
import { brokenOff } from "./judge-trace.ts";
import type { Pulse } from "./pulse.ts";
import type { SuiteRequirement } from "./suite.ts";

type TwinScenario = Omit<TwinTrace, "trace"> & { readonly scenario: Scenario };

const NO_TWINS: readonly TwinScenario[] = [];

/** The twins of a scenario. If the suite fails while computing them, its judge fails too and reports it. */
export function twinsOfCase(
  { suite, profile }: Judging,
  requirements: readonly SuiteRequirement[],
  scenario: Scenario,
): readonly TwinScenario[] {
  try {
    return suite.twins?.(requirements, scenario, profile) ?? NO_TWINS;
  } catch {
    return NO_TWINS;
  }
}

/**
 * The trace of a scenario, including those of its twins. The twins of a scenario that did not finish are not executed,
 * so they start only after the scenario; if traces arrive asynchronously, all twins run at the same time.
 *
 * @param timeLimit milliseconds for each of them, if the executor can end what it started
 */
export function executeCase(
  judging: Judging,
  executor: Executor,
  pulse: Pulse,
  requirements: readonly SuiteRequirement[],
  scenario: Scenario,
  timeLimit?: number,
): Trace | Promise<Trace> {
  pulse.executing();
  const trace = execute(executor, scenario, timeLimit);
  return isThere(trace)
    ? withTwins(judging, executor, pulse, requirements, scenario, trace, timeLimit)
    : trace.then((own) => withTwins(judging, executor, pulse, requirements, scenario, own, timeLimit));
}

function withTwins(
  judging: Judging,
  executor: Executor,
  pulse: Pulse,
  requirements: readonly SuiteRequirement[],
  scenario: Scenario,
  own: Trace,
  timeLimit: number | undefined,
): Trace | Promise<Trace> {
  if (own.ended !== undefined) return own;
  const twins = twinsOfCase(judging, requirements, scenario);
  if (twins.length === 0) return own;
  const traces = twins.map((twin, position) => {
    pulse.executing(position);
    return execute(executor, twin.scenario, timeLimit);
  });
  const together = (others: readonly Trace[]): Trace => ({
    ...own,
    twins: twins.map(({ name }, index) => ({ name, trace: others[index]! })),
  });
  return traces.every(isThere) ? together(traces) : Promise.all(traces).then(together);
}

function isThere(trace: Trace | Promise<Trace>): trace is Trace {
  return !(trace instanceof Promise);
}

/** An executor does not throw because of the implementation; if one throws anyway, no case is lost. */
function execute(executor: Executor, scenario: Scenario, timeLimit: number | undefined): Trace | Promise<Trace> {
  const failed = (error: unknown): Trace => brokenOff("died", messageOf(error), { code: "EXECUTOR_FAILED" });
  try {
    const trace = executor.execute(scenario, timeLimit);
    return trace instanceof Promise ? trace.catch(failed) : trace;
  } catch (error) {
    return failed(error);
  }
}
