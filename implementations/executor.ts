/**
 * An executor carries scenarios to an implementation, wherever it lives, and brings traces back.
 *
 * It never throws for a reason that lies in the implementation: what goes wrong there is in the trace.
 */

import type { SwitchName } from "../model/profile.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Trace } from "../model/trace.ts";

/** What an implementation says of itself. */
export interface ImplementationDescription {
  readonly name: string;
  readonly version?: string;
  readonly language?: string;
  readonly homepage?: string;
  readonly profile?: string;
  readonly either?: readonly SwitchName[];
}

/**
 * The `code` of a trace that ended as `hung` because what the code did was counted, not because time ran out. It
 * cost milliseconds, and a stream need not be given up for it.
 */
export const COUNTED_HANG = "COUNTED_HANG";

export interface Executor {
  readonly description: ImplementationDescription;
  /** How many scenarios may be under way before the first trace comes back; 1 for synchronous ones. */
  readonly inFlight: number;
  /**
   * @param timeLimit milliseconds after which an executor that supervises what it talks to is to end the
   * scenario as `hung`; its own limit if left out. One that cannot end what it started pays no heed to it.
   */
  execute(scenario: Scenario, timeLimit?: number): Trace | Promise<Trace>;
  /** Nobody waits any more for what is under way: what of it has not begun need not be done. */
  abandon?(): void;
  close(): void | Promise<void>;
}
