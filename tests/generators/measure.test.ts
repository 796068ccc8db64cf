/** The order of simplicity, as generators/shrinking/simplicity.ts writes it down: what makes a plan less simple. */

import { describe, expect, test } from "vitest";
import {
  ALL_SPARE,
  EMPTY_PLAN,
  otherDeviceReference,
  type Plan,
  type PlanFunction,
  type PlanScope,
  type PlanStep,
  planScope,
  placeOnRoot,
} from "../../generators/plan.ts";
import { compareMeasures } from "../../generators/shrinking/compare-measures.ts";
import { measure } from "../../generators/shrinking/measure.ts";
import { measureRanges } from "../../generators/shrinking/region-measure.ts";
import type { RegionFields } from "../../model/region.ts";
import { HEADER } from "../dmar/hand-made-tables.ts";
import { get, nic, ONE_ROOT, rmrr, ROOT } from "./small-plans.ts";

const FUNCTION = nic();
const port: PlanFunction = { ...nic(ROOT, 1), headerType: 1, classCode: 0x060400 };
const SCOPE = planScope(1, 0, [], 0, false);
const hop = { device: 0, function: 0 };
const other = { structure: { kind: "opaque", type: 9, content: new Uint8Array(1) }, scopes: [] } as const;

const withFunction = (change: Partial<PlanFunction>): Plan => ({
  ...ONE_ROOT,
  functions: [{ ...FUNCTION, ...change }],
});
const withScope = (change: Partial<PlanScope>): Plan => ({
  ...ONE_ROOT,
  functions: [FUNCTION, port],
  rmrrs: [{ ...rmrr(), scopes: [{ ...SCOPE, ...change }] }],
});
const withInsert = (change: Partial<RegionFields>): Plan => {
  const region: RegionFields = { start: 0x1000n, end: 0x1fffn, type: "direct", protection: 3, ...change };
  return { ...EMPTY_PLAN, steps: [{ do: "insert", list: 0, region }] };
};
const range = (start: bigint, end: bigint): Plan => withInsert({ start, end });
const attach = (...mappings: readonly { start: bigint; end: bigint }[]): Plan => ({
  ...EMPTY_PLAN,
  groups: [{ members: [] }],
  steps: [{ do: "attach", group: 0, aperture: { start: 0x1000n, end: 0x1fffn }, mappings }],
});
const roots = (...list: readonly (readonly [segment: number, gap: number, spare: number])[]): Plan => ({
  ...EMPTY_PLAN,
  roots: list.map(([segment, gap, spare]) => ({ segment, gap, spare })),
});
const steps = (...list: readonly PlanStep[]): Plan => ({ ...EMPTY_PLAN, steps: list });
const fail = (first: number, count: number): Plan => steps({ do: "fail-allocations", first, count });

/** Each plan of a line is simpler than those behind it. */
const LINES: readonly (readonly [what: string, ...plans: Plan[]])[] = [
  ["bytes of firmware", { ...ONE_ROOT, rmrrs: Array(9).fill(rmrr()) }, { ...EMPTY_PLAN, table: new Uint8Array(48) }],
  [
    "RMRRs and structures",
    { ...ONE_ROOT, rmrrs: [rmrr(-1, -1, -1)] },
    { ...ONE_ROOT, rmrrs: [rmrr()], structures: [other] },
  ],
  ["scopes", { ...ONE_ROOT, rmrrs: [rmrr(-1)], steps: [get(0), get(0, 1)] }, { ...ONE_ROOT, rmrrs: [rmrr(-1, -1)] }],
  ["steps", { ...ONE_ROOT, functions: [FUNCTION, FUNCTION] }, steps(get(-1))],
  [
    "functions",
    { ...ONE_ROOT, functions: [port], otherDevices: [{}, {}] },
    { ...EMPTY_PLAN, functions: [FUNCTION, FUNCTION] },
  ],
  ["hops of scopes", withScope({ at: 0 }), withScope({ at: 0, tail: [hop] }), withScope({ at: 0, tail: [hop, hop] })],
  [
    "hops above what a scope names",
    { ...ONE_ROOT, functions: [port, nic(0)], rmrrs: [rmrr(0)] },
    { ...ONE_ROOT, functions: [port, nic(0)], rmrrs: [rmrr(1)] },
  ],
  ["root buses", EMPTY_PLAN, roots([0, 0, ALL_SPARE]), roots([0, 0, 0], [0, 0, ALL_SPARE])],
  [
    "devices that are not PCI",
    EMPTY_PLAN,
    { ...EMPTY_PLAN, otherDevices: [{}] },
    { ...EMPTY_PLAN, otherDevices: [{}, {}] },
  ],
  [
    "groups and their members",
    EMPTY_PLAN,
    { ...EMPTY_PLAN, groups: [{ members: [] }] },
    { ...EMPTY_PLAN, groups: [{ members: [otherDeviceReference(0)] }] },
    { ...EMPTY_PLAN, groups: [{ members: [otherDeviceReference(0)] }, { members: [] }] },
  ],
  ["mappings", attach(), attach({ start: 0x1000n, end: 0x1fffn })],
  [
    "depth",
    { ...ONE_ROOT, functions: [{ ...port, headerType: 2 }, port, FUNCTION] },
    { ...ONE_ROOT, functions: [port, port, nic(0)] },
    { ...ONE_ROOT, functions: [port, { ...port, place: 0 }, nic(1)] },
  ],
  ["paths to nobody", withScope({ at: 1, type: 2 }), withScope({ at: ROOT, tail: [hop] })],
  ["longer tails", withScope({ at: 0, tail: [hop] }), withScope({ at: ROOT, tail: [hop, hop] })],
  ["classes", ...[0x020000, 0x0c0330, 0x030000, 0, 1, 0xff0000].map((classCode) => withFunction({ classCode }))],
  [
    "headers, whatever the class",
    withFunction({ classCode: 0xff_ffff }),
    withFunction({ headerType: 1, classCode: 0x060400 }),
    withFunction({ headerType: 1, classCode: 0x020000 }),
    withFunction({ headerType: 2, classCode: 0x060700 }),
    withFunction({ headerType: 2, classCode: 0x020000 }),
  ],
  [
    "virtual functions, whatever the header, and those that are absent",
    withFunction({ headerType: 2, classCode: 0xff_ffff }),
    withFunction({ physicalFunction: 0 }),
    withFunction({ physicalFunction: 0, beyondBus: true }),
    withFunction({ absent: true }),
  ],
  ["scope types", withScope({}), withScope({ type: 2 }), withScope({ type: 3 }), withScope({ type: 77 })],
  [
    "types that suit a bridge",
    withScope({ at: 1, type: 2 }),
    withScope({ at: 1, type: 1 }),
    withScope({ at: 1, type: 3 }),
  ],
  [
    "types that suit what is absent",
    withScope({ at: ROOT, tail: [hop] }),
    withScope({ at: ROOT, tail: [hop], type: 2 }),
  ],
  [
    "where paths start, whatever the type",
    withScope({ type: 77 }),
    withScope({ byPresentBus: true }),
    withScope({ startBus: 0 }),
    withScope({ startBus: 1 }),
  ],
  ["flags of scopes", withScope({}), withScope({ flags: 2 })],
  ["enumeration ids", withScope({}), withScope({ enumerationId: 2 })],
  [
    "types of regions",
    ...(["direct", "direct-relaxable", "reserved", "msi"] as const).map((type) => withInsert({ type })),
  ],
  [
    "protections, whatever the type",
    withInsert({ type: "msi" }),
    withInsert({ protection: 0 }),
    withInsert({ protection: 1 }),
  ],
  ["lists inserted into lists", withInsert({ protection: 7 }), steps({ do: "insert-all-of", list: 0, source: 0 })],
  ["ACPI names", { ...EMPTY_PLAN, otherDevices: [{}] }, { ...EMPTY_PLAN, otherDevices: [{ acpiName: "\\A" }] }],
  ["reserved fields", { ...ONE_ROOT, rmrrs: [rmrr()] }, { ...ONE_ROOT, rmrrs: [{ ...rmrr(), reserved: 5 }] }],
  [
    "what is wrong with a table as a whole, one more thing before any number",
    ONE_ROOT,
    { ...ONE_ROOT, damage: { width: 0 } },
    { ...ONE_ROOT, damage: { length: 1 } },
    { ...ONE_ROOT, damage: { checksum: 2 } },
    { ...ONE_ROOT, damage: { cut: 3 } },
    { ...ONE_ROOT, damage: { width: 4 } },
    { ...ONE_ROOT, damage: { beyond: [0] } },
    { ...ONE_ROOT, damage: { trailing: [1] } },
    { ...ONE_ROOT, damage: { beyond: [2] } },
    { ...ONE_ROOT, damage: { trailing: [0, 0] } },
    { ...ONE_ROOT, damage: { noUnits: true, cut: 1 } },
  ],
  [
    "orders of structures",
    { ...ONE_ROOT, damage: { order: "rmrrs-first" } },
    { ...ONE_ROOT, damage: { order: "reversed" } },
  ],
  [
    "what is wrong with RMRRs",
    { ...ONE_ROOT, rmrrs: [rmrr()] },
    { ...ONE_ROOT, rmrrs: [{ ...rmrr(), shortened: 4 }] },
    { ...ONE_ROOT, rmrrs: [{ ...rmrr(), shortened: 5 }] },
    { ...ONE_ROOT, rmrrs: [{ ...rmrr(), rest: [0] }] },
    { ...ONE_ROOT, rmrrs: [{ ...rmrr(), rest: [1] }] },
    { ...ONE_ROOT, rmrrs: [{ ...rmrr(), rest: [0, 0] }] },
  ],
  ["headers of tables", ONE_ROOT, { ...ONE_ROOT, header: HEADER }],
  [
    "mappings before unusual kinds",
    { ...attach(), otherDevices: [{ acpiName: "\\A" }] },
    { ...attach({ start: 0x1000n, end: 0x1fffn }), otherDevices: [{}] },
  ],
  [
    "a type that does not suit, before two fields that are not zero",
    withScope({ type: 2 }),
    withScope({ flags: 1, enumerationId: 1 }),
  ],
  ["the same of a bridge", withScope({ at: 1, type: 1 }), withScope({ at: 1, type: 2, flags: 1, enumerationId: 1 })],
  [
    "types that suit the first function",
    { ...ONE_ROOT, functions: [port], rmrrs: [{ ...rmrr(), scopes: [{ ...SCOPE, type: 2 }] }] },
    { ...ONE_ROOT, functions: [port], rmrrs: [{ ...rmrr(), scopes: [SCOPE] }] },
  ],
  ["whole pages before short ones", range(0x1000n, 0xf_ffffn), range(0x1000n, 0x1ffen), range(0x1001n, 0x1ffen)],
  ["short before high", range(0x1000n, 0x1fffn), range(0x9000n, 0x9fffn), range(0x1000n, 0x2fffn)],
  ["0 only where it matters", range(0x9000n, 0x9fffn), range(0n, 0xfffn)],
  ["low", range(0x2000n, 0x2fffn), range(0x3000n, 0x3fffn)],
  ["ranges that end before they start", range(0x1000n, 0xf_ffffn), range(0x2000n, 0xfffn), range(0x3000n, 0xfffn)],
  [
    "mappings that lie high",
    attach({ start: 0n, end: 0n }, { start: 0x1000n, end: 0x1fffn }),
    attach({ start: 0n, end: 0n }, { start: 0x2000n, end: 0x2fffn }),
  ],
  ["segments", roots([0, 0, ALL_SPARE]), roots([1, 0, ALL_SPARE]), roots([2, 0, ALL_SPARE])],
  ["segments of RMRRs", { ...ONE_ROOT, rmrrs: [rmrr()] }, { ...ONE_ROOT, rmrrs: [{ ...rmrr(), segment: 1 }] }],
  ["gaps before root buses", roots([0, 0, ALL_SPARE]), roots([0, 1, ALL_SPARE]), roots([0, 2, ALL_SPARE])],
  ["bus numbers that a last root bus leaves", roots([0, 0, ALL_SPARE]), roots([0, 0, 0]), roots([0, 0, 1])],
  [
    "bus numbers that are kept before another root bus",
    roots([0, 0, 0], [0, 0, ALL_SPARE]),
    roots([0, 0, 1], [0, 0, ALL_SPARE]),
  ],
  [
    "root buses of their own segments",
    roots([0, 0, ALL_SPARE], [1, 0, ALL_SPARE]),
    roots([0, 0, 0], [1, 0, ALL_SPARE]),
  ],
  ["gaps below bridges", withFunction({}), withFunction({ gap: 1 })],
  ["bus numbers kept below bridges", withFunction({}), withFunction({ spare: 1 })],
  ["devices", withFunction({}), withFunction({ device: 1 }), withFunction({ device: 2 })],
  ["functions of devices", withFunction({}), withFunction({ function: 1 })],
  ["devices of hops", withScope({ tail: [hop] }), withScope({ tail: [{ ...hop, device: 1 }] })],
  ["functions of hops", withScope({ tail: [hop] }), withScope({ tail: [{ ...hop, function: 1 }] })],
  ["which allocation fails", fail(1, 1), fail(2, 1)],
  ["how many allocations fail", fail(1, 1), fail(1, 2)],
  ["numbers of lists", steps(get(-1, 0), get(-1, 1)), steps(get(-1, 1), get(-1, 0)), steps(get(-1, 3), get(-1, 0))],
  ["which list is put back first", EMPTY_PLAN, { ...EMPTY_PLAN, lastListFirst: true }],
];

describe("what is simpler", () => {
  test.each(LINES)("%s", (_what, ...plans) => {
    const measures = (plans as Plan[]).map(measure);
    for (const [index, each] of measures.slice(1).entries()) {
      expect(compareMeasures(measures[index]!, each), `plan ${index}`).toBeLessThan(0);
      expect(compareMeasures(each, measures[index]!), `plan ${index}`).toBeGreaterThan(0);
    }
  });

  test("a plan is as simple as itself", () => {
    for (const [, ...plans] of LINES) {
      for (const plan of plans) expect(compareMeasures(measure(plan), measure({ ...plan }))).toBe(0);
    }
  });

  test("ranges are measured by their ends, lengths and starts", () => {
    const measured = (start: bigint, end: bigint): unknown => measureRanges([{ start, end }]);
    expect(measured(0x1000n, 0x2fffn)).toEqual([0, 0x2000n, 0, 0x1000n]);
    expect(measured(0n, 0xffen)).toEqual([1, 0xfffn, 1, 0n]);
    expect(measured(0x1001n, 0x1001n)).toEqual([2, 1n, 0, 0x1001n]);
    // What ends before it starts is none; the nearer its ends, the simpler.
    expect(measured(0x3000n, 0xfffn)).toEqual([4, 0x2001n, 0, 0x3000n]);
  });

  test("everything that is counted is counted once", () => {
    const plan: Plan = {
      ...EMPTY_PLAN,
      roots: [0, 1].map((segment) => ({ segment, gap: 0, spare: ALL_SPARE })),
      functions: [port, nic(0), nic(placeOnRoot(1))],
      otherDevices: [{}],
      groups: [{ members: [1, 2] }],
      rmrrs: [rmrr(1, 1)],
      structures: [{ ...other, scopes: [SCOPE] }],
      steps: [get(1), { do: "read", list: 0 }],
    };
    expect(measure(plan).slice(0, 8)).toEqual([0, 2, 3, 2, 3, 5, 6, 1]);
  });
});
