/** Passes over what happens meanwhile: functions that come and go, and allocations that fail. */

import type { Plan, PlanStep } from "../plan.ts";
import { withFunctions, withoutSome } from "./edit-functions.ts";
import { withSteps } from "./edit-steps.ts";
import { exchange, exchangeablePairs } from "./exchange-pass.ts";
import type { Pass } from "./pass.ts";

/** A function that comes may be there from the start, and one that goes may never have been there. */
export const settleFunctions: Pass = {
  name: "let functions be there, or not, from the start",
  *candidates(plan) {
    const changes = plan.steps.flatMap((step, position) => (isChange(step) ? [position] : []));
    // All up to one of them first, the last first; then each by itself.
    for (const last of changes.toReversed()) yield settled(plan, changes.slice(0, changes.indexOf(last) + 1));
    for (const position of changes.slice(1)) yield settled(plan, [position]);
    // Who comes late comes last: to be found last all the same, it has to stand behind another.
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

/** Without some changes, and with the functions as they are behind them. */
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

/** A function and what comes and goes with it. */
function hangingOn(plan: Plan, index: number): readonly number[] {
  const hanging = new Set([index]);
  for (const [other, { place, physicalFunction }] of plan.functions.entries()) {
    if (hanging.has(place) || hanging.has(physicalFunction)) hanging.add(other);
  }
  return [...hanging];
}

/** Fewer allocations fail, and earlier ones. */
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

/** With one thing less, fewer allocations lead to the one that has to fail. */
export const dropAndFailEarlier: Pass = {
  name: "drop something and fail earlier allocations",
  *candidates(plan) {
    for (const step of plan.steps) {
      if (step.do !== "fail-allocations") continue;
      for (const fewer of withoutOne(plan, step)) {
        for (let first = step.first; first >= 1 && first >= step.first - MOST_EARLIER; first--) {
          if (first < step.first) yield withFailing(fewer, step, { first });
          // What failed beside the one that has to was the business of what is gone.
          if (step.count > 1) yield withFailing(fewer, step, { first, count: 1 });
        }
      }
    }
  },
};

/** One function instead of two needs more allocations than each of them did: a later one has to fail. */
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
          // Which of its regions a function gets first is decided by their order.
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

/** Without an RMRR, a member of a group, or a step that is another than the one that is kept. */
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

/** 1, and numbers that halve the way that is left. */
function* lower(value: number): Generator<number> {
  if (value > 1) yield 1;
  for (let step = value >> 1; step > 0; step >>= 1) if (value - step > 1) yield value - step;
}
