/** Passes over inserts: regions by themselves instead of those that devices get, and fewer of them. */

import { MSI_WINDOW, PAGE_SIZE, type RegionFields, type RegionType } from "../../model/region.ts";
import { EMPTY_PLAN, type Plan, type PlanStep } from "../plan.ts";
import { withSteps } from "./edit-steps.ts";
import type { Pass } from "./pass.ts";
import { SIMPLE_REGION } from "./region-measure.ts";
import { cutsOf } from "./region-passes.ts";

const WINDOW: RegionFields = { ...MSI_WINDOW, type: "msi", protection: 0 };

/** A list that is inserted into another, and where in the plan that is done. */
interface InsertedList {
  readonly step: Extract<PlanStep, { readonly do: "insert-all-of" }>;
  readonly position: number;
}

/** Inserting a list into another may do as inserting regions; where they came from is then needed no more. */
export const insertRegions: Pass = {
  name: "insert regions, not lists",
  *candidates(plan) {
    const inserted = plan.steps.flatMap((step, position) => (step.do === "insert-all-of" ? [{ step, position }] : []));
    if (inserted.length === 0) return;
    yield* withoutDevices(plan, inserted);
    yield* withoutRmrrs(plan);
    for (const region of regionsWorthInserting(plan)) {
      if (inserted.length > 1) yield expanded(plan, inserted, [region]);
      for (const list of inserted) {
        yield expanded(plan, [list], [region]);
        yield withSteps(plan, replaced(plan, [list], [region]));
      }
    }
  },
};

/** What devices may get of RMRRs: their regions as the one type or the other. */
function regionsOfRmrrs(plan: Plan, type: RegionType): readonly RegionFields[] {
  return plan.rmrrs.slice(0, 6).map(({ base, limit }) => ({ ...SIMPLE_REGION, start: base, end: limit, type }));
}

function regionsWorthInserting(plan: Plan): readonly RegionFields[] {
  const inserted = plan.steps.slice(0, 8).flatMap((step) => (step.do === "insert" ? [step.region] : []));
  const relaxable = regionsOfRmrrs(plan, "direct-relaxable");
  return [SIMPLE_REGION, ...regionsOfRmrrs(plan, "direct"), WINDOW, ...relaxable, ...inserted];
}

/** Every list that came from a device inserted region by region, and no platform left to get anything from. */
function* withoutDevices(plan: Plan, inserted: readonly InsertedList[]): Generator<Plan> {
  if (plan.rmrrs.length === 0) return;
  for (const type of ["direct", "direct-relaxable"] as const) {
    const regions = regionsOfRmrrs(plan, type);
    for (const order of [regions, regions.toReversed(), [...regions, WINDOW]]) {
      const { steps } = expanded(plan, inserted, order);
      const apart = steps.filter((step) => !("device" in step) && !("group" in step));
      yield withSteps({ ...EMPTY_PLAN, lastListFirst: plan.lastListFirst }, apart);
    }
  }
}

/** The window and the pages on both sides of it: what meets the regions of any device. */
const ABOUT_WINDOW: readonly RegionFields[] = [
  { start: MSI_WINDOW.start - PAGE_SIZE, end: MSI_WINDOW.start - 1n },
  WINDOW,
  { start: MSI_WINDOW.end + 1n, end: MSI_WINDOW.end + PAGE_SIZE },
].map((range) => ({ ...WINDOW, ...range }));

/** Every device has the interrupt window, so what is inserted beside its list may meet that instead of an RMRR. */
function* withoutRmrrs(plan: Plan): Generator<Plan> {
  if (plan.rmrrs.length === 0) return;
  for (const [position, step] of plan.steps.entries()) {
    if (step.do !== "insert") continue;
    for (const region of ABOUT_WINDOW) {
      const steps = plan.steps.map((other, at) => (at === position ? { ...step, region } : other));
      yield { ...plan, rmrrs: [], steps };
    }
  }
}

/** Inserts of regions in place of those of some lists, and these lists go. */
function expanded(plan: Plan, lists: readonly InsertedList[], regions: readonly RegionFields[]): Plan {
  const sources = lists.map(({ step }) => step.source);
  const steps = replaced(plan, lists, regions);
  return withSteps(
    plan,
    steps.filter((step) => !("list" in step && sources.includes(step.list))),
  );
}

function replaced(plan: Plan, lists: readonly InsertedList[], regions: readonly RegionFields[]): readonly PlanStep[] {
  return plan.steps.flatMap((step, position): PlanStep[] => {
    const list = lists.find((each) => each.position === position);
    if (list === undefined) return [step];
    return regions.map((region) => ({ do: "insert", list: list.step.list, region }));
  });
}

/** Beyond this, there are too many ways to choose a region anew. */
const MOST_INSERTS = 7;
const MOST_CUTS = 7;

/** One insert less, if another one is chosen anew among the addresses that matter. */
export const mergeInserts: Pass = {
  name: "choose one insert anew for two",
  *candidates(plan) {
    const inserts = plan.steps.flatMap((step, position) => (step.do === "insert" ? [{ step, position }] : []));
    if (inserts.length < 3 || inserts.length > MOST_INSERTS) return;
    const cuts = cutsOf(inserts.map(({ step }) => step.region));
    if (cuts.length > MOST_CUTS) return;
    for (const gone of inserts) {
      for (const kept of inserts) {
        if (kept === gone) continue;
        for (const [index, start] of cuts.entries()) {
          for (const cut of cuts.slice(index + 1)) {
            const region = { ...kept.step.region, start, end: cut - 1n };
            const steps = plan.steps.flatMap((step, position): PlanStep[] =>
              position === gone.position ? [] : position === kept.position ? [{ ...kept.step, region }] : [step],
            );
            yield withSteps(plan, steps);
          }
        }
      }
    }
  },
};
