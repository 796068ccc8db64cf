/** Passes that make functions, scopes and steps plainer: classes, headers, types and ways of naming. */

import { type PathHop, SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import { PROTECTION_READ_WRITE, REGION_TYPES } from "../../model/region.ts";
import { CLASS_CODE_BRIDGE, CLASS_CODE_ETHERNET } from "../class-vocabulary.ts";
import { NONE, type Plan, type PlanFunction, type PlanScope, type PlanStep, placeOnRoot } from "../plan.ts";
import { chunks } from "./chunks.ts";
import { typeFor, withFunctions } from "./edit-functions.ts";
import { scopesOf, withScopes } from "./edit-scopes.ts";
import type { Pass } from "./pass.ts";
import { functionRank, plainClassCodes, regionRank, scopeRank, tailRank } from "./ranks.ts";

/**
 * Half of the functions at a time, each made the plainest of its kind; then one by one, through intermediate values.
 */
export const calmFunctions: Pass = {
  name: "calm functions",
  *candidates(plan) {
    const hasBelow = new Set(plan.functions.map((fn) => fn.place));
    const plain = plan.functions.map((fn, index) => simplerFunctions(fn, !hasBelow.has(index)));
    const unrest = plain.flatMap((simpler, index) => (simpler.length > 0 ? [index] : []));
    for (const { from, to } of chunks(unrest.length)) {
      const calmed = new Set(unrest.slice(from, to));
      yield withNewFunctions(plan, (fn, index) => (calmed.has(index) ? plain[index]![0]! : fn));
    }
    for (const index of unrest) {
      for (const simpler of plain[index]!.slice(1)) {
        yield withNewFunctions(plan, (fn, other) => (other === index ? simpler : fn));
      }
    }
  },
};

/** A scope that named its function by the right type continues to do so. */
function withNewFunctions(plan: Plan, change: (fn: PlanFunction, index: number) => PlanFunction): Plan {
  return withFunctions(plan, { functions: plan.functions.map(change) });
}

/** Plainer replacements for a function, plainest first. */
function simplerFunctions(fn: PlanFunction, mayBeEndpoint: boolean): readonly PlanFunction[] {
  const present: PlanFunction = { ...fn, physicalFunction: NONE, beyondBus: false, absent: false };
  const onBus: PlanFunction = { ...fn, beyondBus: false };
  const candidates: PlanFunction[] = [];
  const endpoint = { headerType: 0, classCode: CLASS_CODE_ETHERNET } as const;
  const bridge = { headerType: 1, classCode: CLASS_CODE_BRIDGE } as const;
  if (mayBeEndpoint) candidates.push({ ...present, ...endpoint });
  if (fn.headerType !== 0) candidates.push({ ...present, ...bridge });
  for (const classCode of plainClassCodes(fn)) candidates.push({ ...present, classCode });
  candidates.push(present, onBus);
  for (const classCode of plainClassCodes(fn)) candidates.push({ ...fn, classCode });
  const rank = functionRank(fn);
  return candidates.filter((candidate) => functionRank(candidate) < rank);
}

export const calmScopes: Pass = {
  name: "calm scopes",
  *candidates(plan) {
    const simpler = scopesOf(plan).map((scope) => simplerScopes(plan, scope));
    const unrest = simpler.flatMap((scopes, position) => (scopes.length > 0 ? [position] : []));
    for (const { from, to } of chunks(unrest.length)) {
      const calmed = new Set(unrest.slice(from, to));
      yield withScopes(plan, (scope, position) => (calmed.has(position) ? simpler[position]![0]! : scope));
    }
    for (const position of unrest) {
      for (const candidate of simpler[position]!.slice(1)) {
        yield withScopes(plan, (scope, other) => (other === position ? candidate : scope));
      }
    }
  },
};

function simplerScopes(plan: Plan, scope: PlanScope): readonly PlanScope[] {
  const byPath: PlanScope = { ...scope, byPresentBus: false, startBus: NONE };
  const plain = { ...byPath, flags: 0, enumerationId: 0 };
  const candidates: PlanScope[] = [];
  if (scope.at >= 0) {
    const natural = typeFor(plan.functions[scope.at]!);
    candidates.push({ ...plain, type: natural, tail: [] }, { ...plain, tail: [] });
    candidates.push({ ...byPath, type: natural, tail: [] }, { ...scope, type: natural });
  }
  const last = scope.tail.at(-1);
  if (last !== undefined) {
    candidates.push({ ...plain, type: SCOPE_ENDPOINT, at: placeOnRoot(0), tail: [last] });
    candidates.push({ ...plain, type: SCOPE_SUB_HIERARCHY, at: placeOnRoot(0), tail: [last] });
    // An absent neighbour, where the last hop would otherwise find a function.
    const beside: PathHop = { device: last.device, function: last.function ^ 1 };
    candidates.push({ ...plain, type: SCOPE_ENDPOINT, at: placeOnRoot(0), tail: [beside] });
    candidates.push({ ...scope, tail: scope.tail.slice(1) }, { ...scope, tail: scope.tail.slice(0, -1) });
  }
  candidates.push({ ...scope, type: SCOPE_ENDPOINT }, { ...scope, type: SCOPE_SUB_HIERARCHY }, byPath);
  candidates.push({ ...scope, flags: 0, enumerationId: 0 });
  return (
    candidates
      .filter((candidate) => candidate.at >= 0 || candidate.tail.length > 0)
      // Without a root bus, a path has its own start bus.
      .filter((candidate) => plan.roots.length > 0 || candidate.startBus !== NONE)
      .filter(
        (candidate) =>
          tailRank(candidate) < tailRank(scope) ||
          (tailRank(candidate) === tailRank(scope) && scopeRank(plan, candidate) < scopeRank(plan, scope)),
      )
  );
}

/** Types and protections of inserted regions: one type replaced by another everywhere, then one by one. */
export const calmRegions: Pass = {
  name: "calm regions",
  *candidates(plan) {
    const types = [...new Set(plan.steps.flatMap((step) => (step.do === "insert" ? [step.region.type] : [])))];
    for (const type of types) {
      for (const plainer of REGION_TYPES.slice(0, REGION_TYPES.indexOf(type))) {
        yield withRegions(plan, (region) => (region.type === type ? { ...region, type: plainer } : region));
      }
    }
    const inserts = plan.steps.flatMap((step, position) => (step.do === "insert" ? [position] : []));
    const unprotected = inserts.filter((position) => regionRank(regionAt(plan, position)) >= 8);
    for (const { from, to } of chunks(unprotected.length)) {
      const calmed = new Set(unprotected.slice(from, to));
      yield withRegions(plan, (region, position) =>
        calmed.has(position) ? { ...region, protection: PROTECTION_READ_WRITE } : region,
      );
    }
    for (const position of inserts) {
      const { type } = regionAt(plan, position);
      for (const plainer of REGION_TYPES.slice(0, REGION_TYPES.indexOf(type))) {
        yield withRegions(plan, (region, other) => (other === position ? { ...region, type: plainer } : region));
      }
    }
  },
};

type InsertedRegion = Extract<PlanStep, { readonly do: "insert" }>["region"];

function regionAt(plan: Plan, position: number): InsertedRegion {
  return (plan.steps[position] as Extract<PlanStep, { readonly do: "insert" }>).region;
}

function withRegions(plan: Plan, change: (region: InsertedRegion, position: number) => InsertedRegion): Plan {
  const steps = plan.steps.map((step, position) =>
    step.do === "insert" ? { ...step, region: change(step.region, position) } : step,
  );
  return { ...plan, steps };
}

/** ACPI names, reserved fields. */
export const calmDetails: Pass = {
  name: "calm details",
  *candidates(plan) {
    if (plan.otherDevices.some((device) => device.acpiName !== undefined)) {
      yield { ...plan, otherDevices: plan.otherDevices.map(({ acpiName: _name, ...device }) => device) };
    }
    if (plan.rmrrs.some((rmrr) => rmrr.reserved !== 0)) {
      yield { ...plan, rmrrs: plan.rmrrs.map((rmrr) => ({ ...rmrr, reserved: 0 })) };
    }
  },
};
