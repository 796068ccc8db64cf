/** Passes over the table: fewer RMRRs, structures and scopes. */

import { changedFunction, type PlanRmrr } from "../plan.ts";
import { tryRealise } from "../realise.ts";
import { thaw } from "../thaw-table.ts";
import { chunks, without } from "./chunks.ts";
import { scopesOf, withScopes } from "./edit-scopes.ts";
import type { Pass } from "./pass.ts";

/** Generates the table from the plan, instead of keeping the bytes that firmware wrote. */
export const thawTable: Pass = {
  name: "thaw table",
  *candidates(plan) {
    if (plan.table === undefined) return;
    const thawed = thaw(plan);
    // If the bytes of a table are inconsistent, units and trailing bytes may multiply each time it is thawed.
    const size = thawed.damage === undefined ? 0 : (tryRealise(thawed)?.platform.dmar.length ?? 0);
    if (size <= plan.table.length) yield thawed;
  },
};

export const plainHeader: Pass = {
  name: "plain header",
  *candidates(plan) {
    if (plan.header === undefined) return;
    const { header: _header, ...rest } = plan;
    yield rest;
  },
};

export const dropRmrrs: Pass = {
  name: "drop RMRRs",
  *candidates(plan) {
    for (const chunk of chunks(plan.rmrrs.length)) yield { ...plan, rmrrs: without(plan.rmrrs, chunk) };
  },
};

export const dropStructures: Pass = {
  name: "drop other structures",
  *candidates(plan) {
    for (const chunk of chunks(plan.structures.length)) yield { ...plan, structures: without(plan.structures, chunk) };
  },
};

export const dropScopes: Pass = {
  name: "drop scopes",
  *candidates(plan) {
    for (const { from, to } of chunks(scopesOf(plan).length)) {
      yield withScopes(plan, (scope, position) => (position >= from && position < to ? undefined : scope));
    }
  },
};

/** With more than this, there are too many pairs; the passes that halve have then reduced them already. */
const MOST_TO_JOIN = 8;

/** For plans that the other passes have made small. */
const MOST_TO_RELAX = 4;

/** xHCI, whose regions are relaxable. */
const RELAXABLE = 0x0c0330;

/** Two RMRRs that are needed for their scopes may become one. */
export const joinRmrrs: Pass = {
  name: "join RMRRs",
  *candidates(plan) {
    if (plan.rmrrs.length > MOST_TO_JOIN) return;
    for (const [one, first] of plan.rmrrs.entries()) {
      for (const [other, second] of plan.rmrrs.entries()) {
        if (one === other || first.segment !== second.segment) continue;
        const joined: PlanRmrr = { ...first, scopes: [...first.scopes, ...second.scopes] };
        const rmrrs = plan.rmrrs.flatMap((rmrr, index) => (index === other ? [] : index === one ? [joined] : [rmrr]));
        yield { ...plan, rmrrs };
        // Two regions that must differ may differ in type, which follows from the classes of the functions.
        if (plan.rmrrs.length > MOST_TO_RELAX || plan.functions.length > MOST_TO_RELAX) continue;
        for (const [index, fn] of plan.functions.entries()) {
          if (fn.headerType !== 0 || fn.classCode === RELAXABLE) continue;
          const functions = plan.functions.with(index, changedFunction(fn, { classCode: RELAXABLE }));
          yield { ...plan, rmrrs, functions };
        }
      }
    }
  },
};
