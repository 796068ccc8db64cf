/**
 * Scenarios made by hand, by the situation in which they put an implementation; each tells some faulty variants from
 * the reference.
 */

import type { Scenario } from "../../model/scenario.ts";
import { BROKEN_TABLES_SCENARIOS } from "./scenarios/broken-tables.ts";
import { GROUPS_SCENARIOS } from "./scenarios/groups.ts";
import { HIERARCHIES_SCENARIOS } from "./scenarios/hierarchies.ts";
import { MEMORY_AND_TIME_SCENARIOS } from "./scenarios/memory-and-time.ts";
import { MERGING_SCENARIOS } from "./scenarios/merging.ts";
import { METAMORPHIC_SCENARIOS } from "./scenarios/metamorphic.ts";
import { OWNERSHIP_SCENARIOS } from "./scenarios/ownership.ts";
import { REGIONS_SCENARIOS } from "./scenarios/regions.ts";
import { STARTS_SCENARIOS } from "./scenarios/starts.ts";

export const TELLING_SCENARIOS = {
  ...OWNERSHIP_SCENARIOS,
  ...HIERARCHIES_SCENARIOS,
  ...REGIONS_SCENARIOS,
  ...MERGING_SCENARIOS,
  ...MEMORY_AND_TIME_SCENARIOS,
  ...STARTS_SCENARIOS,
  ...GROUPS_SCENARIOS,
  ...BROKEN_TABLES_SCENARIOS,
  ...METAMORPHIC_SCENARIOS,
} as const satisfies Record<string, Scenario>;

export type TellingScenario = keyof typeof TELLING_SCENARIOS;
