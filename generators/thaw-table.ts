/** Converts the bytes of a table into the RMRRs and structures of a plan, as far as a plan can express them. */

import { decodeTable } from "../model/dmar/decode.ts";
import type { DmarStructure } from "../model/dmar/table.ts";
import { assignAddresses } from "./addresses.ts";
import type { Plan, PlanRmrr, PlanScope, PlanStructure } from "./plan.ts";
import { isImpliedUnit } from "./realise-table.ts";
import { PathResolver } from "./resolve-paths.ts";

/**
 * The plan with the contents of its table instead of the bytes; the plan itself if it has none.
 *
 * Structures are put into the right order; an unusual header is kept.
 */
export function thaw(plan: Plan): Plan {
  const { table, ...rest } = plan;
  const addresses = assignAddresses(plan);
  if (table === undefined || addresses === undefined) return plan;
  const resolver = new PathResolver(plan, addresses);
  const rmrrs: PlanRmrr[] = [];
  const structures: PlanStructure[] = [];
  const { header, structures: found, trailing } = decodeTable(table);
  const planScopes = (structure: Extract<DmarStructure, { readonly scopes: unknown }>): PlanScope[] =>
    structure.scopes.map((scope) => resolver.planScope(structure.segment, scope));
  for (const { structure } of found) {
    if (structure.kind === "rmrr") {
      const { segment, base, limit, reserved } = structure;
      const planned = { segment, base, limit, reserved, scopes: planScopes(structure) };
      rmrrs.push(structure.rest === undefined ? planned : { ...planned, rest: [...structure.rest] });
    } else if ("scopes" in structure) {
      if (isImpliedUnit(structure)) continue;
      structures.push({ structure: { ...structure, scopes: [] }, scopes: planScopes(structure) });
    } else {
      structures.push({ structure, scopes: [] });
    }
  }
  const thawed = { ...rest, header, rmrrs, structures };
  return trailing === undefined ? thawed : { ...thawed, damage: { trailing: [...trailing] } };
}
