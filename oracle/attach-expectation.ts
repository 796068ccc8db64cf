/**
 * The expected result of assigning a group to user space, as VFIO type 1 and iommufd do it.
 *
 * A group with a locked member is refused. So is one with a region that an existing mapping overlaps, unless the region
 * is relaxable. Otherwise user space may map the aperture except for direct, reserved and interrupt regions.
 */

import { type AddressRange, PAGE_SIZE, type RegionType } from "../model/region.ts";
import { isIsaBridge } from "./device-class.ts";
import { IntervalSet } from "./interval-set.ts";
import type { GroupRegions, MemberRegion } from "./member-regions.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";
import { isIsaWindow } from "./windows.ts";

export interface AttachExpectation {
  /**
   * `open`: not judged, because the windows of a bridge may lock the group, or because the regions of a member are not
   * certain.
   */
  readonly verdict: "locked" | "conflict" | "usable" | "open";
  /** `locked`: the index of a locked member. */
  readonly lockedBy: number | undefined;
  /** The addresses withheld from user space. */
  readonly kept: IntervalSet;
  /** What user space may map; meaningful for the verdict `usable`. */
  readonly usable: IntervalSet;
  /** Every region is page aligned at both ends; the usable addresses are judged only then. */
  readonly aligned: boolean;
}

/** Whether a region of this type is withheld from user space; a relaxable one is given up once its driver is gone. */
export function isKept(type: RegionType): boolean {
  return type !== "direct-relaxable";
}

export function attachExpectation(
  facts: ScenarioFacts,
  regions: GroupRegions,
  aperture: AddressRange,
  mappings: readonly AddressRange[],
): AttachExpectation {
  const { kept, aligned, locked, isOpen } = obstaclesOf(facts, regions);
  const usable = IntervalSet.of(IntervalSet.of([aperture]).without(kept));
  if (locked !== undefined) return { verdict: "locked", lockedBy: locked.member, kept, usable, aligned };
  const verdict = isOpen ? "open" : mappings.some((mapping) => kept.meets(mapping)) ? "conflict" : "usable";
  return { verdict, lockedBy: undefined, kept, usable, aligned };
}

/** What prevents a group from being assigned, whatever the aperture and the mappings. */
interface Obstacles extends Pick<AttachExpectation, "kept" | "aligned"> {
  readonly locked: MemberRegion | undefined;
  readonly isOpen: boolean;
}

/** A group may be assigned several times in a scenario, and usually has the same regions each time. */
function noObstaclesKnown(): Map<GroupRegions, Obstacles> {
  return new Map();
}

function obstaclesOf(facts: ScenarioFacts, regions: GroupRegions): Obstacles {
  const known = facts.derive(noObstaclesKnown);
  let obstacles = known.get(regions);
  if (obstacles === undefined) known.set(regions, (obstacles = findObstacles(facts, regions)));
  return obstacles;
}

function findObstacles(facts: ScenarioFacts, { has, mayHave }: GroupRegions): Obstacles {
  const keptRegions = has.filter(({ type }) => isKept(type));
  return {
    kept: IntervalSet.of(keptRegions),
    aligned: keptRegions.every(({ start, end }) => start % PAGE_SIZE === 0n && (end + 1n) % PAGE_SIZE === 0n),
    locked: has.find(
      ({ type, member, start, end }) =>
        type === "direct" && !(isIsaWindow(start, end) && isIsaBridge(facts.device(member))),
    ),
    isOpen: has.some(({ type }) => type === "direct") || mayHave.some(({ type }) => isKept(type)),
  };
}
