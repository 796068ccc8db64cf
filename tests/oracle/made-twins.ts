/** The twins of scenarios that were made by hand, and what is in their tables. */

import { decodeTable } from "../../model/dmar/decode.ts";
import type { DmarStructure, DrhdStructure } from "../../model/dmar/table.ts";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import type { Scenario } from "../../model/scenario.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import type { Twin } from "../../oracle/twins/twin.ts";

/** A unit for all of a segment: a table without one has a fault, and then there is no twin. */
export function unitOf(segment: number): DrhdStructure {
  const registerBase = 0xfed0_0000n + BigInt(segment) * 0x1000n;
  return { kind: "drhd", flags: 1, size: 0, segment, registerBase, scopes: [] };
}

/** The twin of a scenario, where it has it. */
export function twinOf(twin: Twin, of: Scenario, profile: Profile = LINUX_PROFILE): Scenario | undefined {
  const facts = new ScenarioFacts(of, profile);
  return twin.applies(facts) ? twin.of(facts) : undefined;
}

/** The structures of a scenario's table. */
export function structuresIn({ platform }: Scenario): readonly DmarStructure[] {
  return decodeTable(platform.dmar).structures.map(({ structure }) => structure);
}
