/** Passes over small numbers: segments, bus gaps, devices and functions, down to 0 or the smallest that works. */

import type { PathHop } from "../../model/dmar/table.ts";
import type { Plan } from "../plan.ts";
import { withScopes } from "./edit-scopes.ts";
import type { Pass } from "./pass.ts";
import { plainSpare, spareRank } from "./ranks.ts";

/** Segments of root buses and RMRRs together: two become one, or one gets the smallest free number. */
export const lowerSegments: Pass = {
  name: "lower segments",
  *candidates(plan) {
    const segments = [...new Set([...plan.roots, ...plan.rmrrs].map(({ segment }) => segment))];
    for (const from of segments) {
      for (const to of segments) if (to < from) yield withSegment(plan, from, to);
      for (let to = 0; to < from && to < segments.length; to++) {
        if (!segments.includes(to)) yield withSegment(plan, from, to);
      }
      if (from > 0x10000) yield withSegment(plan, from, 0x10000);
    }
  },
};

function withSegment(plan: Plan, from: number, to: number): Plan {
  const move = <Item extends { readonly segment: number }>(item: Item): Item =>
    item.segment === from ? { ...item, segment: to } : item;
  const moved = { ...plan, roots: plan.roots.map(move), rmrrs: plan.rmrrs.map(move) };
  // Which root bus is the last of its segment may have changed, and with it what counts as plain.
  const roots = moved.roots.map((root, index) =>
    spareRank(plan, index) === 0 ? { ...root, spare: plainSpare(moved, index) } : root,
  );
  return { ...moved, roots };
}

export const closeGaps: Pass = {
  name: "close gaps in bus numbers",
  *candidates(plan) {
    const roots = plan.roots.map((root, index) => ({ ...root, gap: 0, spare: plainSpare(plan, index) }));
    const functions = plan.functions.map((fn) => (fn.gap === 0 && fn.spare === 0 ? fn : { ...fn, gap: 0, spare: 0 }));
    const anyOfRoots = plan.roots.some((root, index) => root.gap > 0 || spareRank(plan, index) > 0);
    const anyOfFunctions = functions.some((fn, index) => fn !== plan.functions[index]);
    if (anyOfRoots && anyOfFunctions) yield { ...plan, roots, functions };
    if (anyOfFunctions) yield { ...plan, functions };
    if (anyOfRoots) yield { ...plan, roots };
    for (const [index, root] of plan.roots.entries()) {
      const replace = (gap: number, spare: number): Plan => ({
        ...plan,
        roots: plan.roots.map((other, at) => (at === index ? { ...root, gap, spare } : other)),
      });
      if (spareRank(plan, index) > 0) yield replace(root.gap, plainSpare(plan, index));
      for (const gap of below(root.gap)) yield replace(gap, root.spare);
    }
    for (const [index, fn] of plan.functions.entries()) {
      for (const gap of below(fn.gap)) yield withNumbers(plan, index, { gap });
      for (const spare of below(fn.spare)) yield withNumbers(plan, index, { spare });
    }
  },
};

function withNumbers(
  plan: Plan,
  index: number,
  numbers: { readonly gap?: number; readonly spare?: number; readonly device?: number; readonly function?: number },
): Plan {
  return { ...plan, functions: plan.functions.map((fn, other) => (other === index ? { ...fn, ...numbers } : fn)) };
}

export const lowerSlots: Pass = {
  name: "lower device and function numbers",
  *candidates(plan) {
    const functions = plan.functions.map((fn) => ({ ...fn, device: 0, function: 0 }));
    if (plan.functions.some((fn) => fn.device > 0 || fn.function > 0)) yield { ...plan, functions };
    yield* lowerDevicesTogether(plan);
    for (const [index, fn] of plan.functions.entries()) {
      if (fn.device > 0 && fn.function > 0) yield withNumbers(plan, index, { device: 0, function: 0 });
      for (const device of below(fn.device)) yield withNumbers(plan, index, { device });
      for (const number of below(fn.function)) yield withNumbers(plan, index, { function: number });
    }
    yield* lowerHops(plan);
  },
};

/**
 * Replaces one device number by another wherever it occurs, so that functions of one device, and matching devices, stay
 * so.
 */
function* lowerDevicesTogether(plan: Plan): Generator<Plan> {
  const devices = [...new Set(plan.functions.map((fn) => fn.device))].sort((a, b) => a - b);
  for (const from of devices) {
    for (const to of below(from)) {
      const functions = plan.functions.map((fn) => (fn.device === from ? { ...fn, device: to } : fn));
      yield withTailDevice({ ...plan, functions }, from, to);
    }
  }
}

function withTailDevice(plan: Plan, from: number, to: number): Plan {
  return withScopes(plan, (scope) => ({
    ...scope,
    tail: scope.tail.map((hop) => (hop.device === from ? { ...hop, device: to } : hop)),
  }));
}

/** The hops that scopes have of their own. */
function* lowerHops(plan: Plan): Generator<Plan> {
  const hops = [...plan.rmrrs, ...plan.structures].flatMap((owner) => owner.scopes.map((scope) => scope.tail.length));
  for (const [position, count] of hops.entries()) {
    for (let at = 0; at < count; at++) {
      const change = (field: keyof PathHop, number: number): Plan =>
        withScopes(plan, (scope, other) =>
          other === position
            ? { ...scope, tail: scope.tail.map((hop, index) => (index === at ? { ...hop, [field]: number } : hop)) }
            : scope,
        );
      let hop: PathHop | undefined;
      withScopes(plan, (scope, other) => {
        if (other === position) hop = scope.tail[at];
        return scope;
      });
      for (const device of below(hop!.device)) yield change("device", device);
      for (const number of below(hop!.function)) yield change("function", number);
    }
  }
}

/** Numbers below a number: 0, 1, and those that halve the remaining distance. */
function* below(value: number): Generator<number> {
  if (value > 0) yield 0;
  if (value > 1) yield 1;
  for (let step = value >> 1; step > 0; step >>= 1) if (value - step > 1) yield value - step;
}
