/** Passes over inserts: individual regions instead of those of devices, and fewer of them. */

import { MSI_WINDOW, PAGE_SIZE, type RegionFields, type RegionType } from "../../model/region.ts";
import { EMPTY_PLAN, type Plan, type PlanStep } from "../plan.ts";
import { withSteps } from "./edit-steps.ts";
import type { Pass } from "./pass.ts";
import { SIMPLE_REGION } from "./region-measure.ts";
import { cutsOf } from "./region-passes.ts";

const WINDOW: RegionFields = { ...MSI_WINDOW, type: "msi", protection: 0 };

/** A list that is inserted into another, and the step that does it. */
interface InsertedList {
  readonly step: Extract<PlanStep, { readonly do: "insert-all-of" }>;
  readonly position: number;
}

/** Inserting individual regions may replace inserting a list; the origin of the list is then no longer needed. */
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

/** What devices may get from RMRRs: their regions with either type. */
function regionsOfRmrrs(plan: Plan, type: RegionType): readonly RegionFields[] {
  return plan.rmrrs.slice(0, 6).map(({ base, limit }) => ({ ...SIMPLE_REGION, start: base, end: limit, type }));
}

function regionsWorthInserting(plan: Plan): readonly RegionFields[] {
  const inserted = plan.steps.slice(0, 8).flatMap((step) => (step.do === "insert" ? [step.region] : []));
  const relaxable = regionsOfRmrrs(plan, "direct-relaxable");
  return [SIMPLE_REGION, ...regionsOfRmrrs(plan, "direct"), WINDOW, ...relaxable, ...inserted];
}

/** Every list that came from a device is inserted region by region, and no platform remains. */
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

/** The window and the pages on both sides of it, which overlap or touch the regions of any device. */
const ABOUT_WINDOW: readonly RegionFields[] = [
  { start: MSI_WINDOW.start - PAGE_SIZE, end: MSI_WINDOW.start - 1n },
  WINDOW,
  { start: MSI_WINDOW.end + 1n, end: MSI_WINDOW.end + PAGE_SIZE },
].map((range) => ({ ...WINDOW, ...range }));

/** Every device has the interrupt window, so a region inserted next to its list may touch that instead of an RMRR. */
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

/** Inserts individual regions instead of some lists, which are removed. */
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

/** With more inserts than this, there are too many ways to choose a region again. */
const MOST_INSERTS = 7;
const MOST_CUTS = 7;

/** Removes an insert by choosing another one again among the addresses that matter. */
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
