/** Scenarios with another table and the same steps. */

import { encodeTable } from "../../model/dmar/encode.ts";
import type { DeviceScope, DmarStructure, RmrrStructure } from "../../model/dmar/table.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { ScenarioFacts } from "../scenario-facts.ts";

export function structuresOf(facts: ScenarioFacts): readonly DmarStructure[] {
  return facts.derive(listStructures);
}

function listStructures({ table }: ScenarioFacts): readonly DmarStructure[] {
  return table.structures.map(({ structure }) => structure);
}

export function rmrrsOf(facts: ScenarioFacts): readonly RmrrStructure[] {
  return facts.derive(listRmrrs);
}

function listRmrrs(facts: ScenarioFacts): readonly RmrrStructure[] {
  return structuresOf(facts).filter((structure) => structure.kind === "rmrr");
}

/** The scenario with other structures in its table. */
export function withStructures({ scenario, table }: ScenarioFacts, structures: readonly DmarStructure[]): Scenario {
  const dmar = encodeTable({ header: table.header, structures });
  return { ...scenario, platform: { ...scenario.platform, dmar } };
}

/** The scenario with each RMRR replaced. */
export function withRmrrs(facts: ScenarioFacts, replace: (rmrr: RmrrStructure) => readonly RmrrStructure[]): Scenario {
  const structures = structuresOf(facts).flatMap((structure): readonly DmarStructure[] =>
    structure.kind === "rmrr" ? replace(structure) : [structure],
  );
  return withStructures(facts, structures);
}

/** True if a list is the same when reversed. */
export function isPalindrome<Item>(list: readonly Item[], isEqual: (one: Item, other: Item) => boolean): boolean {
  for (let index = 0; index < list.length >> 1; index++) {
    if (!isEqual(list[index]!, list[list.length - 1 - index]!)) return false;
  }
  return true;
}

export function isEqualScope(one: DeviceScope, other: DeviceScope): boolean {
  return (
    one.type === other.type &&
    one.flags === other.flags &&
    one.enumerationId === other.enumerationId &&
    one.startBus === other.startBus &&
    one.path.length === other.path.length &&
    one.path.every((hop, index) => {
      const { device, function: number } = other.path[index]!;
      return hop.device === device && hop.function === number;
    })
  );
}

export function isEqualRmrr(one: RmrrStructure, other: RmrrStructure): boolean {
  return (
    one.base === other.base &&
    one.limit === other.limit &&
    one.segment === other.segment &&
    one.reserved === other.reserved &&
    one.scopes.length === other.scopes.length &&
    one.scopes.every((scope, index) => isEqualScope(scope, other.scopes[index]!))
  );
}
