/** A stored failure: what its file holds. */
import type { Scenario } from "../model/scenario.ts";
export interface StoredFailure {
  scenario: Scenario;
}
