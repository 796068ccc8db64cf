/** The addresses that a group list has to have and may have, by its members that are there. */

import type { Profile } from "../model/profile.ts";
import { ISA_WINDOW, MSI_WINDOW } from "../model/region.ts";
import { isIsaBridge } from "./device-class.ts";
import { NONE } from "./hierarchy.ts";
import { IntervalSet } from "./interval-set.ts";
import { REQUIRED } from "./named-scope.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

export interface MemberAddresses {
  readonly must: IntervalSet;
  /** What has to be there included. */
  readonly may: IntervalSet;
}

/** The addresses of the members of a group that are there at a step, of whatever type. */
export function memberAddresses(facts: ScenarioFacts, group: string, step: number): MemberAddresses {
  const must = new IntervalSet(true);
  const may = new IntervalSet(true);
  for (const index of presentMembers(facts, group, step)) {
    const { ranges, strengths } = facts.coverage.of(index);
    ranges.forEach((range, i) => {
      if (strengths[i] === REQUIRED) must.add(facts.coverage.ranges.at(range));
      may.add(facts.coverage.ranges.at(range));
    });
    if (facts.profile.msiWindow === "yes") must.add(MSI_WINDOW);
    if (facts.profile.msiWindow !== "no") may.add(MSI_WINDOW);
    if (isIsaBridge(facts.device(index)) && facts.profile.isaWindow !== "none") may.add(ISA_WINDOW);
  }
  return { must, may };
}

/** The indices of the members of a group that are there at a step. */
export function presentMembers(facts: ScenarioFacts, group: string, step: number): readonly number[] {
  const members = facts.scenario.platform.groups.find(({ label }) => label === group)?.members ?? [];
  return members.map((label) => facts.indexOf(label)).filter((index) => index !== NONE && facts.presentAt(index, step));
}

/** How many regions a device is due at least. */
export function leastRegions(facts: ScenarioFacts, index: number, { msiWindow }: Profile): number {
  return facts.coverage.of(index).required + (msiWindow === "yes" ? 1 : 0);
}
