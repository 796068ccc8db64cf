/** Passes over the table: fewer RMRRs, structures and scopes. */

import { assignAddresses } from "../addresses.ts";
import type { PlanRmrr, PlanScope } from "../plan.ts";
import { realiseScope } from "../realise-table.ts";
import { PathResolver } from "../resolve-paths.ts";
import { thaw } from "../thaw-table.ts";
import { chunks, without } from "./chunks.ts";
import { scopesOf, withScopes } from "./edit-scopes.ts";
import type { Pass } from "./pass.ts";
import { tailRank } from "./ranks.ts";

/** Makes the table from the plan, instead of keeping bytes that firmware wrote. */
export const thawTable: Pass = {
  name: "thaw table",
  *candidates(plan) {
    if (plan.table !== undefined) yield thaw(plan);
  },
};

/**
 * Scopes whose path leads to a function, though they were not drawn to name it, point at it from then on: so
 * they follow where it goes. The scenario stays as it is.
 */
export const readPaths: Pass = {
  name: "read paths",
  *candidates(plan) {
    const addresses = assignAddresses(plan);
    const indirect = scopesOf(plan).some((scope) => scope.tail.length > 0);
    if (addresses === undefined || !indirect) return;
    const resolver = new PathResolver(plan, addresses);
    const resolved = (segment: number, scope: PlanScope): PlanScope => {
      const realised = realiseScope(plan, addresses, scope);
      const read = realised === undefined ? scope : resolver.planScope(segment, realised);
      return tailRank(read) < tailRank(scope) ? read : scope;
    };
    const rmrrs = plan.rmrrs.map((rmrr) => ({
      ...rmrr,
      scopes: rmrr.scopes.map((scope) => resolved(rmrr.segment, scope)),
    }));
    if (rmrrs.some(({ scopes }, index) => scopes.some((scope, at) => scope !== plan.rmrrs[index]!.scopes[at]))) {
      yield { ...plan, rmrrs };
    }
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

/** Beyond this, pairs are too many; by then, halves have done their work. */
const MOST_TO_JOIN = 8;

/** Two RMRRs that are needed for their scopes may do as one. */
export const joinRmrrs: Pass = {
  name: "join RMRRs",
  *candidates(plan) {
    if (plan.rmrrs.length > MOST_TO_JOIN) return;
    for (const [one, first] of plan.rmrrs.entries()) {
      for (const [other, second] of plan.rmrrs.entries()) {
        if (one === other || first.segment !== second.segment) continue;
        const joined: PlanRmrr = { ...first, scopes: [...first.scopes, ...second.scopes] };
        yield {
          ...plan,
          rmrrs: plan.rmrrs.flatMap((rmrr, index) => (index === other ? [] : index === one ? [joined] : [rmrr])),
        };
      }
    }
  },
};
