/**
 * Passes for failures that need many RMRRs, such as a text that fills a page.
 *
 * In such a case, leaving out any part of what is needed ends the failure, so the general pass would try a hundred
 * chunks in vain for each RMRR it removes.
 */

import { SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import { PAGE_SIZE } from "../../model/region.ts";
import { CLASS_CODE_BRIDGE, CLASS_FAMILIES } from "../class-vocabulary.ts";
import { NONE, type Plan, type PlanFunction, planFunction } from "../plan.ts";
import { compareMeasures } from "./compare-measures.ts";
import { withScopes } from "./edit-scopes.ts";
import { followDevices, withSteps } from "./edit-steps.ts";
import { measure } from "./measure.ts";
import type { Pass } from "./pass.ts";

/** With fewer RMRRs, the general pass is as good. */
const MANY = 24;

/** The last RMRRs, as many as can go. */
export const dropLastRmrrs: Pass = {
  name: "drop the last RMRRs",
  *candidates(plan) {
    const { length } = plan.rmrrs;
    if (length < MANY) return;
    for (let gone = length >> 1; gone > 0; gone >>= 1) yield withoutLast(plan, gone);
  },
};

/** Relaxable regions have the longest lines, so fewer of them fill a page. */
export const lengthenLines: Pass = {
  name: "fewer RMRRs with longer lines",
  *candidates(plan) {
    if (plan.rmrrs.length < MANY) return;
    const [, usb] = CLASS_FAMILIES;
    const [classCode] = usb!.classCodes;
    const functions = plan.functions.map((fn) => (fn.headerType === 0 ? { ...fn, classCode: classCode! } : fn));
    yield withoutLast({ ...plan, functions }, 1);
  },
};

/**
 * Regions that follow the lines of other devices, below the interrupt window: those devices may then be unnecessary.
 */
export const lowerWithoutDevices: Pass = {
  name: "bring many RMRRs down without other devices",
  *candidates(plan) {
    const { rmrrs, groups } = plan;
    if (rmrrs.length < MANY) return;
    const lowered = rmrrs.map((rmrr, index) => {
      const base = BigInt(2 * index + 1) * PAGE_SIZE;
      return { ...rmrr, base, limit: base + PAGE_SIZE - 1n };
    });
    const members = groups.map((group) => ({ ...group, members: group.members.filter((member) => member >= 0) }));
    const steps = followDevices(plan.steps, (asked) => (asked < 0 ? undefined : asked));
    const without = withSteps({ ...plan, otherDevices: [], groups: members, rmrrs: lowered }, steps);
    if (compareMeasures(measure(without), measure(plan)) < 0) yield without;
  },
};

/**
 * A bridge has its own line for each region of what is below it; with both, little more than half as many RMRRs are
 * needed. Devices that are not PCI have no lines for RMRRs, and are removed.
 */
export const bearByBridge: Pass = {
  name: "fewer RMRRs that a bridge bears too",
  *candidates(plan) {
    const { functions, rmrrs } = plan;
    if (rmrrs.length < MANY) return;
    const named = functions.map(
      (_fn, index) => rmrrs.filter(({ scopes }) => scopes.some(({ at }) => at === index)).length,
    );
    const below = named.indexOf(Math.max(...named));
    const fn = functions[below];
    if (fn === undefined || fn.headerType !== 0 || fn.physicalFunction !== NONE) return;
    if (functions.some(({ physicalFunction }) => physicalFunction === below)) return;
    yield withoutLast(withBridgeAbove(plan, below), Math.floor(rmrrs.length * SPARED));
  },
};

/** The bridge takes the function's place, with the function below it; scopes name the bridge. */
function withBridgeAbove(plan: Plan, below: number): Plan {
  const follow = (index: number): number => (index >= below ? index + 1 : index);
  const followed = plan.functions.map((fn): PlanFunction => {
    return { ...fn, place: follow(fn.place), physicalFunction: follow(fn.physicalFunction) };
  });
  const { place, device, function: number } = plan.functions[below]!;
  const bridge = planFunction(place, device, number, CLASS_CODE_BRIDGE, 1, 0, 0);
  const lowered: PlanFunction = { ...followed[below]!, place: below, device: 0, function: 0 };
  const named = withScopes(plan, (scope) =>
    scope.at === below ? { ...scope, type: SCOPE_SUB_HIERARCHY } : { ...scope, at: follow(scope.at) },
  );
  return withSteps(
    {
      ...named,
      functions: followed.toSpliced(below, 1, bridge, lowered),
      otherDevices: [],
      groups: plan.groups.map((group) => ({
        ...group,
        members: group.members.flatMap((member) =>
          member < 0 ? [] : member === below ? [below, below + 1] : [follow(member)],
        ),
      })),
    },
    followDevices(plan.steps, (asked) => (asked < 0 ? undefined : follow(asked))),
  );
}

/** Of two lines of 45 and 55 characters, the longer one alone fills as much of a page if there are 20 for each 11. */
const SPARED = 0.4;

function withoutLast(plan: Plan, count: number): Plan {
  return { ...plan, rmrrs: plan.rmrrs.slice(0, -count) };
}
