/** The streams: named generators to which requirements subscribe. */

import type { Arbitrary } from "fast-check";
import type { Scenario } from "../model/scenario.ts";
import { drawAssignmentPlan } from "./assignment-plan.ts";
import { drawGroupPlan } from "./group-plan.ts";
import { drawAllocationPlan } from "./allocation-plan.ts";
import type { Size } from "./hierarchy-features.ts";
import { drawHierarchyPlan } from "./hierarchy-plan.ts";
import { drawLifecyclePlan } from "./lifecycle-plan.ts";
import { drawMalformedPlan } from "./malformed-plan.ts";
import { drawMergePlan } from "./merge-plan.ts";
import { drawMetamorphicPlan } from "./metamorphic-plan.ts";
import { drawOwnershipPlan } from "./ownership-plan.ts";
import { ScenarioArbitrary } from "./scenario-arbitrary.ts";
import { drawStartupPlan } from "./startup-plan.ts";
import { drawTablePlan } from "./table-plan.ts";
import { tableSkeleton } from "./table-skeleton.ts";

export type { Size } from "./hierarchy-features.ts";

export type StreamName =
  | "hierarchy"
  | "ownership"
  | "merge"
  | "metamorphic"
  | "malformed"
  | "group"
  | "assignment"
  | "allocation"
  | "lifecycle"
  | "startup"
  | "table";

export interface Stream {
  readonly name: StreamName;
  /** One sentence on what its cases are about. */
  readonly description: string;
  /** The cases; if a size is given, all of that size and without the stream's extremes. */
  scenarios(size?: Size): Arbitrary<Scenario>;
}

export const STREAMS: readonly Stream[] = [
  {
    name: "hierarchy",
    description: "PCI hierarchies of every shape, RMRRs that name functions in every way, and questions around them.",
    scenarios: (size) => new ScenarioArbitrary((draws) => drawHierarchyPlan(draws, size)),
  },
  {
    name: "ownership",
    description:
      "Several lists of few devices, alive at once, read again, overwritten, emptied and put in every order.",
    scenarios: (size) => new ScenarioArbitrary((draws) => drawOwnershipPlan(draws, size)),
  },
  {
    name: "merge",
    description: "Regions over a handful of addresses, inserted into group lists one by one and list by list.",
    scenarios: (size) => new ScenarioArbitrary((draws) => drawMergePlan(draws, size)),
  },
  {
    name: "metamorphic",
    description: "Tables without fault, which have to be answered alike in another order, elsewhere, and beside more.",
    scenarios: (size) => new ScenarioArbitrary((draws) => drawMetamorphicPlan(draws, size)),
  },
  {
    name: "malformed",
    description: "Tables with every fault that firmware can make, one by one and together, beside RMRRs that are good.",
    scenarios: (size) => new ScenarioArbitrary((draws) => drawMalformedPlan(draws, size)),
  },
  {
    name: "group",
    description: "Groups of few members with colliding regions: their lists, their texts in sysfs, their DMA domains.",
    scenarios: (size) => new ScenarioArbitrary((draws) => drawGroupPlan(draws, size)),
  },
  {
    name: "assignment",
    description: "Groups given to user space, with apertures and mappings that begin and end where regions do.",
    scenarios: (size) => new ScenarioArbitrary((draws) => drawAssignmentPlan(draws, size)),
  },
  {
    name: "allocation",
    description: "Requests that run out of memory at any of their allocations, and the same requests again.",
    scenarios: (size) => new ScenarioArbitrary((draws) => drawAllocationPlan(draws, size)),
  },
  {
    name: "lifecycle",
    description:
      "Functions and sub-hierarchies that go and come while lists are alive, and questions before and after.",
    scenarios: (size) => new ScenarioArbitrary((draws) => drawLifecyclePlan(draws, size)),
  },
  {
    name: "startup",
    description:
      "Starts that run out of memory at any of their allocations, further starts, and questions around them.",
    scenarios: (size) => new ScenarioArbitrary((draws) => drawStartupPlan(draws, size)),
  },
];

/**
 * Cases around a real table: the stream `table`. Every case contains the table byte for byte; only shrinking a
 * counterexample cuts it. Any bytes will do: what cannot be read names nothing.
 */
export function tableScenarios(dmar: Uint8Array): Arbitrary<Scenario> {
  const skeleton = tableSkeleton(dmar);
  return new ScenarioArbitrary((draws) => drawTablePlan(draws, skeleton, dmar));
}
