/**
 * An executor takes scenarios to an implementation, wherever it runs, and returns traces.
 *
 * It never throws because of the implementation: whatever goes wrong there is in the trace.
 */

import type { SwitchName } from "../model/profile.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Trace } from "../model/trace.ts";

/** How an implementation describes itself. */
export interface ImplementationDescription {
  readonly name: string;
  readonly version?: string;
  readonly language?: string;
  readonly homepage?: string;
  readonly profile?: string;
  readonly either?: readonly SwitchName[];
}

/**
 * The `code` of a trace that ended as `hung` because loop iterations were counted, not because time ran out. Such a
 * hang costs milliseconds, and a stream need not be given up for it.
 */
export const COUNTED_HANG = "COUNTED_HANG";

export interface Executor {
  readonly description: ImplementationDescription;
  /** How many scenarios may be in flight before the first trace returns; 1 for synchronous executors. */
  readonly inFlight: number;
  /**
   * @param timeLimit milliseconds after which an executor that supervises its implementation must end the scenario as
   * `hung`; its own limit if left out. An executor that cannot end what it started ignores it.
   */
  execute(scenario: Scenario, timeLimit?: number): Trace | Promise<Trace>;
  /** Nobody is waiting any longer for the scenarios in flight, so those not yet begun need not be executed. */
  abandon?(): void;
  close(): void | Promise<void>;
}
