/** Every source of generated cases, and what tests need to look into them. */

import { Random, type Arbitrary } from "fast-check";
import { xorshift128plus } from "pure-rand/generator/xorshift128plus";
import { RandomDraws } from "../../generators/draws.ts";
import { drawAssignmentPlan } from "../../generators/assignment-plan.ts";
import { drawGroupPlan } from "../../generators/group-plan.ts";
import { drawAllocationPlan } from "../../generators/allocation-plan.ts";
import { drawHierarchyPlan } from "../../generators/hierarchy-plan.ts";
import { drawLifecyclePlan } from "../../generators/lifecycle-plan.ts";
import { drawMalformedPlan } from "../../generators/malformed-plan.ts";
import { drawMergePlan } from "../../generators/merge-plan.ts";
import { drawMetamorphicPlan } from "../../generators/metamorphic-plan.ts";
import { drawOwnershipPlan } from "../../generators/ownership-plan.ts";
import type { Plan } from "../../generators/plan.ts";
import { STREAMS, tableScenarios } from "../../generators/streams.ts";
import { drawTablePlan } from "../../generators/table-plan.ts";
import { tableSkeleton } from "../../generators/table-skeleton.ts";
import { encodeTable } from "../../model/dmar/encode.ts";
import type { DeviceScope, DmarTable, PathHop } from "../../model/dmar/table.ts";
import type { Scenario } from "../../model/scenario.ts";

function scope(type: number, startBus: number, ...path: readonly PathHop[]): DeviceScope {
  return { type, flags: 0, enumerationId: 0, startBus, path };
}

/** A table as a large machine might have it: two segments, several root buses, paths of two hops, a bridge scope. */
const SERVER_TABLE: DmarTable = {
  header: {
    revision: 1,
    oemId: "VENDOR",
    oemTableId: "SERVER  ",
    oemRevision: 7,
    creatorId: "TEST",
    creatorRevision: 3,
    hostAddressWidth: 45,
    flags: 5,
  },
  structures: [
    { kind: "drhd", flags: 1, size: 0, segment: 0, registerBase: 0xd000_0000n, scopes: [] },
    { kind: "drhd", flags: 1, size: 0, segment: 1, registerBase: 0xd100_0000n, scopes: [] },
    {
      kind: "rmrr",
      reserved: 0,
      segment: 0,
      base: 0x7000_0000n,
      limit: 0x7000_ffffn,
      scopes: [
        scope(1, 0, { device: 0x1c, function: 2 }, { device: 0, function: 0 }),
        scope(2, 0, { device: 1, function: 0 }),
        scope(1, 0, { device: 0x1c, function: 0 }),
        scope(1, 0x3a, { device: 0, function: 1 }),
      ],
    },
    {
      kind: "rmrr",
      reserved: 0,
      segment: 1,
      base: 0x8000_0000n,
      limit: 0x8fff_ffffn,
      scopes: [scope(1, 2, { device: 0, function: 0 }), scope(3, 0xf0, { device: 0x1f, function: 0 })],
    },
    { kind: "opaque", type: 9, content: new Uint8Array([1, 2, 3]) },
  ],
};

export const SERVER_DMAR: Uint8Array = encodeTable(SERVER_TABLE);

/** A DMAR table with its header and nothing else. */
export const EMPTY_DMAR: Uint8Array = encodeTable({ ...SERVER_TABLE, structures: [] });

export interface Source {
  readonly name: string;
  readonly arbitrary: Arbitrary<Scenario>;
  /** The plan that the arbitrary draws from the same randomness. */
  plan(draws: RandomDraws): Plan;
}

const skeleton = tableSkeleton(SERVER_DMAR);
const PLANS = {
  hierarchy: drawHierarchyPlan,
  ownership: drawOwnershipPlan,
  merge: drawMergePlan,
  metamorphic: drawMetamorphicPlan,
  group: drawGroupPlan,
  assignment: drawAssignmentPlan,
  allocation: drawAllocationPlan,
  lifecycle: drawLifecyclePlan,
  malformed: drawMalformedPlan,
};

export const SOURCES: readonly Source[] = [
  ...(Object.keys(PLANS) as (keyof typeof PLANS)[]).map((name): Source => ({
    name,
    arbitrary: STREAMS.find((stream) => stream.name === name)!.scenarios(),
    plan: (draws) => PLANS[name](draws),
  })),
  {
    name: "table",
    arbitrary: tableScenarios(SERVER_DMAR),
    plan: (draws) => drawTablePlan(draws, skeleton, SERVER_DMAR),
  },
];

/** Randomness as fast-check hands it to an arbitrary. */
export function randomOf(seed: number): Random {
  return new Random(xorshift128plus(seed));
}

/** The first plans of a source under a seed. */
export function plansOf(source: Source, count: number, seed = 1): readonly Plan[] {
  const draws = new RandomDraws(randomOf(seed));
  return Array.from({ length: count }, () => source.plan(draws));
}
