/** Passes over events in between: functions that are added and removed, and allocations that fail. */

import type { Plan, PlanStep } from "../plan.ts";
import { withFunctions, withoutSome } from "./edit-functions.ts";
import { withSteps } from "./edit-steps.ts";
import { exchange, exchangeablePairs } from "./exchange-pass.ts";
import type { Pass } from "./pass.ts";

/** A function that is added may be present from the start, and one that is removed may never have been there. */
export const settleFunctions: Pass = {
  name: "let functions be there, or not, from the start",
  *candidates(plan) {
    const changes = plan.steps.flatMap((step, position) => (isChange(step) ? [position] : []));
    // All changes up to a given one, the last first; then each alone.
    for (const last of changes.toReversed()) yield settled(plan, changes.slice(0, changes.indexOf(last) + 1));
    for (const position of changes.slice(1)) yield settled(plan, [position]);
    // A function added late is found last; to be found last without that, it must come after the others.
    if (plan.functions.length > MOST_TO_EXCHANGE) return;
    for (const position of changes) {
      const apart = settled(plan, [position]);
      for (const [one, other] of exchangeablePairs(apart)) yield exchange(apart, one, other);
    }
  },
};

const MOST_TO_EXCHANGE = 4;

type ChangeStep = Extract<PlanStep, { readonly do: "add" | "remove" }>;

function isChange(step: PlanStep): step is ChangeStep {
  return step.do === "add" || step.do === "remove";
}

/** Without some changes, and with the functions as they are after them. */
function settled(plan: Plan, positions: readonly number[]): Plan {
  const absent = plan.functions.map((fn) => fn.absent);
  for (const position of positions) {
    const step = plan.steps[position] as ChangeStep;
    for (const index of hangingOn(plan, step.device)) absent[index] = step.do === "remove";
  }
  const functions = plan.functions.map((fn, index) =>
    fn.absent === absent[index] ? fn : { ...fn, absent: absent[index]! },
  );
  const steps = plan.steps.filter((_step, position) => !positions.includes(position));
  return withSteps({ ...plan, functions }, steps);
}

/** A function and everything added and removed with it. */
function hangingOn(plan: Plan, index: number): readonly number[] {
  const hanging = new Set([index]);
  for (const [other, { place, physicalFunction }] of plan.functions.entries()) {
    if (hanging.has(place) || hanging.has(physicalFunction)) hanging.add(other);
  }
  return [...hanging];
}

/** Fewer failing allocations, and earlier ones. */
export const failEarlier: Pass = {
  name: "fail fewer and earlier allocations",
  *candidates(plan) {
    for (const [position, step] of plan.steps.entries()) {
      if (step.do !== "fail-allocations") continue;
      const change = (numbers: { readonly first?: number; readonly count?: number }): Plan => ({
        ...plan,
        steps: plan.steps.map((other, at) => (at === position ? { ...step, ...numbers } : other)),
      });
      if (step.first > 1 && step.count > 1) yield change({ first: 1, count: 1 });
      for (const count of lower(step.count)) yield change({ count });
      for (const first of lower(step.first)) yield change({ first });
    }
  },
};

/** When something is removed, fewer allocations precede the one that must fail. */
export const dropAndFailEarlier: Pass = {
  name: "drop something and fail earlier allocations",
  *candidates(plan) {
    for (const step of plan.steps) {
      if (step.do !== "fail-allocations") continue;
      for (const fewer of withoutOne(plan, step)) {
        for (let first = step.first; first >= 1 && first >= step.first - MOST_EARLIER; first--) {
          if (first < step.first) yield withFailing(fewer, step, { first });
          // Other failing allocations belonged to what was removed.
          if (step.count > 1) yield withFailing(fewer, step, { first, count: 1 });
        }
      }
    }
  },
};

/** One function instead of two needs more allocations than each of them did, so a later one must fail. */
export const inheritAndFail: Pass = {
  name: "let another function inherit and fail another allocation",
  *candidates(plan) {
    const step = plan.steps.find((each) => each.do === "fail-allocations");
    if (step === undefined || plan.functions.length > MOST_TO_EXCHANGE) return;
    for (const gone of plan.functions.keys()) {
      for (const heir of plan.functions.keys()) {
        if (heir === gone) continue;
        const inherited = withFunctions(plan, { ...withoutSome(plan, (index) => index === gone), heir: () => heir });
        for (let first = 1; first <= step.first + MOST_EARLIER; first++) {
          const failing = withFailing(inherited, step, { first, count: 1 });
          if (first !== step.first || step.count > 1) yield failing;
          // The order of RMRRs decides which of its regions a function gets first.
          if (plan.rmrrs.length === 2) yield { ...failing, rmrrs: failing.rmrrs.toReversed() };
        }
      }
    }
  },
};

type FailStep = Extract<PlanStep, { readonly do: "fail-allocations" }>;

function withFailing(plan: Plan, step: FailStep, numbers: Partial<Pick<FailStep, "first" | "count">>): Plan {
  return { ...plan, steps: plan.steps.map((other) => (other === step ? { ...step, ...numbers } : other)) };
}

/** Without an RMRR, a member of a group, or a step other than the one to be kept. */
function* withoutOne(plan: Plan, kept: PlanStep): Generator<Plan> {
  for (let gone = plan.rmrrs.length - 1; gone >= 0; gone--) yield { ...plan, rmrrs: plan.rmrrs.toSpliced(gone, 1) };
  for (let gone = plan.steps.length - 1; gone >= 0; gone--) {
    if (plan.steps[gone] !== kept) yield withSteps(plan, plan.steps.toSpliced(gone, 1));
  }
  for (const [index, group] of plan.groups.entries()) {
    for (let gone = group.members.length - 1; gone >= 0; gone--) {
      const members = group.members.toSpliced(gone, 1);
      yield { ...plan, groups: plan.groups.with(index, { ...group, members }) };
    }
  }
}

const MOST_EARLIER = 4;

/** 1, and numbers that halve the remaining distance. */
function* lower(value: number): Generator<number> {
  if (value > 1) yield 1;
  for (let step = value >> 1; step > 0; step >>= 1) if (value - step > 1) yield value - step;
}
