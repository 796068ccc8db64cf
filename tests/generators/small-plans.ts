/** Small plans made by hand, and ways down from them: what the tests of shrinking passes are made of. */

import {
  ALL_SPARE,
  EMPTY_PLAN,
  type Place,
  type Plan,
  type PlanFunction,
  planFunction,
  placeOnRoot,
  type PlanRmrr,
  planScope,
  type PlanStep,
} from "../../generators/plan.ts";
import type { Pass } from "../../generators/shrinking/pass.ts";
import { SIMPLE_REGION } from "../../generators/shrinking/region-measure.ts";
import type { AddressRange, RegionFields } from "../../model/region.ts";
import type { Scenario } from "../../model/scenario.ts";

export interface WayDown {
  readonly pass: string;
  readonly from: Plan;
  /** What stays true; true of the plan that it starts from. */
  keeps(scenario: Scenario, plan: Plan): boolean;
  /** What is true in the end, thanks to the pass. */
  reaches(plan: Plan): boolean;
}

export const ROOT: Place = placeOnRoot(0);

export function nic(place: Place = ROOT, device = 0): PlanFunction {
  return planFunction(place, device, 0, 0x020000, 0, 0, 0);
}

export function port(place: Place = ROOT, device = 0): PlanFunction {
  return planFunction(place, device, 0, 0x060400, 1, 0, 0);
}

export function rmrr(...named: readonly number[]): PlanRmrr {
  const scopes = named.map((at) => planScope(1, at, [], 0, false));
  return { segment: 0, base: 0x1000n, limit: 0x1fffn, scopes, reserved: 0 };
}

export function bridgeRmrr(at: number): PlanRmrr {
  return { ...rmrr(), scopes: [planScope(2, at, [], 0, false)] };
}

export function get(device: number, list = 0): PlanStep {
  return { do: "get", device, list };
}

/** The addresses of some pages, the last one included. */
export function pages(first: number, last: number = first): AddressRange {
  return { start: BigInt(first) << 12n, end: (BigInt(last + 1) << 12n) - 1n };
}

/** The insert of a region that is simple but for some fields. */
export function insert(region: Partial<RegionFields> = {}, list = 0): Extract<PlanStep, { do: "insert" }> {
  return { do: "insert", list, region: { ...SIMPLE_REGION, ...region } };
}

export const ONE_ROOT: Plan = { ...EMPTY_PLAN, roots: [{ segment: 0, gap: 0, spare: ALL_SPARE }] };

/** What a pass offers for a plan, and of each candidate what is of interest. */
export function offers<Seen>(pass: Pass, plan: Plan, see: (candidate: Plan) => Seen): readonly Seen[] {
  return [...pass.candidates(plan)].map(see);
}

/** One function with a bridge's letter if it is one, behind the one above it if it is not on the root bus. */
export function pictureOf({ functions }: Plan): string {
  return functions
    .map(
      ({ place, device, headerType }) =>
        `${place < 0 ? "" : `${place}>`}${headerType === 1 ? "bridge" : "nic"}${device}`,
    )
    .join(" ");
}
