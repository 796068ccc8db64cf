/** Hierarchies around given tables: the scopes of the table find what they name, and sometimes do not. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tableScenarios } from "../../generators/streams.ts";
import { tableSkeleton } from "../../generators/table-skeleton.ts";
import { decodeTable } from "../../model/dmar/decode.ts";
import { validatePlatform } from "../../model/platform-validity.ts";
import { readRealTables, REAL_TABLES_ABSENT } from "../dmar/real-tables.ts";
import { askedFunctions, namings } from "./named-functions.ts";
import { SERVER_DMAR } from "./sources.ts";

interface Resolution {
  /** PCI scopes of RMRRs, in all cases. */
  scopes: number;
  /** Scopes that name a function by their path. */
  named: number;
  /** Scopes whose start bus is no root bus. */
  elsewhere: number;
  asked: number;
  /** The same of the cases in which some start bus is no root bus. */
  readonly behind: { scopes: number; named: number };
}

/** Looks at cases around a table; what has to hold in each is expected on the way. */
function look(dmar: Uint8Array, cases: number, seed: number = 1): Resolution {
  const sum: Resolution = { scopes: 0, named: 0, elsewhere: 0, asked: 0, behind: { scopes: 0, named: 0 } };
  const startBuses = new Set(tableSkeleton(dmar).map(({ segment, bus }) => `${segment}/${bus}`));
  const rmrrs = decodeTable(dmar).structures.flatMap(({ structure }) => (structure.kind === "rmrr" ? [structure] : []));
  for (const scenario of fc.sample(tableScenarios(dmar), { seed, numRuns: cases })) {
    const { platform } = scenario;
    expect(validatePlatform(platform)).toEqual([]);
    const roots = new Set(platform.rootBuses.map(({ segment, bus }) => `${segment}/${bus}`));
    const secondary = new Set(platform.functions.map(({ segment, secondaryBus }) => `${segment}/${secondaryBus}`));
    // Every start bus is there: as a root bus or, as in some real machines, behind a bridge.
    for (const start of startBuses) expect(roots.has(start) || secondary.has(start)).toBe(true);
    if (startBuses.size > 0) for (const root of roots) expect(startBuses.has(root)).toBe(true);
    const names = namings(platform);
    let rootScopes = 0;
    for (const { segment, scopes } of rmrrs) {
      for (const { type, startBus } of scopes) {
        if (type !== 1 && type !== 2) continue;
        sum.scopes++;
        if (roots.has(`${segment}/${startBus}`)) rootScopes++;
        else sum.elsewhere++;
      }
    }
    const suiting = names.filter((naming) => naming.scope.type === (naming.named.headerType === 0 ? 1 : 2)).length;
    sum.named += suiting;
    if (platform.rootBuses.length < startBuses.size) {
      sum.behind.named += suiting;
      sum.behind.scopes += rootScopes;
    }
    const asked = new Set(askedFunctions(scenario).map(({ label }) => label));
    sum.asked += names.some(({ named }) => asked.has(named.label)) ? 1 : 0;
  }
  return sum;
}

describe("cases around a table", () => {
  test("mostly resolve its scopes, and now and then one does not", () => {
    const { scopes, named, elsewhere, asked, behind } = look(SERVER_DMAR, 600);
    expect(named / scopes).toBeGreaterThan(0.75);
    // What stands where a start bus is expected keeps clear of the slots that the table names.
    expect(behind.named / behind.scopes).toBeGreaterThan(0.8);
    expect(named + elsewhere).toBeLessThan(scopes);
    expect(elsewhere).toBeGreaterThan(0);
    expect(asked / 600).toBeGreaterThan(0.6);
  });

  test.skipIf(REAL_TABLES_ABSENT)("of real machines resolve them too", () => {
    let scopes = 0;
    let named = 0;
    // Each table has cases of its own: twelve cases for all of them would all lack the same functions.
    for (const [index, { bytes }] of readRealTables().entries()) {
      const sum = look(bytes, 12, index);
      scopes += sum.scopes;
      named += sum.named;
    }
    expect(scopes).toBeGreaterThan(0);
    expect(named / scopes).toBeGreaterThan(0.85);
  });
});

describe("tableSkeleton", () => {
  test("joins the paths of all structures, and tells bridges and what RMRRs name", () => {
    const [first, second, third] = tableSkeleton(SERVER_DMAR);
    expect([first, second, third].map((bus) => [bus!.segment, bus!.bus])).toEqual([
      [0, 0],
      [0, 0x3a],
      [1, 2],
    ]);
    expect(first!.functions).toEqual([
      {
        device: 0x1c,
        function: 2,
        bridge: true,
        reserved: false,
        below: [{ device: 0, function: 0, bridge: false, reserved: true, below: [] }],
      },
      { device: 1, function: 0, bridge: true, reserved: true, below: [] },
      { device: 0x1c, function: 0, bridge: false, reserved: true, below: [] },
    ]);
    expect(second!.functions).toMatchObject([{ device: 0, function: 1, bridge: false, reserved: true }]);
  });
});
