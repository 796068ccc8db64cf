/** Situations of broken tables: one for each fault that can be told from the bytes. */

import { findFaults } from "../model/dmar/faults.ts";
import { TABLE_FAULTS, type TableFaultCode } from "../model/dmar/table-fault.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import type { Situation } from "./situation.ts";

function faultsOf(facts: ScenarioFacts): ReadonlySet<TableFaultCode> {
  return facts.derive(findCodes);
}

function findCodes({ scenario, table }: ScenarioFacts): ReadonlySet<TableFaultCode> {
  return new Set(findFaults(scenario.platform.dmar, table).map(({ code }) => code));
}

export const FAULT_SITUATIONS: readonly Situation[] = (Object.keys(TABLE_FAULTS) as TableFaultCode[]).map((code) => ({
  name: `table-fault-${code}`,
  description: `The table has the fault ${code}.`,
  holds: (facts) => faultsOf(facts).has(code),
}));
