/** Situations of broken tables: one for each fault that can be told from the bytes, and from the paths of scopes. */

import { findFaults } from "../model/dmar/faults.ts";
import { findPlatformFaults, PATH_FAULT_CODES, type PathFaultCode } from "../model/dmar/platform-faults.ts";
import { TABLE_FAULTS, type TableFaultCode } from "../model/dmar/table-fault.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { RARE_SHARE, type Situation } from "./situation.ts";

const RARE = { stream: "malformed", leastShare: RARE_SHARE } as const;

/** Where the table's Length is less than its header, nothing is found, and so no DRHD. */
const NEVER_ALONE: ReadonlySet<TableFaultCode> = new Set(["length-below-header"]);

export function tableFaults(facts: ScenarioFacts): ReadonlySet<TableFaultCode> {
  return facts.derive(findCodes);
}

function findCodes({ scenario, table }: ScenarioFacts): ReadonlySet<TableFaultCode> {
  return new Set(findFaults(scenario.platform.dmar, table).map(({ code }) => code));
}

export function pathFaults(facts: ScenarioFacts): ReadonlySet<PathFaultCode> {
  return facts.derive(findPathCodes);
}

function findPathCodes({ scenario, table }: ScenarioFacts): ReadonlySet<PathFaultCode> {
  return new Set(findPlatformFaults(scenario.platform, table).map(({ code }) => code));
}

const CODES = Object.keys(TABLE_FAULTS) as TableFaultCode[];

export const FAULT_SITUATIONS: readonly Situation[] = [
  ...CODES.map((code): Situation => ({
    name: `table-fault-${code}`,
    description: `The table has the fault ${code}.`,
    reached: RARE,
    holds: (facts) => tableFaults(facts).has(code),
  })),
  ...CODES.filter((code) => !NEVER_ALONE.has(code)).map((code): Situation => ({
    name: `only-table-fault-${code}`,
    description: `The table has the fault ${code}, and no other.`,
    reached: RARE,
    holds: (facts) => tableFaults(facts).size === 1 && tableFaults(facts).has(code) && pathFaults(facts).size === 0,
  })),
  ...PATH_FAULT_CODES.map((code): Situation => ({
    name: `path-fault-${code}`,
    description: `The path of a scope has the fault ${code}.`,
    reached: code === "start-bus-not-root" ? { stream: "hierarchy", leastShare: RARE_SHARE } : RARE,
    holds: (facts) => pathFaults(facts).has(code),
  })),
  {
    name: "several-table-faults",
    description: "The table has several faults at once.",
    reached: { stream: "malformed", leastShare: 0.02 },
    holds: (facts) => tableFaults(facts).size > 1,
  },
];
