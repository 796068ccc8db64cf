/**
 * What a judge tells its supervisor, cheaply enough to be told before each case.
 *
 * A supervisor in another thread sees by it whether the judge gets on, and where it is stuck.
 */

import type { Scenario } from "../model/scenario.ts";

export interface Pulse {
  /** A case of a course is about to be drawn; for a candidate of a shrink, its ordinal. */
  drawing(course: number, index: number): void;
  /** A scenario that is no case of a course is about to be executed. */
  offering(scenario: Scenario): void;
  /** @param twin position among the twins of the scenario, if it is one of them that is executed */
  executing(twin?: number): void;
  judging(): void;
  /** The thread is about to serve its other tasks, in which an exception of a past case may come up. */
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
