/**
 * What a judge reports to its supervisor, cheaply enough to do before each case.
 *
 * It lets a supervisor in another thread see whether the judge makes progress, and where it is stuck.
 */

import type { Scenario } from "../model/scenario.ts";

export interface Pulse {
  /** A case of a course is about to be drawn; for a candidate of a shrink, its ordinal. */
  drawing(course: number, index: number): void;
  /** A scenario that is not a case of a course is about to be executed. */
  offering(scenario: Scenario): void;
  /** @param twin position among the twins of the scenario, if a twin is executed */
  executing(twin?: number): void;
  judging(): void;
  /** The thread is about to serve its other tasks, during which an exception of an earlier case may surface. */
  resting(): void;
}

/** For a judge without a supervisor. */
export const NO_PULSE: Pulse = {
  drawing: () => undefined,
  offering: () => undefined,
  executing: () => undefined,
  judging: () => undefined,
  resting: () => undefined,
};
