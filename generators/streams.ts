/** The streams: generators with a name, from which requirements choose what they listen to. */

import type { Arbitrary } from "fast-check";
import type { Scenario } from "../model/scenario.ts";
import type { Size } from "./hierarchy-features.ts";
import { drawHierarchyPlan } from "./hierarchy-plan.ts";
import { ScenarioArbitrary } from "./scenario-arbitrary.ts";

export type { Size } from "./hierarchy-features.ts";

export type StreamName = "hierarchy" | "ownership" | "merge" | "table";

export interface Stream {
  readonly name: StreamName;
  /** One sentence: what its cases are about. */
  readonly description: string;
  /** The cases; with a size, all of that size and without the extremes of the stream. */
  scenarios(size?: Size): Arbitrary<Scenario>;
}

export const STREAMS: readonly Stream[] = [
  {
    name: "hierarchy",
    description: "PCI hierarchies of every shape, RMRRs that name functions in every way, and questions around them.",
    scenarios: (size) => new ScenarioArbitrary((draws) => drawHierarchyPlan(draws, size)),
  },
];
