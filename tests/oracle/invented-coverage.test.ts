/** What a region that no readable scope accounts for was made of. */

import { describe, expect, test } from "vitest";
import { decodeTable, tableOf } from "../../model/dmar/decode.ts";
import { encodeTable } from "../../model/dmar/encode.ts";
import type { RmrrStructure } from "../../model/dmar/table.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { ExtraReason, ExtraWhy } from "../../oracle/extra-reason.ts";
import { inventedRule } from "../../oracle/invented-coverage.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { dmar, endpoint, endpointScope, rmrr, scenario } from "../reference/hand-made.ts";

const REST = Uint8Array.of(1, 7, 0, 0, 0, 0, 0);

/** By the reason for the extra region, which is that of the only RMRR if nothing else is said. */
function rule(
  structure: RmrrStructure,
  why: ExtraWhy = "sibling",
  reason: Partial<ExtraReason> = { rmrr: 0 },
): unknown {
  const decoded = tableOf(decodeTable(dmar()));
  const table = encodeTable({ ...decoded, structures: [structure] });
  const platform = { functions: [endpoint("nic", "0:2.0")], table };
  return inventedRule(new ScenarioFacts(scenario(platform), LINUX_PROFILE), { why, ...reason });
}

const good = rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"));
/** No good RMRR: it starts within a page. */
const bad = { ...good, base: 0x1001n };
const withPath = (...hops: readonly string[]): RmrrStructure => ({ ...bad, scopes: [endpointScope(0, ...hops)] });

describe("an invented region", () => {
  test("is of no RMRR if none has its range", () => {
    for (const structure of [good, bad]) expect(rule(structure, "invented-range", {})).toBe("range-of-no-rmrr");
  });

  test("is of a path that leads nowhere, whatever its RMRR is worth", () => {
    for (const why of ["on-absent-path", "beside-absent", "path-through-endpoint"] as const) {
      expect(rule(good, why)).toBe("path-of-nobody");
      expect(rule(bad, why)).toBe("path-of-nobody");
    }
  });

  test("is of what is wrong with its RMRR: what cannot be read, that it names nobody, or what cannot be", () => {
    expect(rule({ ...bad, rest: REST })).toBe("unreadable-scope");
    expect(rule({ ...bad, scopes: [], rest: REST })).toBe("unreadable-scope");
    expect(rule({ ...bad, scopes: [] })).toBe("no-scope");
    for (const hop of ["20.0", "1.8"]) {
      expect(rule(withPath(hop))).toBe("impossible-hop");
      expect(rule(withPath("1.0", hop))).toBe("impossible-hop");
      expect(rule({ ...bad, scopes: [endpointScope(0, "2.0"), endpointScope(0, hop)] })).toBe("impossible-hop");
    }
    expect(rule(withPath("1f.7"))).toBe("not-named");
    expect(rule(bad)).toBe("not-named");
  });

  test("is judged elsewhere if its RMRR is a good one, or a profile decides who gets it", () => {
    expect(rule(good)).toBeUndefined();
    for (const why of ["dropped-rmrr", "header-mismatch", "same-numbers", "namespace-scope"] as const) {
      expect(rule({ ...bad, rest: REST }, why)).toBeUndefined();
      expect(rule(bad, why, {})).toBeUndefined();
    }
  });
});
