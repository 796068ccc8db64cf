/**
 * Compares a group list with what the implementation itself makes of the members' lists, inserted one after the other.
 *
 * Whether merging is right is judged by the merge family. A group must merge its members in the same way, so if a
 * scenario does both, the two lists must be equal.
 */

import type { ObservedRegion } from "../model/trace.ts";
import { epochs } from "./group-facts.ts";
import type { GroupFault } from "./group-fault.ts";
import type { SeenGroupList } from "./group-lists.ts";
import { sameRangesAndTypes, sameSet, shownRegions } from "./list-comparison.ts";
import { type ListLife, listLives } from "./list-lives.ts";
import type { Observations } from "./observations.ts";

/** A list into which only whole lists of devices were inserted. */
interface OwnMerge {
  readonly list: string;
  /** Indices of the devices. */
  readonly devices: ReadonlySet<number>;
  readonly epoch: number;
  readonly regions: readonly ObservedRegion[];
}

/** The difference between a group list and the same merge made step by step, if the trace shows one. */
export function otherwiseMerged(
  observed: Observations,
  { fact, list, regions }: SeenGroupList,
): GroupFault | undefined {
  for (const own of observed.derive(findOwnMerges)) {
    if (own.epoch !== fact.epoch || own.devices.size !== fact.members.length) continue;
    if (!fact.members.every((member) => own.devices.has(member))) continue;
    const ordered = observed.facts.profile.listOrder === "start-then-type";
    if (ordered ? sameRangesAndTypes(own.regions, regions) : sameSet(own.regions, regions, true)) continue;
    return {
      kind: "otherwise-merged",
      step: fact.step,
      list,
      otherList: own.list,
      expected: shownRegions(own.regions),
      received: shownRegions(regions),
    };
  }
  return undefined;
}

function findOwnMerges(observed: Observations): readonly OwnMerge[] {
  const lives = listLives(observed.facts);
  return lives.flatMap((life) => (life.origin === "made" ? (ownMerge(observed, life, lives) ?? []) : []));
}

function ownMerge(observed: Observations, life: ListLife, lives: readonly ListLife[]): OwnMerge | undefined {
  const { facts } = observed;
  const devices = new Set<number>();
  const epochOf = epochs(facts);
  const epoch = epochOf[life.from]!;
  let regions: readonly ObservedRegion[] | undefined;
  for (const index of life.inserts) {
    const step = facts.scenario.steps[index]!;
    const result = observed.result(index);
    if (step.do !== "insert-all-of" || result.status !== "ok" || result.endless === true) return undefined;
    const source = lives.find(({ label, until }) => label === step.source && index < until);
    const get = source?.get;
    if (get === undefined || source!.writes.some((write) => write < index)) return undefined;
    if (epochOf[get.step] !== epoch || source!.inserts.length > 0) return undefined;
    if (observed.gets.find((other) => other.get === get)!.view !== "whole") return undefined;
    devices.add(get.index);
    ({ regions } = result);
  }
  if (regions === undefined || life.writes.some((write) => write < life.inserts.at(-1)!)) return undefined;
  return { list: life.label, devices, epoch, regions };
}
