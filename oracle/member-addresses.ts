/** The addresses that a group list must have and may have, according to its present members. */

import type { Profile } from "../model/profile.ts";
import { NONE } from "./hierarchy.ts";
import { IntervalSet } from "./interval-set.ts";
import { dueRegions } from "./member-regions.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

export interface MemberAddresses {
  readonly must: IntervalSet;
  /** Including those that must be there. */
  readonly may: IntervalSet;
}

/** The addresses of the members of a group that are present at a step, of any type. */
export function memberAddresses(facts: ScenarioFacts, group: string, step: number): MemberAddresses {
  const due = presentMembers(facts, group, step).map((index) => dueRegions(facts, index));
  const must = due.flatMap(({ has }) => has);
  return { must: IntervalSet.of(must), may: IntervalSet.of([...must, ...due.flatMap(({ mayHave }) => mayHave)]) };
}

/** The indices of the members of a group that are present at a step. */
export function presentMembers(facts: ScenarioFacts, group: string, step: number): readonly number[] {
  const members = facts.scenario.platform.groups.find(({ label }) => label === group)?.members ?? [];
  return members.map((label) => facts.indexOf(label)).filter((index) => index !== NONE && facts.presentAt(index, step));
}

/** The minimum number of regions that a device is due. */
export function leastRegions(facts: ScenarioFacts, index: number, { msiWindow }: Profile): number {
  return facts.coverage.of(index).required + (msiWindow === "yes" ? 1 : 0);
}
